"""Pen of a drawing pad that the keyboard moves."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen

from app.widgets.basics.drawn import ARROWS

STEP: Final = 0.025
"""Distance that an arrow key moves the pen, as a share of the pad's side."""

FAR: Final = 4
"""Steps at once while Shift is held."""

BY_KEY: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""Reasons of focus after which the arrow keys move the pen."""


class Paper(Protocol):
    """Drawing surface of a key pen."""

    @property
    def drawing(self) -> bool:
        """Whether the pen is down."""

    def paper(self) -> QRectF:
        """Return the drawing area, a square in pixels."""

    def pen_down(self, x: float, y: float) -> None:
        """Begin a stroke at a point, in pixels."""

    def pen_move(self, x: float, y: float) -> None:
        """Extend the stroke to a point, in pixels."""

    def pen_up(self) -> None:
        """End the stroke."""

    def update(self) -> None:
        """Paint again."""


class KeyPen:
    """Pen that arrow keys move and Space lowers or lifts.

    It is active only while the pad was reached by a key: after a click, Space and the arrow
    keys stay those of the page.
    """

    def __init__(self, pad: Paper) -> None:
        self._pad = pad
        self._x = self._y = 0.5
        self.active = False

    def enter(self, reason: Qt.FocusReason) -> None:
        """Show the pen if the focus came by a key."""
        self.active = reason in BY_KEY
        self._pad.update()

    def leave(self) -> None:
        """End the stroke and hide the pen."""
        if self.active:
            self._pad.pen_up()
        self.active = False
        self._pad.update()

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key press; return whether it was one of the pen's."""
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if not self.active or not plain:
            return False
        if key in ARROWS:
            far = bool(held & Qt.KeyboardModifier.ShiftModifier)
            self._move(*ARROWS[key], FAR if far else 1)
        elif key == Qt.Key.Key_Space and not held:
            self._toggle()
        else:
            return False
        return True

    def _place(self) -> QPointF:
        paper = self._pad.paper()
        return paper.topLeft() + QPointF(self._x * paper.width(), self._y * paper.height())

    def _move(self, right: int, down: int, steps: int) -> None:
        for _ in range(steps):
            self._x = min(max(self._x + right * STEP, 0.0), 1.0)
            self._y = min(max(self._y + down * STEP, 0.0), 1.0)
            at = self._place()
            self._pad.pen_move(at.x(), at.y())
        self._pad.update()

    def _toggle(self) -> None:
        if self._pad.drawing:
            self._pad.pen_up()
        else:
            at = self._place()
            self._pad.pen_down(at.x(), at.y())

    def paint(self, painter: QPainter, colour: QColor, rim: QColor) -> None:
        """Draw a cross at the pen, with a ring while it is lifted; its rim parts it from ink."""
        if not self.active:
            return
        at = self._place()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for token, width in ((rim, 5.0), (colour, 2.0)):
            painter.setPen(QPen(token, width))
            painter.drawLine(at - QPointF(9, 0), at + QPointF(9, 0))
            painter.drawLine(at - QPointF(0, 9), at + QPointF(0, 9))
            if not self._pad.drawing:
                painter.drawEllipse(at, 6.0, 6.0)
