"""A halo around the mouse pointer, seen from the last row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme

REACH_EMS = 1.6
"""Radius of the halo, in heights of the base type."""

PRESSED = 0.7
"""Radius while a mouse button is held, as a share of the normal one."""

FILL = 0.16
"""Opacity inside the halo."""


class PointerHalo(QWidget):
    """Ring that follows the pointer over the window; mouse and keys pass through it.

    Parameters
    ----------
    pointer : callable
        Returns the place of the pointer on the screen; replaced in tests.
    """

    def __init__(
        self, theme: Theme, parent: QWidget, *, pointer: Callable[[], QPoint] = QCursor.pos
    ) -> None:
        super().__init__(parent)
        self._theme, self._ground, self._pointer = theme, parent, pointer
        self._pressed = False
        self.setObjectName("pointer_halo")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def follow(self, wanted: bool) -> None:
        """Move to the pointer, or hide where the halo is not wanted or the pointer outside."""
        ground = self._ground
        place = ground.mapFromGlobal(self._pointer())
        if not (wanted and ground.rect().contains(place) and ground.window().isActiveWindow()):
            self.hide()
            return
        reach = round(REACH_EMS * self._theme.size("base"))
        self.setGeometry(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach)
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if pressed != self._pressed:
            self._pressed = pressed
            self.update()
        if self.isHidden():
            self.show()
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 1.5 * theme.size("line_width")
        radius = (self.width() / 2.0 - 2.0 * width) * (PRESSED if self._pressed else 1.0)
        middle = self.width() / 2.0
        circle = QRectF(middle - radius, middle - radius, 2.0 * radius, 2.0 * radius)
        fill = QColor(theme.color("accent"))
        fill.setAlphaF(FILL)
        painter.setBrush(fill)
        # a rim in the colour of the page: the ring is seen on dark pictures, too
        painter.setPen(QPen(theme.color("surface"), width + 4.0))
        painter.drawEllipse(circle)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), width))
        painter.drawEllipse(circle)
