"""Balls on surfaces: derivatives, the numbers of the valley, outcomes told apart, polling."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.surfaces.descent import (
    NEWTON,
    RULES,
    Outcome,
    dropped,
    outcome_of,
    poll,
    rolled,
    slope_of,
)
from engine.surfaces.surfaces import EXAMPLES, POINT_X, POINT_Y, SURFACE, SURFACES

surfaces = pytest.mark.parametrize("surface", SURFACES, ids=lambda each: each.name)
places = st.floats(-0.9, 0.9)


def inside(surface, u, v):
    """Return a place within the picture."""
    left, right, bottom, top = surface.reach
    return left + (u + 1) / 2 * (right - left), bottom + (v + 1) / 2 * (top - bottom)


@surfaces
@settings(max_examples=40, deadline=None)
@given(u=places, v=places)
def test_gradients_and_curvatures_agree_with_finite_differences(surface, u, v):
    (x, y), h = inside(surface, u, v), 1e-5
    gradient = surface.gradient(x, y)
    by_hand = [
        (surface.cost(x + h, y) - surface.cost(x - h, y)) / (2 * h),
        (surface.cost(x, y + h) - surface.cost(x, y - h)) / (2 * h),
    ]
    np.testing.assert_allclose(gradient, by_hand, rtol=1e-5, atol=1e-8)
    bends = [
        (surface.gradient(x + h, y) - surface.gradient(x - h, y)) / (2 * h),
        (surface.gradient(x, y + h) - surface.gradient(x, y - h)) / (2 * h),
    ]
    np.testing.assert_allclose(surface.hessian(x, y), bends, rtol=1e-5, atol=1e-7)


@surfaces
def test_heights_are_costs_bottom_row_first(surface):
    heights = surface.heights(11)
    left, right, bottom, top = surface.reach
    assert heights[0, 0] == pytest.approx(surface.cost(left, bottom), abs=1e-12)
    assert heights[10, 0] == pytest.approx(surface.cost(left, top), abs=1e-12)
    assert heights[3, 8] == pytest.approx(
        surface.cost(left + 0.8 * (right - left), bottom + 0.3 * (top - bottom)), abs=1e-12
    )


@surfaces
def test_nothing_lies_below_the_least_cost(surface):
    if surface.lowest is not None:
        assert surface.heights(201).min() >= surface.lowest
        assert surface.heights(201).min() <= surface.lowest + 1e-3


def test_the_neuron_has_the_costs_of_the_book():
    w, b = 1.3, -0.4
    a = 1 / (1 + np.exp(-(w * POINT_X + b)))
    quadratic = ((a - POINT_Y) ** 2).sum() / (2 * EXAMPLES)
    entropy = -(POINT_Y * np.log(a) + (1 - POINT_Y) * np.log(1 - a)).mean()
    assert SURFACE["neuron-quadratic"].cost(w, b) == pytest.approx(quadratic, rel=1e-12)
    assert SURFACE["neuron-cross-entropy"].cost(w, b) == pytest.approx(entropy, rel=1e-12)


def fate(name, eta, momentum=0.0, rule="gradient", most=2_000):
    """Return after how many steps what becomes of a ball from its usual start."""
    surface = SURFACE[name]
    ball = dropped(*surface.start, eta, momentum, rule, 0)
    for step in range(most):
        outcome = outcome_of(ball, surface)
        if outcome is not Outcome.ROLLING:
            return step, outcome
        ball = rolled(ball, surface, 1)
    return most, Outcome.ROLLING


@pytest.mark.parametrize(
    ("eta", "momentum", "rule", "steps", "outcome"),
    [
        (0.05, 0.0, "gradient", 32, Outcome.ARRIVED),
        (0.099, 0.0, "gradient", 223, Outcome.ARRIVED),
        (0.099, 0.5, "momentum", 12, Outcome.ARRIVED),
        (0.1, 0.0, "gradient", None, Outcome.OSCILLATES),
        (0.1001, 0.0, "gradient", None, Outcome.DIVERGED),
        (0.2, 0.0, "gradient", None, Outcome.DIVERGED),
        (0.05, 0.0, "newton", 1, Outcome.ARRIVED),
    ],
)
def test_the_valley_is_come_down_as_it_was_worked_out(eta, momentum, rule, steps, outcome):
    found, became = fate("valley", eta, momentum, rule, 8_000)
    assert became is outcome
    assert steps is None or found == steps


@surfaces
def test_each_surface_is_come_down_from_its_start(surface):
    assert fate(surface.name, surface.eta)[1] is Outcome.ARRIVED


def test_the_quadratic_neuron_has_a_plateau_that_cross_entropy_has_not():
    quadratic, entropy = SURFACE["neuron-quadratic"], SURFACE["neuron-cross-entropy"]
    assert np.linalg.norm(quadratic.gradient(-10, 0)) < 0.01 < 0.5
    assert np.linalg.norm(entropy.gradient(-10, 0)) > 0.5


@surfaces
@pytest.mark.parametrize("rule", RULES)
def test_a_step_is_what_its_rule_says(surface, rule):
    x, y = surface.start
    first = rolled(dropped(x, y, 0.01, 0.7, rule, 0), surface, 1)
    second = rolled(first, surface, 1)
    (x1, y1, vx, vy), (x2, y2, _, _) = second.path[1], second.path[2]
    place, velocity = np.array([x1, y1]), np.array([vx, vy])
    expected = {
        "gradient": -0.01 * surface.gradient(x1, y1),
        "momentum": 0.7 * velocity - 0.01 * surface.gradient(x1, y1),
        "nesterov": 0.7 * velocity - 0.01 * surface.gradient(*(place + 0.7 * velocity)),
        NEWTON: -np.linalg.inv(surface.hessian(x1, y1)) @ surface.gradient(x1, y1),
    }
    np.testing.assert_allclose(np.array([x2, y2]) - place, expected[rule], rtol=1e-9, atol=1e-15)


def test_a_mini_batch_is_the_same_for_the_same_seed_and_step():
    surface = SURFACE["neuron-cross-entropy"]
    one, again, later, other = (
        slope_of(surface, -3, 1, 5, seed, step) for seed, step in ((1, 4), (1, 4), (1, 5), (2, 4))
    )
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, later)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("place", [(-6.0, 2.0), (0.0, 0.0), (6.0, -2.0)])
@pytest.mark.parametrize("name", ["neuron-quadratic", "neuron-cross-entropy"])
def test_the_error_of_a_poll_falls_as_one_by_the_root_of_its_size(name, place):
    found = poll(SURFACE[name].gradients(*place), 1, 4_000)
    law = found.errors * np.sqrt(found.sizes)
    np.testing.assert_allclose(law / law.mean(), 1.0, atol=0.1)
    assert (np.diff(found.angles) < 0).all()
