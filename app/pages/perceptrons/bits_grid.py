"""Grid of the extra layer: weights from ten digits to four bits, with their activations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, plain, tr
from app.pages.perceptrons.words import BIT_VALUES, signed
from app.widgets.basics.drawn import ARROWS, CENTRE, RIGHT, box_at, write
from app.widgets.networks.network_painting import blend
from app.widgets.numbers.number_canvas import Grip, NumberCanvas
from engine.perceptrons.four_bits import BITS, DIGITS, SURE, DigitCheck, bit_of
from engine.simulations.perceptrons.state import BitsView

GRIP = Grip(1 / 6, 1.0, decimals=6, notch=1.0, sideways=False)
STRONGEST = 10.0
"""|weight| from which on a cell has its strongest tint."""

HEAD, SIDE, RESULT = 0.16, 0.08, 0.12
"""Shares of the widget: digits above, bits at the left, results at the right."""

_draw = partial(write, flags=CENTRE, more=1)

Cell = tuple[int, int | None]
"""Bit, and digit or None for the bias."""


class BitsGrid(NumberCanvas[Cell]):
    """Grid that draws a BitsView for one digit; weights are dragged up and down.

    Signals
    -------
    digit_chosen : (int)
    selection_changed : ()
    """

    digit_chosen = Signal(int)
    selection_changed = Signal()

    tabs: ClassVar = False
    least: ClassVar = (320, 220)
    preferred: ClassVar = (820, 460)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bits_grid", "bits_grid_field", parent)
        self._view: BitsView | None = None
        self._digit = 0
        self._cursor = (0, 0)

    # --- called by the station ------------------------------------------------------------------

    def show_view(self, view: BitsView, digit: int) -> None:
        if view is self._view and digit == self._digit:
            return
        self._view, self._digit = view, digit
        self.setAccessibleDescription(self.summary())
        self.update()

    @property
    def selected(self) -> Cell:
        """The selected cell."""
        assert self._cursor is not None  # Esc does not take it away
        return self._cursor

    @property
    def value(self) -> float:
        """The selected weight or bias."""
        return self.value_of(self.selected)

    def summary(self) -> str:
        """Return name and value of the selected cell."""
        if self._view is None:
            return ""
        return tr("{name} = {value}", name=cell_name(self.selected), value=plain(self.value))

    # --- geometry -------------------------------------------------------------------------------

    def _fields(self) -> QRectF:
        """Return the rectangle of all cells."""
        w, h = self.width(), self.height()
        head = max(HEAD * h, 4.6 * self._theme.size("base"))
        return QRectF(SIDE * w, head, (1 - SIDE - RESULT) * w, h - head - 4)

    def room_of(self, cell: Cell) -> QRectF:
        """Return the rectangle of a cell."""
        fields, (bit, digit) = self._fields(), cell
        wide, high = fields.width() / (DIGITS + 1), fields.height() / BITS
        column = DIGITS if digit is None else digit
        room = QRectF(fields.left() + column * wide, fields.top() + bit * high, wide, high)
        return room.adjusted(2, 3, -2, -3)

    def _head(self, digit: int | None) -> QRectF:
        room = self.room_of((0, digit))
        return QRectF(room.left(), 2, room.width(), room.top() - 9)

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view is None:
            return
        painter, check = self.smooth_painter(), self._view.checks[self._digit]
        for digit in range(DIGITS):
            self._paint_digit(painter, digit)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        _draw(painter, self._head(None), tr("bias"))
        for bit in range(BITS):
            self._paint_bit(painter, bit)
            for chosen in (*range(DIGITS), None):
                self._paint_cell(painter, check, (bit, chosen))
            self._paint_result(painter, check, bit)

    def _paint_digit(self, painter: QPainter, digit: int) -> None:
        """Draw an output of the old layer: filled if shown, ticked if all four bits are right."""
        assert self._view is not None  # checked by the caller
        room, base = self._head(digit), float(self._theme.size("base"))
        radius = min(1.35 * base, room.width() / 2 - 2)
        middle = QPointF(room.center().x(), room.bottom() - radius - 2)
        shown = digit == self._digit
        painter.setPen(
            QPen(self._theme.color("accent" if shown else "text_2"), 2 if shown else 1.2)
        )
        painter.setBrush(self._theme.color("text" if shown else "surface"))
        painter.drawEllipse(middle, radius, radius)
        painter.setFont(self._theme.font("title"))
        painter.setPen(self._theme.color("surface" if shown else "text"))
        painter.drawText(
            box_at(middle, 2 * radius, 2 * radius), Qt.AlignmentFlag.AlignCenter, str(digit)
        )
        right = self._view.checks[digit].right
        painter.setFont(self._theme.font("strong"))
        painter.setPen(self._theme.ink("accuracy" if right else "warning"))
        above = QRectF(room.left(), middle.y() - radius - 1.7 * base, room.width(), 1.6 * base)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, "✓" if right else "✗")

    def _paint_bit(self, painter: QPainter, bit: int) -> None:
        room = self.room_of((bit, 0))
        side = QRectF(0, room.top(), room.left() - 8, room.height())
        painter.setFont(self._theme.font("strong"))
        painter.setPen(self._theme.color("text"))
        _draw(painter, side, tr("bit {value}", value=BIT_VALUES[bit]), flags=RIGHT)

    def _paint_cell(self, painter: QPainter, check: DigitCheck, cell: Cell) -> None:
        bit, digit = cell
        room, value = self.room_of(cell), self.value_of(cell)
        strength = min(abs(value) / STRONGEST, 1.0)
        colour = self._theme.ink("negative" if value < 0 else "positive")
        ground = blend(self._theme.color("surface"), colour, 0.08 + 0.34 * strength)
        if value == 0:
            ground = self._theme.color("surface_2")
        chosen = cell == self.selected
        marked = chosen or cell == self._hover
        pen = QPen(self._theme.color("accent" if marked else "line"), 2.5 if chosen else 1.0)
        if value < 0 and not marked:
            pen = QPen(colour, 1.0, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(room, 5, 5)
        painter.setPen(self._theme.color("text"))
        painter.setFont(self._theme.font("strong" if digit == self._digit else "base"))
        upper = QRectF(room.left(), room.top(), room.width(), 0.58 * room.height())
        _draw(painter, upper, signed(value, 2))
        if digit is None:
            return
        painter.setFont(self._theme.font("small", tabular=True))
        lower = QRectF(room.left(), upper.bottom(), room.width(), room.bottom() - upper.bottom())
        activation = float(check.activations[bit, digit])
        # .99 and .01, without the leading zero: short enough for large type
        words = f"{activation:g}" if activation in (0.0, 1.0) else number(activation, 2)[1:]
        below = "<" if 0 < activation < SURE else ""
        _draw(painter, lower, f"×{below}{words}")

    def _paint_result(self, painter: QPainter, check: DigitCheck, bit: int) -> None:
        """Write the worst-case z, the bit, and whether it is right."""
        room = self.room_of((bit, None))
        side = QRectF(room.right() + 6, room.top(), self.width() - room.right() - 8, room.height())
        right = check.bits[bit] == bit_of(check.digit, bit)
        painter.setFont(self._theme.font("small", tabular=True))
        painter.setPen(self._theme.color("text_2"))
        upper = QRectF(side.left(), side.top(), side.width(), side.height() / 2)
        _draw(painter, upper, tr("z = {z}", z=plain(float(check.z[bit]), 2)))
        painter.setFont(self._theme.font("title"))
        painter.setPen(self._theme.ink("accuracy" if right else "warning"))
        lower = QRectF(side.left(), upper.bottom() - 4, side.width(), side.height() / 2)
        _draw(painter, lower, f"{check.bits[bit]} {'✓' if right else '✗'}")

    # --- overrides of NumberCanvas ---------------------------------------------------------------

    def boxes(self) -> Mapping[Cell, QRectF]:
        """Return the rectangle of each cell, row by row."""
        cells = [(bit, digit) for bit in range(BITS) for digit in (*range(DIGITS), None)]
        return {cell: self.room_of(cell) for cell in cells}

    def value_of(self, key: Cell) -> float:
        """Return a weight or a bias."""
        if self._view is None:
            return 0.0
        layer, (bit, digit) = self._view.layer, key
        return layer.biases[bit] if digit is None else layer.weights[bit][digit]

    def name_of(self, key: Cell) -> str:
        """Return the name of a cell."""
        return cell_name(key)

    def grip(self, key: Cell) -> Grip:
        """Return how a weight answers to mouse and keys."""
        return GRIP

    def hint(self) -> str:
        """Return what can be done here."""
        return self.toolTip()

    def beside(self, key: Cell, pressed: Qt.Key) -> Cell | None:
        """Return the cell that an arrow key leads to, cyclically."""
        if pressed not in ARROWS:
            return None
        (bit, digit), (right, down) = key, ARROWS[pressed]
        column = ((DIGITS if digit is None else digit) + right) % (DIGITS + 1)
        return (bit + down) % BITS, None if column == DIGITS else column

    def chosen(self, key: Cell) -> None:
        """Tell that another cell is selected."""
        self.setAccessibleDescription(self.summary())
        self.selection_changed.emit()

    def clicked_elsewhere(self, at: QPointF) -> None:
        """Show the digit that was clicked."""
        for digit in range(DIGITS):
            if self._head(digit).contains(at):
                self.digit_chosen.emit(digit)

    def entered(self, key: Cell) -> None:
        """Show the digit of the cell; type a bias."""
        if key[1] is None:
            self.type(key)
        else:
            self.digit_chosen.emit(key[1])


def cell_name(cell: Cell) -> str:
    """Return the name of a cell."""
    bit, digit = cell
    if digit is None:
        return tr("bias, bit {value}", value=BIT_VALUES[bit])
    return tr("{digit} → bit {value}", digit=digit, value=BIT_VALUES[bit])
