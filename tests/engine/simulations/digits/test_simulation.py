"""The session behind the Digits page: commands in, snapshots out."""

from __future__ import annotations

import math
import threading

import numpy as np
import pytest

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.digits import (
    AnswerGame,
    SelectReader,
    SetStrokes,
    ShowExample,
    StartGame,
    TeachDrawing,
)
from engine.commands.transport import Open, Reset, Seek, Start, Step
from engine.data.catalogue import load_data
from engine.data.digits.built_in import built_in_digits, digit_strokes
from engine.data.examples import DataSet
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits
from engine.snapshots import Status
from engine.training.measurement import Measurement
from engine.training.settings import TrainingSettings

SIMULATION_ID = "digits"
SEVEN = (((0.2, 0.2), (0.5, 0.2), (0.8, 0.2), (0.6, 0.5), (0.4, 0.9)),)


def small_data(name):
    """Return little data, so that a run takes a moment."""
    parts = [built_in_digits(n, seed=n) for n in (400, 200, 300)]
    return DataSet(name, *parts)


@pytest.fixture
def session(monkeypatch):
    """Return a session with an open Digits run on little data."""
    monkeypatch.setitem(
        SIMULATIONS, "digits", lambda seed, clock: Digits(seed, load=small_data, clock=clock)
    )
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    session.apply(SetSetting(SIMULATION_ID, "epochs", 3))
    yield session
    session.close()


def seen(session):
    """Return the run as a page sees it."""
    return session.snapshot().simulation(SIMULATION_ID)


def settle(session):
    """Let the session do all it has to do."""
    while session.advance(0.05):
        pass


def learner(session):
    """Return the learning half of the simulation."""
    return session._simulations[SIMULATION_ID].learning


def test_a_drawing_is_read_at_once_and_an_empty_pad_answers_nothing(session):
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    assert seen(session).payload.reading.digit == 7
    session.apply(SetStrokes(SIMULATION_ID, ()))
    assert seen(session).payload.reading is None


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


def test_undo_brings_a_wiped_drawing_back(session):
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    session.apply(SetStrokes(SIMULATION_ID, ()))
    session.apply(Undo())
    assert seen(session).payload.strokes == SEVEN


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


def test_examples_come_with_their_labels_and_hard_ones_first(session):
    session.apply(ShowExample(SIMULATION_ID, "next"))
    settle(session)
    source = seen(session).payload.source
    assert (source.kind, source.count) == ("example", 300)
    assert source.label == small_data("").test.labels[source.index]
    session.apply(ShowExample(SIMULATION_ID, "hard"))
    assert seen(session).payload.source.kind == "example"


def test_the_untrained_network_can_read_too(session):
    session.apply(SelectReader(SIMULATION_ID, "mine"))
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    settle(session)
    assert seen(session).payload.network.sizes == (784, 30, 10)


def test_a_game_deals_twenty_different_digits_and_ends(session):
    session.apply(StartGame(SIMULATION_ID))
    settle(session)
    for _ in range(25):
        session.apply(AnswerGame(SIMULATION_ID, 3, 1.0))
    game = seen(session).payload.game
    assert game.finished
    assert game.your_answers == (3,) * 20
    assert len({picture.tobytes() for picture in game.pictures}) == 20


def mirrored(digit, number):
    """Return a digit written in mirror image, a little different each time."""
    generator = np.random.default_rng(number)
    strokes = []
    for stroke in digit_strokes(digit, number % 2):
        points = (stroke - 0.4) * [-1, 1] * generator.uniform(0.85, 1.1, 2)
        points += generator.normal(0, 0.012, points.shape).cumsum(axis=0) * 0.3
        strokes.append(tuple(map(tuple, (points * 0.6 + 0.5).tolist())))
    return tuple(strokes)


@pytest.mark.parametrize(("digit", "reader"), [(3, "plain"), (7, "ready-made")])
def test_five_taught_drawings_mend_a_style_and_little_is_forgotten(digit, reader, mnist_dir):
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    session.apply(SelectReader(SIMULATION_ID, reader))
    fresh = [mirrored(digit, number) for number in range(5, 10)]
    assert sum(answer(session, drawing) == digit for drawing in fresh) <= 1
    real = load_data("mnist", data_dir=mnist_dir).validation
    before = accuracy(session._simulations[SIMULATION_ID].pad.ready_made_network, real)
    for number in range(5):
        session.apply(SetStrokes(SIMULATION_ID, mirrored(digit, number)))
        session.apply(TeachDrawing(SIMULATION_ID, digit))
        settle(session)
    assert sum(answer(session, drawing) == digit for drawing in fresh) >= 4
    assert accuracy(learner(session).network, real) >= before - 0.003
    session.close()


def answer(session, drawing):
    """Return how a drawing is read."""
    session.apply(SetStrokes(SIMULATION_ID, drawing))
    return seen(session).payload.reading.digit


def accuracy(network, examples):
    """Return the share of right answers."""
    settings = TrainingSettings.from_values({"layers": network.specification.words})
    return Measurement(network, settings, {"all": examples}).finish()["all"].accuracy


def test_a_drawing_taught_while_the_data_are_loading_is_taught_though_the_pad_is_wiped(monkeypatch):
    loaded = threading.Event()

    def slow_data(name):
        loaded.wait(10)
        return small_data(name)

    monkeypatch.setitem(
        SIMULATIONS, "digits", lambda seed, clock: Digits(seed, load=slow_data, clock=clock)
    )
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    session.apply(TeachDrawing(SIMULATION_ID, 7))
    session.apply(SetStrokes(SIMULATION_ID, ()))
    loaded.set()
    while not seen(session).payload.training.taught:
        session.advance(0.01)
    assert seen(session).payload.reading is None
    session.close()
