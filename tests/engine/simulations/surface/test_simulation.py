"""The Cost surface page's simulation: balls, rivals, undo, time."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.observation import TurnView
from engine.commands.pages.surface import ClearBalls, DropBall, MoveBall
from engine.commands.transport import Reset, Seek, Start, Step
from engine.simulations.surface.state import BALL_COLOURS
from engine.snapshots import Status
from engine.surfaces.descent import Outcome
from engine.surfaces.surfaces import SURFACE
from tests.support.pages.surface_session import SIMULATION_ID, Bench, seen


def test_the_first_ball_rolls_by_the_setting_and_its_rival_by_another(bench):
    state = bench.send(
        DropBall(SIMULATION_ID, -0.9, 0.9),
        DropBall(SIMULATION_ID, -0.9, 0.9),
        DropBall(SIMULATION_ID, 0.2, 0.2),
    )
    assert [ball.eta for ball in state.balls] == [0.05, 0.1, 0.025]
    state = bench.send(Step(SIMULATION_ID, 40))
    outcomes = [ball.outcome for ball in state.balls]
    assert outcomes[0] is Outcome.ARRIVED
    assert state.balls[0].steps == 32
    assert state.step == 40


def test_time_goes_back_and_forth_to_the_same_bits(bench):
    bench.send(DropBall(SIMULATION_ID, -0.9, 0.9), Step(SIMULATION_ID, 20))
    late = bench.state.balls[0].path
    early = bench.send(Seek(SIMULATION_ID, 7)).balls[0].path
    np.testing.assert_array_equal(early, late[:8])
    np.testing.assert_array_equal(bench.send(Step(SIMULATION_ID, 13)).balls[0].path, late)
    assert bench.send(Step(SIMULATION_ID, -5)).step == 15
    assert bench.send(Reset(SIMULATION_ID)).balls[0].steps == 0


def test_play_drops_a_ball_where_there_is_none_and_comes_to_an_end(bench):
    bench.send(SetSetting(SIMULATION_ID, "speed", 200), Start(SIMULATION_ID))
    assert bench.shown.status is Status.RUNNING
    end = time.perf_counter() + 10
    while bench.session.advance(0.005) and time.perf_counter() < end:
        pass
    assert bench.shown.status is Status.FINISHED
    assert bench.state.balls[0].outcome is Outcome.ARRIVED
    assert bench.state.step == 32


def test_a_setting_changes_the_newest_ball_from_where_it_is(bench):
    bench.send(DropBall(SIMULATION_ID, -0.9, 0.9), Step(SIMULATION_ID, 5))
    kept = bench.state.balls[0].path
    state = bench.send(SetSetting(SIMULATION_ID, "eta", 0.09), Step(SIMULATION_ID, 1))
    np.testing.assert_array_equal(state.balls[0].path[:6], kept)
    slope = SURFACE["valley"].gradient(*map(float, kept[-1]))
    np.testing.assert_allclose(state.balls[0].path[6], kept[-1] - 0.09 * slope, rtol=1e-12)


EDITS = st.lists(
    st.one_of(
        st.builds(DropBall, st.just(SIMULATION_ID), st.floats(-1, 1), st.floats(-1, 1)),
        st.builds(MoveBall, st.just(SIMULATION_ID), st.floats(-1, 1), st.floats(-1, 1)),
        st.just(ClearBalls(SIMULATION_ID)),
        st.builds(SetSetting, st.just(SIMULATION_ID), st.just("eta"), st.floats(0.001, 1)),
        st.builds(
            SetSetting, st.just(SIMULATION_ID), st.just("surface"), st.sampled_from(sorted(SURFACE))
        ),
        st.builds(
            SetSetting,
            st.just(SIMULATION_ID),
            st.just("rule"),
            st.sampled_from(["newton", "momentum"]),
        ),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(EDITS)
def test_every_edit_is_taken_back_to_the_bit(edits):
    bench = Bench()
    states = [seen(bench.state)]
    for edit in edits:
        before = bench.session.snapshot().undo
        bench.send(edit)
        if bench.session.snapshot().undo is not before:
            states.append(seen(bench.state))
    last = states[-1]
    for state in reversed(states[:-1]):
        assert seen(bench.send(Undo())) == state
    for _ in states[:-1]:
        bench.send(Redo())
    assert seen(bench.state) == last
    bench.session.close()


@pytest.mark.parametrize(
    "command",
    [
        DropBall(SIMULATION_ID, 5.0, 0.0),
        DropBall(SIMULATION_ID, float("nan"), 0.0),
        MoveBall(SIMULATION_ID, 0.0, 0.0),
        SetSetting(SIMULATION_ID, "surface", "moon"),
        SetSetting(SIMULATION_ID, "eta", -1.0),
        TurnView(SIMULATION_ID, float("inf"), 3.0),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(bench, command):
    before = seen(bench.state)
    bench.send(command)
    assert bench.notice != "None"
    assert seen(bench.state) == before


def test_there_are_as_many_balls_as_colours(bench):
    for _ in BALL_COLOURS:
        bench.send(DropBall(SIMULATION_ID, 0.1, 0.1))
    bench.send(DropBall(SIMULATION_ID, 0.1, 0.1))
    assert "clear them first" in bench.notice


def test_a_rule_that_is_done_again_keeps_what_was_rolled_since(bench):
    bench.send(DropBall(SIMULATION_ID, -0.9, 0.9), SetSetting(SIMULATION_ID, "rule", "momentum"))
    state = bench.send(Undo(), Step(SIMULATION_ID, 6), Redo())
    assert (state.step, state.balls[0].rule, len(state.balls[0].path)) == (6, "momentum", 7)
