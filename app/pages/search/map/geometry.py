"""Where cells, points and ticks of the map lie."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from PySide6.QtCore import QPointF, QRectF

from app.appearance.translation import significant
from app.pages.search.words import value_words
from app.widgets.plots.ticks import power_of_ten, ticks
from engine.simulations.search.state import AxisView, MapView

FEWEST_DECADES = 2
"""Decades of a logarithmic axis from which on its ticks are powers of ten."""

MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick at a share 0..1 of an axis."""

    share: float
    words: str


def axis_ticks(axis: AxisView, most: int = MOST_TICKS) -> list[Tick]:
    """Return the ticks of an axis, at most so many."""
    if not axis.name:
        return []
    if not axis.scale:
        return _listed(axis, most)
    if axis.log:
        low, high = log10(axis.low), log10(axis.high)
        powers = [float(power) for power in range(floor(low), floor(high) + 1)]
        places = [power for power in powers if low - 1e-9 <= power <= high + 1e-9]
        if len(places) < FEWEST_DECADES:
            places = [low, high]
            words = [significant(10**place, 2) for place in places]
        else:
            places = places[:: -(-len(places) // most)]
            words = [_power(int(place)) for place in places]
    else:
        low, high = axis.low, axis.high
        places = ticks(low, high, most)
        words = [significant(place, 3) for place in places]
    return [
        Tick(_inner(axis, (place - low) / (high - low)), each)
        for place, each in zip(places, words, strict=True)
    ]


def _power(power: int) -> str:
    return significant(10.0**power, 1) if -3 <= power <= 3 else power_of_ten(power)


def _inner(axis: AxisView, share: float) -> float:
    """Return the place of a share of the range: cells begin half a cell from the edge."""
    count = len(axis.values)
    return share if not count else (share * (count - 1) + 0.5) / count


def _listed(axis: AxisView, most: int) -> list[Tick]:
    count = len(axis.values)
    every = -(-count // most)
    return [
        Tick((place + 0.5) / count, value_words(axis.values[place]))
        for place in range(0, count, every)
    ]


@dataclass(frozen=True, slots=True)
class MapGeometry:
    """Rectangles of a map in a room.

    Attributes
    ----------
    field : QRectF
        Where cells or points lie.
    columns, rows : int
        Of cells; zeros for points.
    """

    field: QRectF
    columns: int
    rows: int

    def cell(self, column: float, row: float) -> QRectF:
        """Return the rectangle of a cell; row 0 lies at the bottom."""
        wide, high = self.field.width() / self.columns, self.field.height() / self.rows
        left = self.field.left() + column * wide
        return QRectF(left, self.field.bottom() - (row + 1) * high, wide, high)

    def point(self, x: float, y: float) -> QPointF:
        """Return the place of a point with shares 0..1 of both axes."""
        field = self.field
        return QPointF(field.left() + x * field.width(), field.bottom() - y * field.height())

    def cell_at(self, at: QPointF) -> tuple[int, int] | None:
        """Return column and row of the cell at a point; None outside, or where there are none."""
        if not self.columns or not self.field.contains(at):
            return None
        across = (at.x() - self.field.left()) / self.field.width()
        up = (self.field.bottom() - at.y()) / self.field.height()
        column = min(int(across * self.columns), self.columns - 1)
        return column, min(int(up * self.rows), self.rows - 1)


def trial_at(geometry: MapGeometry, view: MapView, at: QPointF, reach: float) -> int:
    """Return the number of the trial at a point, -1 for none; a cell has one before it ended."""
    cell = geometry.cell_at(at)
    if cell is not None:
        return cell[1] * view.cells[0] + cell[0]
    if view.cells[0] or not len(view.numbers):
        return -1
    places = [_spot(geometry, view, place) for place in range(len(view.numbers))]
    away = [(each - at).manhattanLength() for each in places]
    nearest = min(range(len(away)), key=away.__getitem__)
    return int(view.numbers[nearest]) if away[nearest] <= reach else -1


def _spot(geometry: MapGeometry, view: MapView, place: int) -> QPointF:
    return geometry.point(*point_shares(view, place))


def point_shares(view: MapView, place: int) -> tuple[float, float]:
    """Return the shares 0..1 along both axes of a point; values of a list lie evenly."""
    x, y = (float(each) for each in view.places[place])
    return _share(view.across, x), _share(view.up, y)


def _share(axis: AxisView, place: float) -> float:
    count = len(axis.values)
    return (place + 0.5) / count if count else place
