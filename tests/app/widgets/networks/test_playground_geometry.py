"""Neurons, wires and points of the playground are found where they are drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from app.widgets.networks.playground_geometry import LARGEST, layout, nearest_wire

AREA = QRectF(10, 20, 900, 500)
HEAD = 60.0
SIZES = st.lists(st.integers(1, 8), min_size=2, max_size=6).map(tuple)


@given(SIZES)
def test_pictures_are_squares_in_columns_below_the_cards(sizes):
    geometry = layout(sizes, AREA, HEAD)
    assert tuple(map(len, geometry.columns)) == sizes
    for layer, column in enumerate(geometry.columns):
        for rect in column:
            assert rect.width() == pytest.approx(rect.height())
            assert rect.width() <= LARGEST
            assert rect.center().x() == pytest.approx(geometry.column_centre(layer))
            assert rect.top() >= AREA.top() + HEAD
            assert rect.bottom() <= AREA.bottom() + 1e-9
    assert geometry.playground.width() == pytest.approx(geometry.playground.height())
    assert geometry.playground.right() == AREA.right()


@given(SIZES)
def test_every_neuron_is_found_at_its_centre(sizes):
    geometry = layout(sizes, AREA, HEAD)
    for layer, column in enumerate(geometry.columns):
        for neuron, rect in enumerate(column):
            assert geometry.neuron_at(rect.center()) == (layer, neuron)
    assert geometry.neuron_at(geometry.playground.center()) is None


@given(SIZES)
def test_wires_are_numbered_by_neuron_and_then_by_input(sizes):
    geometry = layout(sizes, AREA, HEAD)
    for layer in range(1, len(sizes)):
        wires = geometry.wires(layer)
        assert wires.shape == (sizes[layer] * sizes[layer - 1], 4)
        for number, ends in enumerate(wires):
            neuron, source = divmod(number, sizes[layer - 1])
            start, end = geometry.columns[layer - 1][source], geometry.columns[layer][neuron]
            assert tuple(ends) == pytest.approx(
                (start.right(), start.center().y(), end.left(), end.center().y()), abs=1e-3
            )


def naive_distance(ends, x, y):
    """Return the distance to a wire, from a thousand points of it."""
    shares = np.linspace(0, 1, 1001)
    across = ends[0] + shares * (ends[2] - ends[0])
    down = ends[1] + shares * (ends[3] - ends[1])
    return float(np.hypot(across - x, down - y).min())


PLACES = st.tuples(st.floats(0, 100), st.floats(0, 100))


@given(st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=6), PLACES, st.floats(1, 60))
def test_the_nearest_wire_is_the_one_of_a_search_point_by_point(wires, place, reach):
    ends = np.array([(*start, *end) for start, end in wires])
    distances = [naive_distance(each, *place) for each in ends]
    found = nearest_wire(ends, QPointF(*place), reach)
    if found is None:
        assert min(distances) >= reach - 0.1
    else:
        assert distances[found] <= min(min(distances), reach) + 0.1


def test_without_wires_none_is_near():
    assert nearest_wire(np.zeros((0, 4)), QPointF(0, 0), 100.0) is None
