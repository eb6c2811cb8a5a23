"""The session behind the Digits page: commands in, snapshots out."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.digits import (
    SelectReader,
    SetStrokes,
)
from engine.commands.transport import Reset, Seek, Start, Step
from engine.snapshots import Status
from tests.support.pages.digits_session import (
    SEVEN,
    SIMULATION_ID,
    learner,
    seen,
    settle,
)


def test_play_selects_mine_and_trains_to_the_end(session):
    session.apply(Start(SIMULATION_ID))
    settle(session)
    run = seen(session)
    assert run.payload.reader == "mine"
    assert run.status is Status.FINISHED
    assert run.step == run.payload.training.step == 120
    assert list(run.payload.training.history.epochs) == [0, 1, 2, 3]


def test_the_drawing_stays_while_the_network_learns(session):
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    payload = seen(session).payload
    assert payload.strokes == SEVEN
    assert payload.reading.probabilities.sum() == pytest.approx(1)


def test_a_step_back_shows_the_bits_of_that_step(session):
    session.apply(Step(SIMULATION_ID, 20, "batch"))
    settle(session)
    digest = learner(session).network.digest()
    session.apply(Step(SIMULATION_ID, 30, "batch"))
    settle(session)
    session.apply(Seek(SIMULATION_ID, 20))
    settle(session)
    assert seen(session).step == 20
    assert learner(session).network.digest() == digest


def test_resetting_starts_the_same_run_again(session):
    session.apply(Start(SIMULATION_ID))
    settle(session)
    digest = learner(session).network.digest()
    session.apply(Reset(SIMULATION_ID))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    assert learner(session).network.digest() == digest
    assert len(seen(session).payload.training.branches) == 2


def test_undoing_a_setting_while_paused_restores_the_bits_of_the_whole_future(session):
    session.apply(Step(SIMULATION_ID, 17, "batch"))
    settle(session)
    segments = list(learner(session).run.trainer.segments)
    session.apply(SetSetting(SIMULATION_ID, "batch", 20))
    assert learner(session).run.trainer.segments != segments
    session.apply(Undo())
    assert learner(session).run.trainer.segments == segments
    assert seen(session).payload.training.settings["batch"] == 10
    session.apply(Redo())
    assert seen(session).payload.training.settings["batch"] == 20


@pytest.mark.parametrize(
    ("name", "value"),
    [("eta", math.nan), ("eta", -1), ("batch", 0), ("layers", "784--10"), ("cost", "luck"),
     ("nonsense", 1), ("seed", 1.5)],
)  # fmt: skip
def test_a_bad_value_is_refused_in_a_sentence_and_changes_nothing(session, name, value):
    before = dict(seen(session).payload.training.settings)
    session.apply(SetSetting(SIMULATION_ID, name, value))
    snapshot = session.snapshot()
    assert snapshot.notice is not None
    assert len(str(snapshot.notice)) > 20
    assert dict(snapshot.simulation(SIMULATION_ID).payload.training.settings) == before


def test_changing_the_layers_starts_anew_and_keeps_the_old_run_as_a_ghost(session):
    session.apply(Step(SIMULATION_ID, 1, "epoch"))
    settle(session)
    session.apply(SetSetting(SIMULATION_ID, "layers", "784-12-10"))
    training = seen(session).payload.training
    assert training.network.sizes == (784, 12, 10)
    assert [branch.last_step for branch in training.branches] == [40]
    assert training.step == 0


def test_a_diverging_run_fails_with_advice_and_shows_finite_numbers(session):
    session.apply(SetSetting(SIMULATION_ID, "cost", "quadratic"))
    session.apply(SetSetting(SIMULATION_ID, "layers", "784 30:relu 10:linear"))
    session.apply(SetSetting(SIMULATION_ID, "eta", 1000))
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    session.apply(Start(SIMULATION_ID))
    settle(session)
    run = seen(session)
    assert run.status is Status.FAILED
    assert "smaller learning rate" in str(run.failure)
    assert np.isfinite(run.payload.reading.probabilities).all()


def test_the_untrained_network_can_read_too(session):
    session.apply(SelectReader(SIMULATION_ID, "mine"))
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    settle(session)
    assert seen(session).payload.network.sizes == (784, 30, 10)
