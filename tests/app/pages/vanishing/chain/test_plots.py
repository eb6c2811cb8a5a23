"""Contents of the plots below the chain against the formulas that they show."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF

from app.pages.vanishing.chain.plots import (
    band_figure,
    identity_figure,
    slope_figure,
    widths_figure,
)
from app.pages.vanishing.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.pages.vanishing import SetChainNumber
from tests.support.pages.shown.vanishing import moment
from tests.support.pages.vanishing_page import LEFT, mouse


def test_a_click_on_a_neuron_shows_its_band(hand):
    hand.set(station="chain")
    hand.settle(
        SetChainNumber(SIMULATION_ID, "w", 3, 7.0), SetChainNumber(SIMULATION_ID, "b", 3, -3.0)
    )
    canvas = hand.page.chain.canvas
    at = QPointF(canvas._x(3), canvas._axis)
    mouse(canvas, QEvent.Type.MouseButtonPress, at, LEFT)
    assert hand.take(SetSetting) == [SetSetting(SIMULATION_ID, "chain_neuron", 4)]
    hand.show()
    plot = hand.page.chain.band.figure
    assert plot.band[1] - plot.band[0] == pytest.approx(0.4476, abs=1e-3)
    assert plot.said == "width 0.448"


def chain(*numbers, **settings):
    """Return a chain whose numbers are given as (kind, neuron, value)."""
    commands = [SetChainNumber(SIMULATION_ID, *number) for number in numbers]
    return moment(*commands, station="chain", **settings).chain


def sigmoid(z):
    """Return σ(z)."""
    return 1 / (1 + np.exp(-z))


def test_every_neuron_stands_on_the_slope_even_beyond_the_end_of_the_axis():
    view = chain(("b", 0, 50.0))
    plot = slope_figure(view)
    left, right = plot.bounds[:2]
    assert plot.spots[0].x == right
    for spot, z in zip(plot.spots, view.passed.z.tolist(), strict=True):
        assert left <= spot.x <= right
        np.testing.assert_allclose(spot.y, sigmoid(z) * (1 - sigmoid(z)), atol=1e-12)
    assert [spot.label for spot in plot.spots] == ["1", "2", "3", "4"]
    assert {spot.label for spot in slope_figure(chain(chain_neurons=8)).spots} == {""}
    assert plot.said == "largest slope 0.25"


def test_the_band_is_where_the_factor_is_one_or_more():
    w, b = 7.0, -3.0
    view = chain(("w", 2, w), ("b", 2, b), chain_neuron=3)
    plot = band_figure(view)
    line = plot.lines[0]
    s = sigmoid(w * line.x + b)
    np.testing.assert_allclose(line.y, abs(w) * s * (1 - s), rtol=1e-9)
    inside = (line.x > plot.band[0]) & (line.x < plot.band[1])
    assert inside.any()
    assert (line.y[inside] >= 1 - 1e-9).all()
    assert (line.y[~inside] <= 1 + 1e-2).all()
    assert plot.level == 1.0
    assert plot.spots[0].x == view.passed.a[1]
    assert plot.x.name == "a₂"


def test_a_weight_of_four_or_less_has_no_band():
    view = chain(("w", 0, 4.0), ("x", 0, 0.3), chain_neuron=1)
    plot = band_figure(view)
    assert plot.band is None
    assert plot.spots[0].x == 0.3
    assert plot.said.startswith("width 0")
    assert plot.x.name == "x"


def test_the_widest_band_is_the_highest_point_of_the_curve():
    plot = widths_figure(chain(("w", 1, 5.0), chain_neuron=2))
    line, (best, here) = plot.lines[0], plot.spots
    assert best.y >= line.y.max() - 1e-9
    np.testing.assert_allclose(best.y, line.y.max(), atol=1e-3)
    assert abs(best.x - line.x[np.argmax(line.y)]) < 0.2
    # Nielsen (2015), ch. 5, eq. (123)
    root = np.sqrt(1 - 4 / 5)
    np.testing.assert_allclose(here.y, 2 / 5 * np.log(5 * (1 + root) / 2 - 1), atol=2e-3)
    assert here.x == 5.0


def test_a_weight_beyond_the_axis_is_not_marked():
    plot = widths_figure(chain(("w", 1, -40.0), chain_neuron=2))
    assert len(plot.spots) == 1


def test_the_neuron_that_copies_is_off_by_what_is_said():
    view = chain(identity_w=0.5)
    plot = identity_figure(view)
    straight, copy = plot.lines
    assert (straight.x == straight.y).all()
    error = float(np.abs(copy.y - copy.x).max())
    np.testing.assert_allclose(error, view.identity_error, rtol=0.05)
    assert plot.said.startswith(f"off by {view.identity_error:.2g} at most")
