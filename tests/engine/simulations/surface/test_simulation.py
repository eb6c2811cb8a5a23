"""The Cost surface page's simulation: balls, rivals, undo, time, documents."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.observation import Observe
from engine.commands.pages.surface import ClearBalls, DropBall, MoveBall, TurnView
from engine.commands.transport import Open, Reset, Seek, Start, Step
from engine.errors import EngineError
from engine.session.document_store import simulations_of
from engine.session.session import Session
from engine.simulations.surface.scene import MOST_STEPS
from engine.simulations.surface.state import BALL_COLOURS
from engine.snapshots import Status
from engine.surfaces.descent import Outcome
from engine.surfaces.surfaces import SURFACE
from engine.surfaces.terrain import MAP_SIDE, RELIEF_SIZE
from tests.support.documents import MUTATIONS, bytes_of

SIMULATION_ID = "surface"
SPOILERS = [each for each in MUTATIONS if "arrays" not in each.__name__]
"""A surface puts no arrays into a document."""


class Bench:
    """A session with an open surface."""

    def __init__(self) -> None:
        self.session = Session()
        self.send(
            Open(SIMULATION_ID, SIMULATION_ID), SetSetting(SIMULATION_ID, "surface", "valley")
        )

    def send(self, *commands):
        """Do what is asked; return the state."""
        for command in commands:
            self.session.apply(command)
        return self.state

    @property
    def shown(self):
        """The run as it is seen now."""
        return self.session.snapshot().simulation(SIMULATION_ID)

    @property
    def state(self):
        """What the page sees."""
        return self.shown.payload

    @property
    def notice(self):
        """What there is to say."""
        return str(self.session.snapshot().notice)


@pytest.fixture
def bench():
    """Return a session with the valley open."""
    made = Bench()
    yield made
    made.session.close()


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


def test_the_promised_change_is_the_gradient_times_the_step(bench):
    state = bench.send(DropBall(SIMULATION_ID, -0.9, 0.9), Step(SIMULATION_ID, 1))
    ball = state.balls[0]
    slope = SURFACE["valley"].gradient(-0.9, 0.9)
    assert ball.predicted == pytest.approx(-0.05 * slope @ slope, rel=1e-12)
    assert ball.measured == pytest.approx(ball.cost - SURFACE["valley"].cost(-0.9, 0.9), rel=1e-12)
    assert ball.cost == SURFACE["valley"].cost(ball.x, ball.y)


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


def seen(state):
    """Return what an undo has to restore."""
    balls = [(ball.path.tolist(), ball.eta, ball.rule) for ball in state.balls]
    return dict(state.settings), balls


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


def test_pictures_are_drawn_only_where_somebody_looks(bench):
    assert bench.state.map is None
    state = bench.send(Observe(SIMULATION_ID, frozenset({"pictures"})))
    assert state.map.shape == (MAP_SIDE, MAP_SIDE)
    assert state.relief.shape == RELIEF_SIZE
    assert bench.state.relief is state.relief
    turned = bench.send(TurnView(SIMULATION_ID, 100.0, 500.0))
    assert turned.tilt == 85.0
    assert not np.array_equal(turned.relief, state.relief)
    assert turned.map is state.map
    rolling = bench.send(DropBall(SIMULATION_ID, 0.5, 0.5))
    assert not np.array_equal(rolling.relief, turned.relief)


def test_only_examples_can_be_polled(bench):
    bench.send(Observe(SIMULATION_ID, frozenset({"polling"})))
    assert bench.state.polling is None
    assert bench.send(SetSetting(SIMULATION_ID, "surface", "neuron-quadratic")).polling is not None


def test_a_ball_that_flies_away_stops_and_is_still_drawn(bench):
    bench.send(
        Observe(SIMULATION_ID, frozenset({"pictures"})), SetSetting(SIMULATION_ID, "eta", 100.0)
    )
    state = bench.send(DropBall(SIMULATION_ID, 0.5, 0.5), Step(SIMULATION_ID, MOST_STEPS))
    assert state.balls[0].outcome is Outcome.DIVERGED
    assert state.step < 20


# --- documents --------------------------------------------------------------------------------


def document(bench):
    """Return the bytes of a document with three balls on their way."""
    bench.send(
        DropBall(SIMULATION_ID, -0.9, 0.9),
        DropBall(SIMULATION_ID, 0.3, -0.4),
        SetSetting(SIMULATION_ID, "eta", 0.02),
    )
    bench.send(
        DropBall(SIMULATION_ID, 0.6, 0.6),
        Step(SIMULATION_ID, 25),
        Seek(SIMULATION_ID, 11),
        TurnView(SIMULATION_ID, 77.0, 20.0),
    )
    return bytes_of(bench.session)


def opened(content):
    """Return the surface of a document."""
    return simulations_of(content, {}, time.perf_counter)[0][SIMULATION_ID][1]


def test_everything_is_there_again(bench):
    content = document(bench)
    before, after = bench.state, opened(content).state(frozenset())
    assert seen(after) == seen(before)
    assert (after.step, after.last_step) == (before.step, before.last_step) == (11, 25)
    assert (after.turn, after.tilt) == (77.0, 20.0)


def test_spoilt_documents_open_or_are_refused_in_one_sentence(bench):
    content, generator, refused = document(bench), np.random.default_rng(3), 0
    for number in range(120):
        spoilt = SPOILERS[number % len(SPOILERS)](content, generator)
        try:
            runs, _ = simulations_of(spoilt, {}, time.perf_counter)
            for _, simulation in runs.values():
                simulation.state(frozenset({"pictures", "polling"}))
        except EngineError:
            refused += 1
    assert refused > 30
