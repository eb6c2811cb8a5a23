"""A recorded run on the Digits page: played, scrubbed, taken further."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.pages.digits import (
    OpenRecorded,
    SelectReader,
    SetStrokes,
    TeachDrawing,
    TrainOn,
)
from engine.commands.transport import Open, Pause, Reset, Seek, SetPace, Start, Step
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.networks.network import Network
from engine.runs.recorded_runs import RecordedRun, encode
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits
from engine.snapshots import Status
from engine.training.epoch_summary import EpochSummary
from engine.training.settings import TrainingSettings

SIMULATION_ID = "digits"
EPOCHS = (0, 1, 2, 4, 8)
SEVEN = (((0.2, 0.2), (0.5, 0.2), (0.8, 0.2), (0.6, 0.5), (0.4, 0.9)),)
SETTINGS = TrainingSettings.from_values({"layers": "784-12-10", "epochs": 8})
STEPS = 5_000


class Clock:
    """A clock that is moved by hand."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def recorded(name):
    """Return a run whose weights differ at every frame."""
    frames = []
    for epoch in EPOCHS:
        network = Network.initialised(SETTINGS.specification(), SETTINGS.initialiser, epoch + 1)
        frames.append(encode(epoch, network.parameters))
    results = tuple(
        EpochSummary(epoch, 1 / epoch, None, 0.9 + epoch / 100, 0.9, 2.0) for epoch in range(1, 9)
    )
    return RecordedRun(name, "mnist", SETTINGS, results, tuple(frames))


def small_data(name):
    """Return little data."""
    return DataSet(name, *(built_in_digits(n, seed=n) for n in (200, 100, 100)))


@pytest.fixture
def clock():
    """Return a clock that the test moves."""
    return Clock()


@pytest.fixture
def session(monkeypatch, clock):
    """Return a session with a recorded run that is looked at."""
    monkeypatch.setitem(
        SIMULATIONS,
        "digits",
        lambda seed, _: Digits(seed, load=small_data, load_run=recorded, clock=clock),
    )
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    session.apply(OpenRecorded(SIMULATION_ID, "6.D"))
    yield session
    session.close()


def seen(session):
    """Return the payload as the page sees it."""
    return session.snapshot().simulation(SIMULATION_ID).payload


def test_an_opened_run_stands_at_its_end_and_reads_the_pad(session):
    payload = seen(session)
    assert payload.reader == "recorded"
    assert payload.training.recorded == "6.D"
    assert payload.training.epoch == 8
    assert payload.training.step == payload.training.last_step == 8 * STEPS
    assert payload.network.sizes == (784, 12, 10)
    assert session.snapshot().simulation(SIMULATION_ID).elapsed_s == pytest.approx(16.0)


@pytest.mark.parametrize("number", range(len(EPOCHS)))
def test_scrubbing_shows_network_reading_and_curves_of_that_epoch(session, number):
    epoch = EPOCHS[number]
    session.apply(Seek(SIMULATION_ID, epoch * STEPS))
    payload = seen(session)
    network = recorded("6.D").network_at(epoch)
    picture = payload.reading.normalised.picture.reshape(1, -1)
    np.testing.assert_allclose(
        payload.reading.activations[-1].ravel(), network.feedforward(picture).ravel(), rtol=1e-5
    )
    history = payload.training.history
    assert list(history.epochs) == list(range(epoch + 1))
    assert np.isnan(history.validation_accuracy[0])
    assert payload.training.best_epoch == epoch


def test_between_two_recorded_epochs_the_one_before_is_shown(session):
    session.apply(Seek(SIMULATION_ID, 7 * STEPS + 3))
    assert seen(session).training.epoch == 4


def test_steps_go_from_one_recorded_epoch_to_the_next_and_stop_at_the_ends(session):
    session.apply(Step(SIMULATION_ID, -1, "batch"))
    assert seen(session).training.epoch == 4
    session.apply(Step(SIMULATION_ID, -10, "epoch"))
    assert seen(session).training.epoch == 0
    session.apply(Step(SIMULATION_ID, 2, "batch"))
    assert seen(session).training.epoch == 2


def test_play_begins_again_at_the_end_and_shows_six_frames_a_second(session, clock):
    session.apply(Start(SIMULATION_ID))
    assert session.advance(0.01)
    assert seen(session).training.epoch == 0
    clock.now += 0.34
    session.advance(0.01)
    assert seen(session).training.epoch == 2
    clock.now += 10
    assert not session.advance(0.01)
    snapshot = session.snapshot().simulation(SIMULATION_ID)
    assert snapshot.status is Status.FINISHED
    assert snapshot.payload.training.epoch == 8


def test_a_pace_holds_for_a_recorded_run_too(session, clock):
    session.apply(SetPace(SIMULATION_ID, 50_000.0))
    session.apply(Start(SIMULATION_ID))
    clock.now += 2.1
    session.advance(0.01)
    assert seen(session).training.epoch == 2
    session.apply(SetPace(SIMULATION_ID, epochs_per_second=1.0))
    clock.now += 1.1
    session.advance(0.01)
    assert seen(session).training.epoch == 4


def test_pause_and_reset(session, clock):
    session.apply(Start(SIMULATION_ID))
    session.apply(Pause(SIMULATION_ID))
    clock.now += 5
    session.advance(0.01)
    assert seen(session).training.epoch == 0
    session.apply(Seek(SIMULATION_ID, 2 * STEPS))
    session.apply(Reset(SIMULATION_ID))
    assert seen(session).training.epoch == 0


def test_settings_of_a_recorded_run_are_not_to_be_changed(session):
    session.apply(SetSetting(SIMULATION_ID, "eta", 1.0))
    assert "recorded run cannot be changed" in str(session.snapshot().notice)
    assert seen(session).training.settings["eta"] == SETTINGS.eta


@pytest.mark.parametrize("reader", ["mine", "plain", "ready-made"])
def test_another_reader_closes_it(session, reader):
    session.apply(SelectReader(SIMULATION_ID, reader))
    payload = seen(session)
    assert payload.reader == reader
    assert payload.training.recorded == ""
    session.apply(SelectReader(SIMULATION_ID, "recorded"))
    assert "open one first" in str(session.snapshot().notice)


def test_training_on_takes_the_weights_that_are_shown(session):
    session.apply(Seek(SIMULATION_ID, 2 * STEPS))
    session.apply(TrainOn(SIMULATION_ID))
    while session.advance(0.01):
        pass
    payload = seen(session)
    learning = session._simulations[SIMULATION_ID].learning
    assert payload.reader == "mine"
    np.testing.assert_array_equal(
        learning.network.parameters, recorded("6.D").network_at(2).parameters
    )
    session.apply(TrainOn(SIMULATION_ID))
    assert "open one first" in str(session.snapshot().notice)


def test_a_taught_drawing_continues_the_recorded_network(session):
    session.apply(TeachDrawing(SIMULATION_ID, 7))
    while session.advance(0.05):
        pass
    assert seen(session).reader == "mine"
    assert seen(session).network.sizes == (784, 12, 10)


def test_an_unknown_name_is_refused_with_those_that_are_known():
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    session.apply(OpenRecorded(SIMULATION_ID, "9.Z"))
    assert "expected a recorded run among" in str(session.snapshot().notice)
    session.close()
