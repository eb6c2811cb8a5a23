"""Surfaces: derivatives against finite differences, heights, and the costs of the book."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


def test_the_quadratic_neuron_has_a_plateau_that_cross_entropy_has_not():
    quadratic, entropy = SURFACE["neuron-quadratic"], SURFACE["neuron-cross-entropy"]
    assert np.linalg.norm(quadratic.gradient(-10, 0)) < 0.01 < 0.5
    assert np.linalg.norm(entropy.gradient(-10, 0)) > 0.5
