"""Edits of the Universality page: heights, steps, targets, activations, copies."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.universality import (
    DrawTarget,
    KeepTry,
    MoveEdge,
    SetFormula,
    SetHeight,
    SetHidden,
    SpreadHeights,
)
from tests.support.pages.universality_session import SIMULATION_ID


def test_the_best_heights_score_what_is_promised(workshop):
    curve = workshop.send(SpreadHeights(SIMULATION_ID, "best")).curve
    assert curve.deviation == pytest.approx(curve.best, abs=1e-12)


@pytest.mark.parametrize(("bumps", "best"), [(10, 0.282), (20, 0.132), (50, 0.053), (100, 0.027)])
def test_more_bumps_come_nearer(workshop, bumps, best):
    curve = workshop.send(
        SetSetting(SIMULATION_ID, "bumps", bumps), SpreadHeights(SIMULATION_ID, "best")
    ).curve
    assert len(curve.heights) == bumps
    assert curve.best == pytest.approx(best, abs=0.005)
    assert curve.deviation == pytest.approx(curve.best, abs=1e-9)


def test_the_scoreboard_keeps_twelve(workshop):
    for player in range(15):
        workshop.send(
            SetHeight(SIMULATION_ID, 0, -0.05 * player), KeepTry(SIMULATION_ID, f"player {player}")
        )
    tries = workshop.state.tries
    assert len(tries) == 12
    assert [t.deviation for t in tries] == sorted(t.deviation for t in tries)


def test_an_edge_takes_with_it_what_lies_at_the_same_place(workshop):
    state = workshop.send(MoveEdge(SIMULATION_ID, 1, 0.25))
    np.testing.assert_allclose(state.curve.edges[:3].ravel(), [0, 0.25, 0.25, 0.4, 0.4, 0.6])
    np.testing.assert_allclose(state.curve.b[1:3], [-250.0, -250.0])


def test_the_real_numbers_and_their_readings_are_one(workshop):
    workshop.set(station="neuron")
    state = workshop.send(
        SetHidden(SIMULATION_ID, 0, "w", 100.0), SetHidden(SIMULATION_ID, 0, "b", -40.0)
    )
    assert state.curve.s[0] == pytest.approx(0.4)
    state = workshop.send(SetHidden(SIMULATION_ID, 0, "s", 0.2))
    assert (state.curve.w[0], state.curve.b[0]) == (100.0, -20.0)
    np.testing.assert_allclose(
        state.curve.curves[0], 1 / (1 + np.exp(-100 * (state.curve.x - 0.2))), atol=1e-12
    )


def test_a_target_is_drawn_from_the_one_that_was_there(workshop):
    before = workshop.state.curve.targets[0]
    state = workshop.send(DrawTarget(SIMULATION_ID, 0.2, 1.0, 0.4, -1.0))
    assert state.settings["target"] == "drawn"
    curve = state.curve
    assert np.interp(0.3, curve.x, curve.targets[0]) == pytest.approx(0.0, abs=0.02)
    outside = (curve.x < 0.18) | (curve.x > 0.42)
    old = np.interp(curve.x[outside], curve.x, before)
    np.testing.assert_allclose(curve.targets[0][outside], old, atol=0.05)
    assert workshop.send(Undo()).settings["target"] == "book"


def test_a_formula_is_matched(workshop):
    state = workshop.send(SetFormula(SIMULATION_ID, "target", "2 x^2 - 1"))
    np.testing.assert_allclose(state.curve.targets[0], 2 * state.curve.x**2 - 1, atol=1e-12)
    assert (state.settings["target"], state.formulas["target"]) == ("formula", "2 x^2 - 1")


@pytest.mark.parametrize(
    "text", ["sin(", "1/(x-0.5)", "ln(x - 0.3)", "1e300*x", "", "x.__class__", "import os", "y"]
)
def test_a_bad_formula_leaves_the_last_good_curve(workshop, text):
    workshop.send(SetFormula(SIMULATION_ID, "target", "x"))
    before = workshop.seen()
    workshop.send(SetFormula(SIMULATION_ID, "target", text))
    assert workshop.notice
    assert workshop.notice != "None"
    assert workshop.seen() == before


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "ramped", "relu"])
def test_bumps_stay_bumps_with_other_activations(workshop, name):
    state = workshop.build()
    levels = state.curve.levels
    state = workshop.set(activation=name)
    np.testing.assert_allclose(state.curve.levels, levels, atol=0.02)
    assert state.makes_steps == (name != "relu")
