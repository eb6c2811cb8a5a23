"""Geometry and scales of the deep network."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRectF

from app.pages.vanishing.layers.geometry import full_bar, gauge_ends, lay_out, magnifier_for


@pytest.mark.parametrize("depth", [1, 4, 10])
@pytest.mark.parametrize("size", [(640, 380), (1100, 800)])
def test_nothing_of_the_network_overlaps(depth, size):
    area = QRectF(0, 0, *size)
    layout = lay_out(area, depth, 30, 11)
    boxes = [layout.box(layer, neuron) for layer in range(depth) for neuron in range(layout.rows)]
    assert all(area.contains(box) for box in boxes)
    assert all(not one.intersects(other) for one, other in itertools.pairwise(boxes))
    assert layout.cells.bottom() <= layout.gauge.top()
    assert layout.left.right() <= boxes[0].left()
    assert layout.right.left() >= boxes[-1].right()
    assert layout.neuron_at(boxes[-1].center()) == (depth - 1, layout.rows - 1)
    assert layout.layer_at(layout.column(0).center()) == 0


@pytest.mark.parametrize("value", [3e-9, 0.0004, 0.02, 0.05, 0.9, 7.0])
def test_a_whole_bar_is_a_round_number_just_above(value):
    full = full_bar(value)
    assert value <= full * 1.0001 <= 2.5 * value * 1.01
    assert f"{full:e}"[0] in "125"
    assert 0 <= magnifier_for(full, value / 1e5) - 5 <= 1


def test_thermometers_span_four_powers_or_more():
    assert gauge_ends([0.3, 0.02]) == (-4, 0)
    assert gauge_ends([2e-7, 0.3]) == (-7, 0)
    assert gauge_ends([30.0]) == (-2, 2)
    assert gauge_ends([]) == (-4, 0)
