"""The pictures beside the derivation."""

from __future__ import annotations

import numpy as np
import pytest

from app.pages.slowdown.derivation.plots import (
    FIGURES,
    MOST_COST,
    cost_figure,
    rate_figure,
    swapped_figure,
)
from engine.simulations.slowdown.derivation.station import PICTURES
from tests.support.pages.slowdown_page import view_at


def view(**settings):
    """Return the derivation with some settings."""
    return view_at(station="derivation", **settings)


def test_there_is_a_figure_for_every_picture():
    assert tuple(FIGURES) == PICTURES


@pytest.mark.parametrize("y", [0.0, 0.3, 0.5, 1.0])
def test_the_least_cost_is_marked_at_the_target(y):
    plot = cost_figure(view(why_y=y))
    least, here = plot.spots
    assert (least.x, here.x) == (y, 0.8)
    entropy = {0.0: 0.0, 0.3: 0.6109, 0.5: 0.6931, 1.0: 0.0}[y]
    assert least.y == pytest.approx(entropy, abs=1e-4)
    line = plot.lines[1]
    assert abs(line.x[np.argmin(line.y)] - y) < 0.01


def test_a_cost_beyond_the_axis_is_marked_at_its_end():
    plot = cost_figure(view(why_a=0.01, why_y=1.0))
    assert plot.spots[1].y == MOST_COST
    assert plot.spots[1].label == "4.605"


def test_the_swapped_cost_is_infinite_at_both_ends():
    for y in (0.0, 1.0):
        assert swapped_figure(view(why_y=y)).spots[1].label == "∞"
    plot = swapped_figure(view())
    right, wrong = (float(np.interp(0.3, line.x, line.y)) for line in plot.lines[::-1])
    assert [spot.y for spot in plot.spots] == pytest.approx([right, wrong])


def test_the_mean_of_the_slope_is_drawn_and_told():
    plot = rate_figure(view(why_a=0.5))
    assert plot.spots[0].y == 0.25
    assert set(plot.lines[1].y) == {1 / 6}
    assert plot.said == "η = 3 → about 0.5 (3.C)"
