"""Branches on the Digits page: an edit in the past loses nothing."""

from __future__ import annotations

import pytest

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.runs import BranchRun, RemoveRun, RenameRun, SelectRun
from engine.commands.transport import Open, Reset, Seek, Start, Step
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits

SIMULATION_ID = "digits"


def small_data(name):
    """Return little data, so that a run takes a moment."""
    return DataSet(name, *(built_in_digits(n, seed=n) for n in (400, 200, 300)))


def settle(session):
    """Let the session do all it has to do."""
    while session.advance(0.05):
        pass


@pytest.fixture
def session(monkeypatch):
    """Return a session whose run was trained for three epochs and stands at step 50."""
    monkeypatch.setitem(
        SIMULATIONS, "digits", lambda seed, clock: Digits(seed, load=small_data, clock=clock)
    )
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    session.apply(SetSetting(SIMULATION_ID, "epochs", 3))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    session.apply(Seek(SIMULATION_ID, 50))
    settle(session)
    yield session
    session.close()


def training(session):
    """Return the training half of what the page sees."""
    return session.snapshot().simulation(SIMULATION_ID).payload.training


def digest(session):
    """Return the bits of the network that is looked at."""
    return session._simulations[SIMULATION_ID].learning.network.digest()


def ids(session):
    """Return the runs of the list."""
    return [branch.id for branch in training(session).branches]


def test_a_setting_changed_in_the_past_begins_a_branch_and_keeps_the_future(session):
    session.apply(SetSetting(SIMULATION_ID, "eta", 0.1))
    view = training(session)
    assert [(b.id, b.parent, b.fork_step, b.last_step) for b in view.branches] == [
        (1, None, 0, 120),
        (2, 1, 50, 50),
    ]
    assert view.branch == 2
    assert view.branches[1].differs == {"eta": 0.1}
    assert list(view.branches[0].history.epochs) == [0, 1, 2, 3]
    session.apply(Start(SIMULATION_ID))
    settle(session)
    assert training(session).last_step == 120
    session.apply(SelectRun(SIMULATION_ID, 1))
    assert training(session).step == 50
    assert training(session).settings["eta"] == 0.5


def test_taking_that_setting_back_takes_the_branch_back(session):
    before = digest(session)
    session.apply(SetSetting(SIMULATION_ID, "eta", 0.1))
    session.apply(Undo())
    assert ids(session) == [1]
    assert training(session).last_step == 120
    assert digest(session) == before
    session.apply(Redo())
    assert len(ids(session)) == 2
    assert training(session).settings["eta"] == 0.1


def test_after_further_training_the_undo_changes_the_setting_back_and_keeps_the_branch(session):
    session.apply(SetSetting(SIMULATION_ID, "eta", 0.1))
    session.apply(Step(SIMULATION_ID, 5))
    settle(session)
    session.apply(Undo())
    assert ids(session) == [1, 2]
    assert training(session).settings["eta"] == 0.5
    assert training(session).step == 55


def test_a_branch_that_was_asked_for_repeats_the_future_of_its_parent(session):
    session.apply(BranchRun(SIMULATION_ID))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    branch = digest(session)
    session.apply(SelectRun(SIMULATION_ID, 1))
    session.apply(Seek(SIMULATION_ID, 120))
    settle(session)
    assert digest(session) == branch


def test_a_reset_begins_a_run_and_the_old_one_stays_in_the_list(session):
    old = digest(session)
    session.apply(Reset(SIMULATION_ID, new_seed=True))
    assert ids(session) == [1]
    assert training(session).branch == 0
    session.apply(Step(SIMULATION_ID, 3))
    settle(session)
    assert ids(session) == [1, 2]
    session.apply(SelectRun(SIMULATION_ID, 1))
    assert digest(session) == old
    assert training(session).settings["seed"] == 1


def test_runs_are_named_and_removed_and_both_is_taken_back(session):
    session.apply(BranchRun(SIMULATION_ID))
    session.apply(RenameRun(SIMULATION_ID, 1, "the long one"))
    assert str(training(session).branches[0].name) == "the long one"
    session.apply(RemoveRun(SIMULATION_ID, 1))
    assert ids(session) == [2]
    session.apply(Undo())
    session.apply(Undo())
    assert str(training(session).branches[0].name) == "run 1"
    session.apply(Redo())
    session.apply(Redo())
    assert ids(session) == [2]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (RemoveRun(SIMULATION_ID, 1), "choose it first"),
        (RemoveRun(SIMULATION_ID, 7), "expected a run among 1"),
        (SelectRun(SIMULATION_ID, 7), "expected a run among 1"),
        (RenameRun(SIMULATION_ID, 1, " "), "expected a name"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(session, command, sentence):
    before = digest(session)
    session.apply(command)
    assert sentence in str(session.snapshot().notice)
    assert ids(session) == [1]
    assert digest(session) == before


def test_there_is_nothing_to_branch_from_before_training():
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    session.apply(BranchRun(SIMULATION_ID))
    assert "press Play first" in str(session.snapshot().notice)
    session.close()


def test_an_edit_right_after_a_seek_acts_where_the_seek_leads(session):
    session.apply(Seek(SIMULATION_ID, 120))
    settle(session)
    session.apply(Seek(SIMULATION_ID, 77))
    session.apply(SetSetting(SIMULATION_ID, "eta", 0.1))
    assert training(session).branches[-1].fork_step == 77
    assert training(session).step == 77
    session.apply(Undo())
    assert ids(session) == [1]
    session.apply(Redo())
    session.apply(SelectRun(SIMULATION_ID, 1))
    assert training(session).step == 77
    assert training(session).last_step == 120
