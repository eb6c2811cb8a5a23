"""A ring around the control that the keyboard has reached."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from app.appearance.theme import Theme

GAP_PX, HALO_PX = 1, 1
"""Pixels between control and ring, and of the rim that parts the ring from what is around it."""


class FocusRing(QWidget):
    """Ring over a window, two pixels wide; mouse and keys pass through it.

    It is drawn in the colour of text with a rim in that of surfaces: one of both stands out from
    whatever lies below. A click takes it away.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._target: QWidget | None = None
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def target(self) -> QWidget | None:
        """The control inside the ring, None while there is no ring."""
        return None if self.isHidden() else self._target

    @property
    def thick(self) -> int:
        """Width of ring and rims in pixels."""
        return 2 * self._theme.size("line_width") + 2 * HALO_PX

    def follow(self) -> None:
        """Move with the control; hide with it. Called in every frame."""
        target, window = self._target, self.window()
        if target is None:
            return
        if not Shiboken.isValid(target) or not target.isVisible() or not target.hasFocus():
            self._target = None
            self.hide()
            return
        away = GAP_PX + self.thick
        inside = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        around = inside.adjusted(-away, -away, away, away).intersected(window.rect())
        if around != self.geometry():
            self.setGeometry(around)
            whole = QRect(QPoint(0, 0), around.size())
            self.setMask(QRegion(whole).subtracted(QRegion(self._inner(whole))))
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, whole = QPainter(self), self.rect()
        painter.fillRect(whole, self._theme.color("surface"))
        ring = whole.adjusted(HALO_PX, HALO_PX, -HALO_PX, -HALO_PX)
        painter.fillRect(ring, self._theme.color("text"))
        inner = self._inner(whole).adjusted(-HALO_PX, -HALO_PX, HALO_PX, HALO_PX)
        painter.fillRect(inner, self._theme.color("surface"))

    def _inner(self, whole: QRect) -> QRect:
        return whole.adjusted(self.thick, self.thick, -self.thick, -self.thick)

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if not Shiboken.isValid(self):
            return
        by_key = QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton
        tabbed = now is not None and bool(now.focusPolicy() & Qt.FocusPolicy.TabFocus)
        inside = now is not None and now.window() is self.window()
        self._target = now if by_key and tabbed and inside else None
        self.setVisible(self._target is not None)
        self.follow()
