"""Where the parts of the softmax canvas lie."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

ROWS = 4
SHARES = {"head": 5.9, "z": 19.5, "a": 19.5, "log": 10.5, "delta": 8.5, "sigmoid": 9.5}
"""Width of each column, relative to the others."""

LEAST_FOR_LOGS = 52.0
"""Width in small font sizes from which the column of logarithms is shown."""

SUMS = 4.0
"""A sum of four sigmoids cannot be larger."""


@dataclass(frozen=True, slots=True)
class Places:
    """Rectangles of the canvas.

    Attributes
    ----------
    columns : dict of str to QRectF
        Whole columns, header included.
    top, pitch : float
        Upper edge of the first row, and height of a row.
    sums : tuple of QRectF
        Lines of the sum of the outputs, and of that of the sigmoids.
    """

    columns: dict[str, QRectF]
    top: float
    pitch: float
    small: float
    sums: tuple[QRectF, QRectF]

    def cell(self, column: str, row: int) -> QRectF:
        """Return the rectangle of a row in a column."""
        room = self.columns[column]
        return QRectF(room.left(), self.top + row * self.pitch, room.width(), self.pitch)

    def track(self, row: int) -> QRectF:
        """Return the line along which a z is dragged, between its number and the end."""
        cell, number = self.cell("z", row), 4.4 * self.small
        return QRectF(cell.left() + number, cell.top(), cell.width() - number, cell.height())

    def bar(self, row: int) -> QRectF:
        """Return the bar of an output at 1, its number at the right left out."""
        cell, number = self.cell("a", row), 4.6 * self.small
        tall = min(0.6 * cell.height(), 6.0 * self.small)
        top = cell.center().y() - tall / 2
        return QRectF(cell.left(), top, cell.width() - number, tall)


def places_in(wide: float, tall: float, small: float) -> Places:
    """Return where everything lies."""
    names = [each for each in SHARES if each != "log" or wide >= LEAST_FOR_LOGS * small]
    gap = 1.2 * small
    unit = (wide - gap * (len(names) - 1)) / sum(SHARES[name] for name in names)
    columns: dict[str, QRectF] = {}
    left = 0.0
    for name in names:
        columns[name] = QRectF(left, 0.0, SHARES[name] * unit, tall)
        left += SHARES[name] * unit + gap
    header, line = 1.8 * small, min(max(0.05 * tall, 1.9 * small), 3.0 * small)
    foot = 2 * line + 1.2 * small
    pitch = (tall - header - foot) / ROWS
    first = QRectF(0.0, tall - foot + small, wide, line)
    return Places(columns, header, pitch, small, (first, first.translated(0.0, line)))
