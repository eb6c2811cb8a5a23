"""Painter of the Backprop network: values of a stop, lit paths, travelling dots."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from app.pages.backprop.layout import Number, lay_out
from app.pages.backprop.painting import Highlights, NetworkPainter, is_way_back, value_of
from tests.support.pages.shown.backprop import moment
from tests.support.pages.shown.pixels import changed_places, count_of, painted

SIZE = (1000, 440)


def layout_of(state):
    """Return where the network of a moment lies."""
    return lay_out(state.trace.case.sizes, QRectF(0, 0, *SIZE), 26.0)


def picture_of(theme, state, **highlights):
    """Return the picture of a moment."""

    def paint(painter):
        NetworkPainter(painter, theme, state, layout_of(state), Highlights(**highlights)).paint()

    return painted(SIZE, paint, theme.color("surface"))


def test_the_update_shows_the_numbers_that_follow_from_the_gradient():
    before, after = moment("small", "backward"), moment("small", "update")
    eta, trace = after.settings["eta"], after.trace
    for layer, weights in enumerate(trace.case.weights):
        for neuron, source in np.ndindex(*weights.shape):
            number, old = Number("w", layer, neuron, source), weights[neuron, source]
            assert value_of(before, number) == old
            new = old - eta * trace.nabla_w[layer][neuron, source]
            assert value_of(after, number) == pytest.approx(new)
            bias = Number("b", layer, neuron)
            new = trace.case.biases[layer][neuron] - eta * trace.deltas[layer][neuron]
            assert value_of(after, bias) == pytest.approx(new)
    assert value_of(after, Number("x", 0, 1)) == trace.case.x[1]


def test_wires_show_gradients_from_the_backward_pass_on():
    kinds = ("forward", "error", "backward", "update")
    assert [is_way_back(moment("chain", kind)) for kind in kinds] == [False, False, True, True]


@pytest.mark.parametrize(("kind", "share"), [("forward", 0.25), ("backward", 0.75)])
def test_dots_travel_with_the_pass(theme, kind, share):
    state = moment("chain", kind)
    places = changed_places(picture_of(theme, state), picture_of(theme, state, pulse=0.25))
    layout, reach = layout_of(state), 4.5 * theme.size("line") + 1.5
    dots = []
    for layer in range(2):
        start, end = layout.wire(layer, 0, 0)
        dot = start + (end - start) * share
        dots.append((dot.x(), dot.y()))
    away = np.linalg.norm(places[:, None, :] - np.array(dots), axis=2)
    assert (away.min(axis=1) <= reach).all()
    assert (away.min(axis=0) <= 2.0).all()


def test_one_path_is_lit_with_fewer_wires_than_all_of_them(theme):
    accent = theme.color("accent")
    forward, backward = moment("large"), moment("large", "backward")
    assert count_of(picture_of(theme, forward), accent) == 0
    every = count_of(picture_of(theme, backward), accent)
    ones = [count_of(picture_of(theme, backward, path=path), accent) for path in backward.paths[:3]]
    assert all(0 < one < every / 2 for one in ones)
