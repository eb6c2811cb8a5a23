"""Geometry of the deep network: cells with bars, gauges, input and output."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF

LEAST_ROW = 7.5
"""Least height of a row in pixels; with less, some neurons are not drawn."""

WIDEST_CELL = 96.0
CELL_SHARE = 0.52
"""Share of a column's width that its cells take."""

TALLEST_ROW = 26.0
ROOM_FOR_NAMES = 38.0
"""Width in small font sizes from which on input and output are labelled."""

NICE = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions of columns, cells and gauges, in pixels.

    Attributes
    ----------
    columns : tuple of float
        x of each hidden layer's centre.
    rows : int
        Number of neurons drawn in each layer.
    row : float
        Height of a row.
    cell : float
        Width of a cell.
    cells : QRectF
        Rectangle of all cells.
    gauge : QRectF
        Rectangle of all gauges.
    left, right : QRectF
        Rectangles of the input and of the output.
    named : bool
        Whether input and output are labelled.
    """

    columns: tuple[float, ...]
    rows: int
    row: float
    cell: float
    cells: QRectF
    gauge: QRectF
    left: QRectF
    right: QRectF
    named: bool

    def box(self, layer: int, neuron: int) -> QRectF:
        """Return the cell of a neuron; layer and neuron are counted from 0."""
        gap = min(0.25 * self.row, 3.0)
        top = self.cells.top() + neuron * self.row
        return QRectF(self.columns[layer] - self.cell / 2, top + gap / 2, self.cell, self.row - gap)

    def column(self, layer: int) -> QRectF:
        """Return the rectangle of a layer, from its cells to its gauge."""
        pitch = self.cell / CELL_SHARE
        x = self.columns[layer]
        return QRectF(
            x - pitch / 2, self.cells.top(), pitch, self.gauge.bottom() - self.cells.top()
        )

    def tube(self, layer: int) -> QRectF:
        """Return the gauge of a layer."""
        wide = min(max(0.34 * self.cell, 8.0), 26.0)
        x = self.columns[layer] - wide / 2
        return QRectF(x, self.gauge.top(), wide, self.gauge.height())

    def gauge_height(self, value: float, ends: tuple[int, int]) -> float:
        """Return the y of a value on the logarithmic gauges; `ends` are powers of ten."""
        low, high = ends
        share = (log10(max(value, 1e-300)) - low) / (high - low)
        return self.gauge.bottom() - min(max(share, 0.0), 1.0) * self.gauge.height()

    def layer_at(self, at: QPointF) -> int | None:
        """Return the layer at a point."""
        for layer in range(len(self.columns)):
            if self.column(layer).contains(at):
                return layer
        return None

    def neuron_at(self, at: QPointF) -> tuple[int, int] | None:
        """Return layer and neuron of the cell at a point."""
        layer = self.layer_at(at)
        if layer is None or not self.cells.top() <= at.y() < self.cells.bottom():
            return None
        neuron = int((at.y() - self.cells.top()) / self.row)
        inside = abs(at.x() - self.columns[layer]) <= self.cell / 2 and neuron < self.rows
        return (layer, neuron) if inside else None


def lay_out(area: QRectF, depth: int, width: int, text: int) -> Layout:
    """Lay a network out.

    Parameters
    ----------
    text : int
        Small font size in pixels; the margins grow with it.
    """
    gauge_height = min(max(6.4 * text, 0.28 * area.height()), 0.42 * area.height())
    named = area.width() >= ROOM_FOR_NAMES * text
    axis, side = 3.6 * text, (5.2 if named else 3.4) * text
    top = area.top() + 1.6 * text
    bottom = area.bottom() - gauge_height - 1.8 * text
    rows = max(min(width, floor((bottom - top) / max(LEAST_ROW, 0.42 * text))), 1)
    row = min((bottom - top) / rows, TALLEST_ROW)
    left, right = area.left() + axis + side, area.right() - side
    pitch = (right - left) / depth
    cell = min(CELL_SHARE * pitch, WIDEST_CELL)
    middle = (top + bottom) / 2
    cells = QRectF(left, middle - rows * row / 2, right - left, rows * row)
    gauge = QRectF(left, area.bottom() - gauge_height, right - left, gauge_height - 3.2 * text)
    tall = min(cells.height(), 22.0 * text)
    box = QRectF(0, cells.center().y() - tall / 2, 1.5 * text, tall)
    return Layout(
        tuple(left + (layer + 0.5) * pitch for layer in range(depth)),
        rows,
        row,
        cell,
        cells,
        gauge,
        box.translated(area.left() + axis, 0),
        box.translated(area.right() - (3.9 if named else 2.4) * text, 0),
        named,
    )


def full_bar(largest: float) -> float:
    """Return the value of a full-length bar: 1, 2 or 5 times a power of ten.

    Examples
    --------
    >>> full_bar(0.083), full_bar(0.2), full_bar(0.0)
    (0.1, 0.2, 1.0)
    """
    if not largest > 0:
        return 1.0
    power = 10.0 ** floor(log10(largest))
    return float(f"{next(nice for nice in NICE if nice * power >= largest * 0.9999) * power:.12g}")


def magnifier_for(full: float, largest: float) -> int:
    """Return the largest power of ten that still fits the largest bar into its cell.

    Examples
    --------
    >>> magnifier_for(0.1, 0.0004), magnifier_for(0.1, 0.06)
    (2, 0)
    """
    if not largest > 0:
        return 0
    return max(floor(log10(full / largest)), 0)


def gauge_ends(values: list[float]) -> tuple[int, int]:
    """Return the powers of ten at which the gauges begin and end, at least four apart."""
    known = [value for value in values if 0 < value < float("inf")]
    if not known:
        return -4, 0
    last = max(ceil(log10(max(known)) - 1e-9), 0)
    return min(floor(log10(min(known))), last - 4), last
