"""Places of cells, points and ticks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF

from app.pages.search.map.geometry import MapGeometry, axis_ticks
from engine.search.space import span, values
from engine.simulations.search.state import AxisView

FIELD = QRectF(10, 20, 200, 100)


def axis_of(dimension):
    ends = (dimension.values[0], dimension.values[-1]) if dimension.values else ()
    low, high = ends or (dimension.low, dimension.high)
    return AxisView(dimension.name, dimension.values, low, high, dimension.scale)


@pytest.mark.parametrize(("column", "row"), [(0, 0), (3, 1), (4, 3)])
def test_the_middle_of_a_cell_is_in_that_cell(column, row):
    geometry = MapGeometry(FIELD, 5, 4)
    assert geometry.cell_at(geometry.cell(column, row).center()) == (column, row)


def test_row_0_lies_at_the_bottom_and_nothing_outside():
    geometry = MapGeometry(FIELD, 5, 4)
    assert geometry.cell(0, 0).bottom() == FIELD.bottom()
    assert geometry.cell_at(QPointF(0, 0)) is None
    assert MapGeometry(FIELD, 0, 0).cell_at(FIELD.center()) is None


def test_decades_of_a_logarithmic_grid_lie_in_their_cells():
    axis = axis_of(span("eta", 0.01, 100, scale="log", count=5))
    ticks = axis_ticks(axis)
    assert [tick.words for tick in ticks] == ["0.01", "0.1", "1", "10", "100"]
    assert [tick.share for tick in ticks] == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9])


def test_a_continuous_range_begins_at_the_edge():
    ticks = axis_ticks(axis_of(span("eta", 0.01, 100, scale="log")))
    assert (ticks[0].share, ticks[-1].share) == pytest.approx((0.0, 1.0))


def test_a_list_has_a_tick_for_every_value_as_long_as_they_have_room():
    axis = axis_of(values("batch", range(1, 21)))
    assert len(axis_ticks(axis, 20)) == 20
    few = axis_ticks(axis, 6)
    assert len(few) <= 6
    assert all(one.share < other.share for one, other in pairwise(few))
