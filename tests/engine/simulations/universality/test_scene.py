"""What the Universality page consists of: its networks, its targets, the score."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.simulations.universality.scene import (
    AXES,
    DEFAULTS,
    DRAWN_POINTS,
    FUNCTION,
    STATIONS,
    first_scene,
)
from engine.universality.curve_networks import bumps_at
from tests.support.pages.universality_session import HEIGHTS, heights_of


def test_it_opens_with_five_flat_bumps_and_the_target_of_the_game(workshop):
    curve = workshop.state.curve
    assert heights_of(workshop.state) == [0.0] * 5
    np.testing.assert_allclose(curve.edges[:, 0], np.arange(5) / 5, atol=1e-12)
    assert curve.deviation == pytest.approx(1.0553, abs=5e-5)
    assert (curve.best, curve.limit) == (pytest.approx(0.3717, abs=5e-5), 0.405)


@pytest.mark.parametrize(
    ("heights", "score"),
    [(HEIGHTS, 0.373), ((-1.3, -1.8, -0.5, -0.9, 0.3), 0.443), ((0.0,) * 5, 1.0553)],
)
def test_the_score_is_that_of_the_game(workshop, heights, score):
    curve = workshop.build(heights).curve
    x = np.arange(100) / 100
    f = 0.2 + 0.4 * x**2 + 0.3 * x * np.sin(15 * x) + 0.05 * np.cos(50 * x)
    by_hand = np.abs(np.log(f / (1 - f)) - np.repeat(heights, 20)).mean()
    assert curve.deviation == pytest.approx(by_hand, abs=1e-12)
    assert curve.deviation == pytest.approx(score, abs=5e-4)


# --- without a page ------------------------------------------------------------------------------


def scene(**settings):
    """Return the scene that the page opens with, with other settings."""
    first = first_scene()
    return replace(first, settings={**first.settings, **settings})


def test_outputs_are_weighted_sums_of_sigmoids():
    network = bumps_at(np.array([[0.2, 0.5], [0.6, 0.9]]), np.array([[1.5, -0.75]]), 40.0)
    x = np.linspace(0, 1, 23)
    expected = np.zeros(len(x))
    for w, b, v in zip(network.w, network.b, network.v[0], strict=True):
        expected += v / (1 + np.exp(-(w * x + b)))
    np.testing.assert_allclose(scene().outputs(x, network)[0], expected, atol=1e-12)


def test_steep_sigmoids_count_as_steps_and_other_functions_do_not():
    assert scene().ideal
    assert not scene(activation="tanh").ideal
    assert not scene(station="neuron").ideal
    x = np.array([0.3999, 0.4001])
    np.testing.assert_array_equal(scene(station="bump").outputs(x), [[0.0, 0.6]])


def test_targets_come_from_the_table_the_hand_or_a_formula():
    x = np.array([0.0, 0.25, 0.4])
    np.testing.assert_allclose(scene(target="tent").target(0)(x), [0.0, 1.0, 1.6], atol=1e-12)
    formulas = {**first_scene().formulas, "target": "x^2 - x"}
    typed = replace(scene(target="formula"), formulas=formulas)
    np.testing.assert_allclose(typed.target(0)(x), x**2 - x, atol=1e-12)
    drawn = np.zeros((3, DRAWN_POINTS))
    drawn[1] = np.linspace(0, 2, DRAWN_POINTS)
    by_hand = replace(scene(target_2="drawn"), drawn=drawn)
    np.testing.assert_allclose(by_hand.target(1)(x), 2 * x, atol=1e-12)


def test_the_key_of_a_target_differs_only_where_the_target_does():
    key = scene().target_key()
    assert scene(target_2="tent", bumps=9).target_key() == key
    assert scene(target="tent").target_key() != key
    drawn = scene(target="drawn")
    other = replace(drawn, drawn=drawn.drawn + 1)
    assert other.target_key() != drawn.target_key()
    assert replace(scene(), drawn=other.drawn).target_key() == key


def test_every_station_but_the_plane_has_its_network_and_its_axis():
    assert [*DEFAULTS, "plane"] == [*AXES, "plane"] == list(STATIONS)
    plane = scene(station="plane")
    assert plane.hand is plane.hands[FUNCTION]
    assert scene(plane_target="painted").two_inputs_target() is None
    target = scene(plane_target="formula").two_inputs_target()
    x, y = np.array([0.1, 0.7]), np.array([0.4, -0.2])
    np.testing.assert_allclose(target(x, y), 0.5 + 0.5 * np.sin(6 * x) * y, atol=1e-12)
