"""A view of a surface in three dimensions, turned by mouse or arrow keys."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.drawn import ARROWS, Drawn
from app.widgets.basics.retranslation import explain
from engine.arrays import Matrix

DEGREES_PER_PIXEL = 0.5
KEY_DEGREES = 6.0


class ReliefView(Drawn):
    """View of a picture rendered by the engine; drags and arrow keys request other angles.

    Parameters
    ----------
    name : str
        Object name.

    Signals
    -------
    turned : (turn, tilt)
        In degrees.
    """

    turned = Signal(float, float)

    least: ClassVar = (160, 120)
    preferred: ClassVar = (420, 320)
    focus: ClassVar = Qt.FocusPolicy.TabFocus

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._picture: Matrix | None = None
        self._held: QPointF | None = None
        self._angles = (0.0, 0.0)

    def show_picture(self, picture: Matrix | None, turn: float, tilt: float) -> None:
        """Show another picture, 0xAARRGGBB by row and column, seen from these angles."""
        if self._held is None:
            self._angles = (turn, tilt)
        if picture is not self._picture:
            self._picture = picture
            self.update()

    def retranslate(self) -> None:
        words = tr("The surface in three dimensions: drag it, or use the arrow keys, to turn it.")
        explain(self, words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is not None:
            rows, columns = self._picture.shape
            kind = QImage.Format.Format_ARGB32
            picture = QImage(self._picture.data, columns, rows, 4 * columns, kind)
            scale = min(self.width() / columns, self.height() / rows)
            size = (columns * scale, rows * scale)
            room = QRectF((self.width() - size[0]) / 2, (self.height() - size[1]) / 2, *size)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(room, picture)
        if self.hasFocus():
            painter.setPen(self._theme.color("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            moved = event.position() - self._held
            self._held = event.position()
            self._turn(-moved.x() * DEGREES_PER_PIXEL, moved.y() * DEGREES_PER_PIXEL)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key not in ARROWS:
            super().keyPressEvent(event)
        else:
            right, down = ARROWS[key]
            self._turn(-KEY_DEGREES * right, -KEY_DEGREES * down)

    def _turn(self, turn: float, tilt: float) -> None:
        self._angles = (self._angles[0] + turn, min(max(self._angles[1] + tilt, 5.0), 85.0))
        self.turned.emit(*self._angles)
