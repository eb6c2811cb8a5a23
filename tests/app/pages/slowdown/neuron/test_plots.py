"""The plots below the neurons."""

from __future__ import annotations

import numpy as np
import pytest

from app.pages.slowdown.neuron.plots import (
    LEAST_COST,
    after_words,
    cost_figure,
    output_figure,
    slope_figure,
)
from engine.improvement.neuron_descent import UPDATES
from tests.support.pages.slowdown_page import view_at


def test_what_has_been_played_and_what_is_to_come_meet_at_the_update():
    plot = output_figure(view_at(120))
    future, past = plot.lines[:2]
    assert past.label == "quadratic"
    assert future.name == "quadratic, to come"
    assert past.x[-1] == future.x[0] == 120
    assert past.y[-1] == future.y[0]
    assert (past.x[0], future.x[-1]) == (0, UPDATES)


def test_crossings_of_one_half_are_marked_once_they_were_reached():
    def labels(step, **settings):
        spots = output_figure(view_at(step, **settings)).spots
        return [spot.label for spot in spots if spot.label]

    assert labels(0) == []
    assert labels(17) == ["17"]
    assert labels(232) == ["232", "17"]
    assert labels(UPDATES, y=0.5) == []


def test_outputs_are_told_in_words():
    assert output_figure(view_at(UPDATES)).said == "quadratic: 0.201, cross-entropy: 0.0120"


def test_costs_stay_on_the_logarithmic_axis():
    plot = cost_figure(view_at(10, left_cost="log-likelihood"))
    assert plot.y.log
    for line in plot.lines:
        assert (line.y >= LEAST_COST).all()
    assert 0 < plot.bounds[2] < LEAST_COST < plot.bounds[3]


def test_the_cost_of_the_book_has_its_own_name():
    names = [line.label for line in cost_figure(view_at(10, as_book=True)).live if line.label]
    assert names == ["quadratic", "the book's"]


@pytest.mark.parametrize("step", [0, 100, UPDATES])
def test_both_neurons_stand_on_both_curves(step):
    view = view_at(step, w=5.0, b=5.0)
    plot = slope_figure(view)
    for place, neuron in enumerate(view.neurons):
        on_sigmoid, on_slope = plot.spots[2 * place : 2 * place + 2]
        assert plot.bounds[0] <= on_sigmoid.x <= plot.bounds[1]
        assert (on_sigmoid.y, on_slope.y) == (neuron.a, neuron.a * (1 - neuron.a))
    np.testing.assert_array_equal(plot.lines[0].y, view.sigmoid)


def test_the_clock_is_told():
    assert after_words(17) == "update 17 of 301"
