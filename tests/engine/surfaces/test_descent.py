"""Balls on surfaces: the numbers of the valley, outcomes told apart, steps, polling."""

from __future__ import annotations

import numpy as np
import pytest

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
from engine.surfaces.surfaces import SURFACE, SURFACES

surfaces = pytest.mark.parametrize("surface", SURFACES, ids=lambda each: each.name)


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


@pytest.mark.parametrize("size", [0.0, 5e-324, 1e-200, 1e200, np.inf, np.nan])
def test_a_gradient_without_a_length_is_compared_with_nothing(size):
    found = poll(np.full((5, 2), size), 1)
    assert np.isnan(found.errors).all()
    assert np.isnan(found.angles).all()


def test_examples_whose_gradients_cancel_leave_none_to_compare_with():
    found = poll(np.array([[1.0, 0.0], [-1.0, 0.0]]), 1)
    assert np.isnan(found.angles).all()


@surfaces
@pytest.mark.parametrize("far", [1e160, 1e308, 5e-324, np.inf, np.nan])
@pytest.mark.parametrize("rule", RULES)
def test_a_ball_may_leave_all_bounds_without_a_warning(surface, far, rule):
    ball = dropped(far, -far, 1.0, 0.9, rule, 1)
    assert outcome_of(ball, surface) in Outcome
    assert len(rolled(ball, surface, 1).path) == 2
