"""Base classes of widgets that paint themselves, and what they all paint with."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from app.appearance.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""Steps to the right and down by an arrow key."""


class Drawn(QWidget):
    """Widget that paints itself, anew when the theme changes.

    Parameters
    ----------
    name : str
        Object name.

    Attributes
    ----------
    least, preferred : tuple of int
        Smallest and preferred width and height, in pixels.
    focus : Qt.FocusPolicy
        How it gets the keyboard focus.
    """

    least: ClassVar = (0, 0)
    preferred: ClassVar = (-1, -1)
    focus: ClassVar = Qt.FocusPolicy.NoFocus

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMinimumSize(*self.least)
        self.setFocusPolicy(self.focus)
        self._theme = theme
        theme.changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(*self.preferred)

    def smooth_painter(self) -> QPainter:
        """Return a painter of the widget that smooths edges."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def paint_focus(self, painter: QPainter, radius: float = 6.0) -> None:
        """Frame the widget if it has the keyboard focus."""
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.color("accent"))
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, radius, radius)

    def _on_theme_changed(self) -> None:
        self.update()


class Pointed(Drawn):
    """Widget with a tooltip of its own at every place."""

    def tip_at(self, at: QPointF) -> str:
        """Return the tooltip at a point."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """Show the tooltip at the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)


def box_at(middle: QPointF, wide: float, high: float) -> QRectF:
    """Return a rectangle around a point."""
    room = QRectF(0, 0, wide, high)
    room.moveCenter(middle)
    return room


def write(
    painter: QPainter, room: QRectF, words: str, flags: Qt.AlignmentFlag = LEFT, more: int = 0
) -> None:
    """Write a line of text; what does not fit ends in dots.

    Parameters
    ----------
    more : int
        Pixels by which the text may be wider than the room.
    """
    elide = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(words, elide, int(room.width()) + more)
    painter.drawText(room, flags, shown)
