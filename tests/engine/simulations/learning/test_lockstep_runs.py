"""Twins: one clock, one seed, one setting different."""

from __future__ import annotations

import pytest

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.digits import SetStrokes
from engine.commands.runs import AddLockstepRun, DropLockstepRuns, Race, SelectRun
from engine.commands.transport import Open, Seek, Start, Step
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits
from engine.snapshots import Status

SIMULATION_ID = "digits"
SEVEN = (((0.2, 0.2), (0.5, 0.2), (0.8, 0.2), (0.6, 0.5), (0.4, 0.9)),)


def small_data(name):
    """Return little data, so that a run takes a moment."""
    return DataSet(name, *(built_in_digits(n, seed=n) for n in (400, 200, 300)))


def settle(session):
    """Let the session do all it has to do."""
    while session.advance(0.05):
        pass


@pytest.fixture
def session(monkeypatch):
    """Return a session with data and an untrained run of three epochs."""
    monkeypatch.setitem(
        SIMULATIONS, "digits", lambda seed, clock: Digits(seed, load=small_data, clock=clock)
    )
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    session.apply(SetSetting(SIMULATION_ID, "epochs", 3))
    session.apply(Step(SIMULATION_ID, 10))
    settle(session)
    yield session
    session.close()


def branches(session):
    """Return the list of runs by id."""
    return {b.id: b for b in session.snapshot().simulation(SIMULATION_ID).payload.training.branches}


def run_of(session, id_):
    """Return a run of the list."""
    return session._simulations[SIMULATION_ID].learning.branches.find(id_).run


def test_a_twin_differs_in_one_setting_and_trains_along(session):
    session.apply(AddLockstepRun(SIMULATION_ID, "eta", 0.05))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    seen = branches(session)
    assert seen[2].differs == {"eta": 0.05}
    assert str(seen[2].name) == "η 0.05"
    assert seen[2].together
    assert not seen[1].together
    assert seen[1].last_step == seen[2].last_step == 120
    assert run_of(session, 1).network.digest() != run_of(session, 2).network.digest()
    assert session.snapshot().simulation(SIMULATION_ID).status is Status.FINISHED


def test_a_twin_whose_setting_does_not_matter_has_the_same_bits(session):
    session.apply(AddLockstepRun(SIMULATION_ID, "epochs", 5))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    run, lockstep_run = run_of(session, 1), run_of(session, 2)
    assert lockstep_run.last_step == 200
    lockstep_run.seek(run.step)
    while lockstep_run.seeking:
        lockstep_run.advance(50)
    assert lockstep_run.network.digest() == run.network.digest()


def test_twins_stay_together_while_they_train(session):
    session.apply(AddLockstepRun(SIMULATION_ID, "eta", 0.05))
    session.apply(AddLockstepRun(SIMULATION_ID, "batch", 25))
    session.apply(Start(SIMULATION_ID))
    while session.advance(0.002):
        counts = [
            run_of(session, i).trainer.examples_until(run_of(session, i).step) for i in (1, 2)
        ]
        assert 0 <= counts[0] - counts[1] <= 400


def test_a_step_takes_the_twins_along(session):
    session.apply(AddLockstepRun(SIMULATION_ID, "eta", 0.05))
    session.apply(Step(SIMULATION_ID, 7))
    settle(session)
    assert run_of(session, 1).step == run_of(session, 2).step == 17


def test_scrubbing_moves_all_of_them_to_the_same_number_of_examples(session):
    session.apply(AddLockstepRun(SIMULATION_ID, "batch", 20))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    session.apply(Seek(SIMULATION_ID, 30))
    settle(session)
    run, lockstep_run = run_of(session, 1), run_of(session, 2)
    assert run.trainer.examples_until(run.step) == 300
    assert lockstep_run.trainer.examples_until(lockstep_run.step) in (300, 310)


def test_a_twin_with_other_layers_begins_anew_and_catches_up(session):
    session.apply(AddLockstepRun(SIMULATION_ID, "layers", "784-12-10"))
    settle(session)
    assert run_of(session, 2).step == 10
    assert branches(session)[2].parent is None
    session.apply(Start(SIMULATION_ID))
    settle(session)
    assert run_of(session, 2).last_step == 120


def test_a_twin_is_taken_back_and_added_again(session):
    session.apply(AddLockstepRun(SIMULATION_ID, "eta", 0.05))
    session.apply(Undo())
    assert list(branches(session)) == [1]
    session.apply(Redo())
    seen = branches(session)
    assert [branch.together for branch in seen.values()] == [False, True]


def test_twins_read_the_pad_too(session):
    session.apply(AddLockstepRun(SIMULATION_ID, "eta", 0.05))
    assert branches(session)[2].outputs is None
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    outputs = branches(session)[2].outputs
    assert outputs.shape == (10,)
    assert outputs.sum() == pytest.approx(1)


def test_who_is_looked_at_can_change(session):
    session.apply(AddLockstepRun(SIMULATION_ID, "eta", 0.05))
    session.apply(SelectRun(SIMULATION_ID, 2))
    assert [branch.together for branch in branches(session).values()] == [True, False]
    session.apply(Start(SIMULATION_ID))
    settle(session)
    assert run_of(session, 1).last_step == run_of(session, 2).last_step == 120


def test_dropped_twins_stay_in_the_list_and_stand_still(session):
    session.apply(AddLockstepRun(SIMULATION_ID, "eta", 0.05))
    session.apply(DropLockstepRuns(SIMULATION_ID))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    assert [branch.last_step for branch in branches(session).values()] == [120, 10]


def test_a_race_begins_anew_and_the_wild_one_does_not_stop_the_others(session):
    session.apply(Race(SIMULATION_ID, "eta", (3.0, 0.001, 100.0)))
    settle(session)
    seen = branches(session)
    assert [str(branch.name) for branch in seen.values()][-2:] == ["η 0.001", "η 100"]
    racing = [branch for branch in seen.values() if branch.id > 1]
    assert len(racing) == 3
    assert racing[0].last_step == racing[1].last_step == 120
    starts = {
        run_of(session, branch.id).recording.nearest(0).parameters.tobytes() for branch in racing
    }
    assert len(starts) == 1


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (AddLockstepRun(SIMULATION_ID, "eta", 0.5), "expected another value of eta"),
        (AddLockstepRun(SIMULATION_ID, "eta", -1.0), "η must be"),
        (Race(SIMULATION_ID, "eta", (1.0,)), "expected 2 to 4 values"),
        (Race(SIMULATION_ID, "eta", (1.0, -1.0)), "η must be"),
    ],
)
def test_what_makes_no_twin_is_refused_and_nothing_changes(session, command, sentence):
    before = run_of(session, 1).network.digest()
    session.apply(command)
    assert sentence in str(session.snapshot().notice)
    assert list(branches(session)) == [1]
    assert run_of(session, 1).network.digest() == before


def test_there_are_at_most_three_twins(session):
    for eta in (0.1, 0.2, 0.3, 0.4):
        session.apply(AddLockstepRun(SIMULATION_ID, "eta", eta))
    assert "at most 3 twins" in str(session.snapshot().notice)
    assert len(branches(session)) == 4
