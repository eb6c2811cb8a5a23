"""Contents of the sigmoid's plots against the numbers that they show."""

from __future__ import annotations

import numpy as np
import pytest

from app.pages.perceptrons.sigmoid_plots import (
    change_figure,
    change_words,
    gap_figure,
    output_figure,
)
from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.pages.perceptrons import LoadBench, ShowStation
from tests.support.pages.shown.perceptrons import moment


def sigmoid(**settings):
    """Return what the station sees."""
    commands = [SetSetting(SIMULATION_ID, name, value) for name, value in settings.items()]
    return moment(
        LoadBench(SIMULATION_ID, "adder"), ShowStation(SIMULATION_ID, "sigmoid"), *commands
    )


@pytest.mark.parametrize("scale", [0.5, 1.0, 10.0])
@pytest.mark.parametrize("row", range(4))
def test_the_gap_joins_the_step_and_the_curve(scale, row):
    plot = output_figure(sigmoid(scale=scale).sigmoid, row)
    x1, x2 = divmod(row, 2)
    z = 3.0 - 2.0 * x1 - 2.0 * x2
    smooth = 1 / (1 + np.exp(-scale * z))
    assert plot.gap == pytest.approx((z, float(z > 0), smooth))
    assert plot.note[0] == f"gap {abs((z > 0) - smooth):.5f}"
    assert plot.title.endswith(f"= {smooth:.5f}")
    middle = [spot for spot in plot.spots if spot.label == "½"]
    assert [(spot.x, spot.y) for spot in middle] == [(0.0, 0.5)]


def test_a_row_beyond_the_table_begins_again():
    view = sigmoid().sigmoid
    assert output_figure(view, 6).gap == output_figure(view, 2).gap


def test_the_promise_stays_in_the_picture_however_large_it_is():
    small, large = sigmoid(change=0.1).sigmoid, sigmoid(change=2.0, scale=40.0, bias=0.01).sigmoid
    change = small.change
    promised = change.before + change.slope * 0.1
    assert change_figure(small).gap == pytest.approx((0.1, promised, change.before + change.real))
    assert abs(large.change.predicted) > 2
    low, high = change_figure(large).bounds[2:]
    assert low < change_figure(large).gap[1] < high


def test_the_change_is_told_with_what_came_of_it():
    words = change_words(sigmoid(change=0.5, changed="b").sigmoid)
    change = sigmoid(change=0.5, changed="b").sigmoid.change
    assert words.startswith("Δb = 0.5: promised ")
    assert f"· 0.5 = +{change.predicted:.5f}".rstrip("0") in words
    assert words.endswith("jumps" if change.jump else "stays")


def test_the_gap_of_the_bench_stands_at_its_c_on_a_logarithmic_axis():
    state = sigmoid(network="bench", scale=10.0)
    plot = gap_figure(state.gaps, 5, 10.0)
    hard, smooth = state.gaps.hard[1], state.gaps.smooth[1]
    now = max(abs(one - other) for one, other in zip(hard, smooth, strict=True))
    assert plot.x.log
    assert (plot.spots[0].x, plot.spots[0].y) == pytest.approx((10.0, now))
    assert plot.lines[-1].label == "row 01"
    assert len(plot.lines) == 4
    at = np.argmin(np.abs(state.gaps.scales - 10.0))
    assert plot.lines[-1].y[at] == pytest.approx(now, abs=0.02)
