"""The Universality page's simulation: pulling, the game, descent, undo, documents."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.universality import (
    ClearTries,
    DragCurve,
    DrawTarget,
    KeepTry,
    MoveEdge,
    SelectOutput,
    SetFormula,
    SetHeight,
    SetHidden,
    SetOutgoing,
    SetOutputBias,
    SpreadHeights,
)
from tests.support.pages.universality_session import HEIGHTS, SIMULATION_ID, Workshop, heights_of


@pytest.fixture
def workshop():
    """Return a session with the open page."""
    made = Workshop()
    yield made
    made.session.close()


# --- the game ----------------------------------------------------------------------------------


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


def test_the_plot_over_the_number_of_bumps_notes_what_was_reached(workshop):
    widths = workshop.build().widths
    assert widths.best.shape == (100,)
    assert widths.best[4] == pytest.approx(0.3717, abs=5e-5)
    assert widths.hand == {5: pytest.approx(0.373, abs=5e-4)}
    assert workshop.train(300).widths.trained[5] < 0.3717


def test_a_scoreboard_keeps_the_best_first_and_shows_ghosts(workshop):
    workshop.send(KeepTry(SIMULATION_ID, " Ada  L. "))
    workshop.build()
    tries = workshop.send(KeepTry(SIMULATION_ID, "Max")).tries
    assert [(each.player, round(each.deviation, 3)) for each in tries] == [
        ("Max", 0.373), ("Ada L.", 1.055)]  # fmt: skip
    assert tries[0].curve.shape == workshop.state.curve.x.shape
    # against another target there is no ghost
    assert workshop.set(target="sine").tries[0].curve is None
    assert workshop.send(ClearTries(SIMULATION_ID)).tries == ()
    workshop.send(KeepTry(SIMULATION_ID, "   "))
    assert "1 to 24 letters" in workshop.notice


def test_the_scoreboard_keeps_twelve(workshop):
    for player in range(15):
        workshop.send(
            SetHeight(SIMULATION_ID, 0, -0.05 * player), KeepTry(SIMULATION_ID, f"player {player}")
        )
    tries = workshop.state.tries
    assert len(tries) == 12
    assert [t.deviation for t in tries] == sorted(t.deviation for t in tries)


# --- by hand -------------------------------------------------------------------------------------


def test_pulling_a_bar_sets_the_two_wires_of_its_bump(workshop):
    state = workshop.send(DragCurve(SIMULATION_ID, 0.5, -0.7, 0.5, -0.7))
    assert heights_of(state) == [0, 0, -0.7, 0, 0]
    assert state.curve.v[4:6].tolist() == [-0.7, 0.7]


def test_sweeping_paints_every_bump_on_the_way(workshop):
    state = workshop.send(DragCurve(SIMULATION_ID, 0.05, 0.0, 0.95, 1.8))
    np.testing.assert_allclose(heights_of(state)[1:4], [0.5, 0.9, 1.3], atol=1e-9)
    assert heights_of(state)[4] > 1.6
    assert heights_of(workshop.send(Undo())) == [0.0] * 5


@given(x=st.floats(0.01, 0.99), y=st.floats(-2.0, 2.0), weight=st.sampled_from([1000.0, 300.0]))
@settings(max_examples=30, deadline=None)
def test_a_pulled_curve_goes_where_the_hand_is(x, y, weight):
    workshop = Workshop()
    workshop.build()
    workshop.set(steepness=weight)
    state = workshop.send(DragCurve(SIMULATION_ID, x, y, x, y))
    bump = min(int(x * 5), 4)
    assert state.curve.levels[bump] == pytest.approx(y, abs=1e-6)
    workshop.session.close()


def test_pulling_what_goes_through_a_sigmoid_means_what_is_seen(workshop):
    workshop.set(output="sigmoid")
    state = workshop.send(DragCurve(SIMULATION_ID, 0.3, 0.8, 0.3, 0.8))
    assert state.curve.levels[1] == pytest.approx(0.8, abs=1e-9)
    assert heights_of(state)[1] == pytest.approx(np.log(4.0), abs=1e-9)


def test_pulling_shifted_copies_shares_the_pull_among_them(workshop):
    workshop.set(copies=3)
    state = workshop.send(DragCurve(SIMULATION_ID, 0.51, 1.7, 0.51, 1.7))
    curve = state.curve
    assert np.interp(0.51, curve.x, curve.curves[0]) == pytest.approx(1.7, abs=1e-6)


def test_pulling_a_step_sets_its_weight(workshop):
    workshop.set(station="steps")
    state = workshop.send(DragCurve(SIMULATION_ID, 0.5, -1.0, 0.5, -1.0))
    assert state.curve.v.tolist() == [-1.0, 1.2]
    assert workshop.send(DragCurve(SIMULATION_ID, 0.1, 1.0, 0.1, 1.0)).curve.v.tolist() == [
        -1.0,
        1.2,
    ]


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


def test_neurons_that_make_no_bump_any_more_are_told_apart(workshop):
    assert workshop.state.curve.is_bumps
    state = workshop.send(SetOutgoing(SIMULATION_ID, 0, 0.5), SetOutputBias(SIMULATION_ID, 0.25))
    assert not state.curve.is_bumps
    assert (state.curve.v[0], state.curve.v[1], state.curve.c) == (0.5, 0.0, 0.25)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (SetHeight(SIMULATION_ID, 9, 1.0), "expected number 0 to 4"),
        (SetHeight(SIMULATION_ID, 0, float("nan")), "expected a number"),
        (SetHidden(SIMULATION_ID, 0, "z", 1.0), "expected w, b or s"),
        (SpreadHeights(SIMULATION_ID, "odd"), "expected one of flat, random, best"),
        (SelectOutput(SIMULATION_ID, 2), "expected output 1 to 1"),
        (DragCurve(SIMULATION_ID, 0.5, float("inf"), 0.5, 0.0), "expected a number"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(workshop, command, said):
    before = workshop.seen()
    workshop.send(command)
    assert said.lower() in workshop.notice.lower()
    assert workshop.seen() == before


# --- targets and activations -----------------------------------------------------------------


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


def test_linear_neurons_make_a_straight_line(workshop):
    workshop.build()
    curve = workshop.set(activation="linear").curve
    np.testing.assert_allclose(np.diff(curve.curves[0], 2)[np.diff(curve.x, 2) < 1e-12], 0, atol=1)
    slope, start = np.polyfit(curve.x, curve.curves[0], 1)
    np.testing.assert_allclose(curve.curves[0], slope * curve.x + start, atol=1e-6)


def test_an_activation_of_ones_own(workshop):
    workshop.build()
    state = workshop.send(SetFormula(SIMULATION_ID, "activation", "z / (1 + abs(z))"))
    assert (state.settings["activation"], state.makes_steps) == ("own", True)
    np.testing.assert_allclose(state.curve.levels, HEIGHTS, atol=0.05)
    assert workshop.train(5).fit.step == 5


def test_outputs_share_their_steps(workshop):
    workshop.build()
    state = workshop.set(outputs=3)
    assert (state.curve.curves.shape[0], state.curve.targets.shape[0]) == (3, 3)
    state = workshop.send(SelectOutput(SIMULATION_ID, 1), SetHeight(SIMULATION_ID, 2, 0.4))
    assert heights_of(state) == [0, 0, 0.4, 0, 0]
    assert heights_of(workshop.send(SelectOutput(SIMULATION_ID, 0))) == pytest.approx(HEIGHTS)
    assert workshop.send(SpreadHeights(SIMULATION_ID, "best")).curve.deviation == pytest.approx(
        workshop.state.curve.best, abs=1e-12
    )


@pytest.mark.parametrize(("copies", "factor"), [(2, 2.0), (5, 4.5)])
def test_shifted_copies_make_the_failure_smaller(workshop, copies, factor):
    workshop.send(SpreadHeights(SIMULATION_ID, "best"))
    workshop.set(steepness=900.0)
    alone = workshop.state.curve
    assert len(alone.windows) == 6
    several = workshop.set(copies=copies).curve
    assert several.failure < alone.failure
    assert alone.failure / several.failure == pytest.approx(factor, rel=0.25)
