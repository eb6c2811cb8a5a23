"""Weights set by hand, and a run that is played backwards."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import SetSetting, SetWeight, Undo
from engine.commands.transport import Open, Pause, Rewind, Seek, SetPace, Start
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.learning.setting_edits import place_of
from engine.snapshots import Status
from tests.support.documents import SIMULATION_ID, small_digits


class Clock:
    """A time that a test moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def session(monkeypatch, clock):
    """Return a session whose run of 784-5-10 was trained for three epochs of 30 steps."""
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    session = Session(clock)
    session.apply(Open(SIMULATION_ID, "digits"))
    session.apply(SetSetting(SIMULATION_ID, "layers", "784-5-10"))
    session.apply(SetSetting(SIMULATION_ID, "epochs", 3))
    session.apply(Start(SIMULATION_ID))
    settle_of_clock(session)
    yield session
    session.close()


def settle_of_clock(session):
    """Let the session do all it has to do, while no time passes."""
    while session.advance(1.0):
        pass


def learning(session):
    """Return what learns."""
    return session._simulations[SIMULATION_ID].learning


def said(session):
    """Return the notice as a sentence."""
    notice = session.snapshot().notice
    return "" if notice is None else str(notice)


@pytest.mark.parametrize(
    ("command", "symbol"),
    [
        (SetWeight(SIMULATION_ID, 1, 2, 3, 1.5), "w₃,₄"),
        (SetWeight(SIMULATION_ID, 0, 4, None, -2.0), "b₅"),
    ],
)
def test_a_parameter_is_set_and_named_as_the_book_names_it(session, command, symbol):
    before = learning(session).network.digest()
    session.apply(command)
    network = learning(session).network
    assert network.parameters[place_of(network.specification, command)[0]] == command.value
    assert str(session.snapshot().undo) == f"set {symbol} to {command.value:g}"
    session.apply(Undo())
    assert learning(session).network.digest() == before


def test_a_parameter_set_in_the_past_begins_a_branch_and_is_replayed(session):
    session.apply(Seek(SIMULATION_ID, 40))
    settle_of_clock(session)
    session.apply(SetWeight(SIMULATION_ID, 0, 1, 400, 2.0))
    assert [b.id for b in learning(session).branches] == [1, 2]
    session.apply(Start(SIMULATION_ID))
    settle_of_clock(session)
    end = learning(session).network.digest()
    for step in (20, 90):
        session.apply(Seek(SIMULATION_ID, step))
        settle_of_clock(session)
    assert learning(session).network.digest() == end


def test_after_further_training_undo_sets_the_old_value_and_says_so(session):
    session.apply(SetSetting(SIMULATION_ID, "epochs", 4))
    session.apply(SetWeight(SIMULATION_ID, 1, 0, None, 3.0))
    session.apply(Start(SIMULATION_ID))
    settle_of_clock(session)
    session.apply(Undo())
    assert "stays" in said(session)


@pytest.mark.parametrize(
    "command",
    [
        SetWeight(SIMULATION_ID, 2, 0, 0, 1.0),
        SetWeight(SIMULATION_ID, -1, 0, 0, 1.0),
        SetWeight(SIMULATION_ID, 0, 5, 0, 1.0),
        SetWeight(SIMULATION_ID, 0, 0, 784, 1.0),
        SetWeight(SIMULATION_ID, 0, 0, 0, np.nan),
        SetWeight(SIMULATION_ID, 0, 0, 0, 1e9),
    ],
)
def test_a_parameter_that_is_not_there_or_no_number_is_refused(session, command):
    before = learning(session).network.digest()
    session.apply(command)
    assert "nothing was changed" in said(session)
    assert learning(session).network.digest() == before


def test_a_run_goes_back_to_its_beginning_in_ten_seconds(session, clock):
    session.apply(Rewind(SIMULATION_ID))
    seen = []
    for _ in range(25):
        clock.now += 0.5
        session.advance(1.0)
        seen.append(session.snapshot().simulation(SIMULATION_ID).step)
    assert seen[0] == 86
    assert seen[:20] == sorted(seen[:20], reverse=True)
    assert seen[9] == 45
    assert seen[-1] == 0
    assert session.snapshot().simulation(SIMULATION_ID).status is Status.PAUSED


def test_going_back_shows_the_bits_of_that_time(session, clock):
    session.apply(Rewind(SIMULATION_ID))
    clock.now += 3.0
    session.advance(1.0)
    assert session.snapshot().simulation(SIMULATION_ID).status is Status.RUNNING
    step, there = learning(session).run.step, learning(session).network.digest()
    session.apply(Pause(SIMULATION_ID))
    for place in (0, step):
        session.apply(Seek(SIMULATION_ID, place))
        settle_of_clock(session)
    assert learning(session).network.digest() == there


def test_going_back_keeps_the_pace_of_going_forward(session, clock):
    session.apply(SetPace(SIMULATION_ID, examples_per_second=100.0))
    session.apply(Rewind(SIMULATION_ID))
    clock.now += 2.0
    session.advance(1.0)
    assert session.snapshot().simulation(SIMULATION_ID).step == 90 - 20


def test_nothing_lies_behind_the_beginning(session):
    session.apply(Seek(SIMULATION_ID, 0))
    session.apply(Rewind(SIMULATION_ID))
    assert "beginning" in said(session)
