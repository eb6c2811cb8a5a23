"""The plots of the bench."""

from __future__ import annotations

import numpy as np
import pytest

from app.pages.slowdown.activations.plots import (
    FIGURES,
    LEAST_COST,
    MOST_COST,
    cost_figure,
    curve_figure,
    scale_figure,
)
from engine.improvement.bench_functions import NAMES
from tests.support.pages.slowdown_page import view_at


def view(**settings):
    """Return the bench before the first epoch."""
    return view_at(station="activations", **settings)


@pytest.mark.parametrize("name", NAMES)
def test_a_function_its_slope_and_the_measured_one_are_drawn(name):
    figure = curve_figure(view(bench_function=name, bench_z=-1.5))
    assert [line.label for line in figure.lines] == ["measured", "f′", "f"]
    values = [np.interp(-1.5, line.x, line.y) for line in figure.lines[1:]]
    assert sorted(spot.y for spot in figure.spots) == pytest.approx(sorted(values), abs=1e-2)


def test_a_function_pointed_at_is_drawn_too():
    figure = curve_figure(view(), NAMES.index("elu"))
    assert figure.lines[0].label == "ELU"


def test_the_two_curves_coincide():
    lines = FIGURES["tanh"](view(bench_picture="tanh"), None).lines
    assert np.abs(lines[1].y - lines[2].y).max() < 1e-15


def test_relu_is_a_straight_line_on_both_logarithms():
    figure = scale_figure(view(bench_picture="scale", bench_c=4.0))
    relu = next(line for line in figure.lines if line.name == "rectified linear")
    slope = np.diff(np.log(relu.y)) / np.diff(np.log(relu.x))
    assert slope == pytest.approx(3.0)
    assert "× 64" in [spot.label for spot in figure.spots]
    assert scale_figure(view()).lines == ()


def test_costs_stay_within_the_axis():
    figure = cost_figure(view(), None)
    assert len(figure.lines) == len(NAMES)
    assert figure.bounds[2:] == (LEAST_COST, MOST_COST)
    for line in figure.lines:
        assert ((line.y >= LEAST_COST) & (line.y <= MOST_COST)).all()
    assert figure.lines[-1].label == "rectified linear"
