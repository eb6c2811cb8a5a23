"""Taught drawings: their variants, what they mend, what is not forgotten."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from engine.commands.edits import Undo
from engine.commands.pages.digits import (
    SelectReader,
    SetStrokes,
    TeachDrawing,
)
from engine.commands.transport import Open
from engine.data.catalogue import load_data
from engine.data.digits.strokes import normalise_strokes
from engine.errors import DataError, SettingError
from engine.networks.specification import parse_layers
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits
from engine.simulations.digits.teaching import (
    COPIES,
    REPLAYED,
    TEACHING_ETA,
    teaching_pictures,
    teaching_settings,
)
from engine.training.measurement import Measurement
from engine.training.settings import TrainingSettings
from tests.engine.data.digits.test_skeletons import digit_strokes
from tests.support.pages.digits_session import (
    SEVEN,
    SIMULATION_ID,
    learner,
    seen,
    settle,
    small_data,
)


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


# --- variants ------------------------------------------------------------------------------------


def test_variants_are_slightly_different_hands_of_one_drawing():
    normalised = normalise_strokes(SEVEN, frame=1.0)
    pictures = teaching_pictures(normalised, 5)
    assert (pictures.shape, pictures.dtype) == ((COPIES, 28, 28), np.float32)
    np.testing.assert_array_equal(pictures[0], normalised.picture)
    assert pictures.min() >= 0.0
    assert pictures.max() <= normalised.picture.max()
    assert len({picture.tobytes() for picture in pictures}) == COPIES
    ink = pictures.sum(axis=(1, 2))
    # a scale of 0.92 to 1.08 in both directions
    assert (np.abs(ink / ink[0] - 1) < 0.25).all()
    rows, columns = np.indices((28, 28))
    for places in (rows, columns):
        middles = (pictures * places).sum(axis=(1, 2)) / ink
        assert (np.abs(middles - middles[0]) < 1.5).all()


def test_variants_belong_to_their_seed():
    normalised = normalise_strokes(SEVEN, frame=1.0)
    one, again, other = (teaching_pictures(normalised, seed) for seed in (5, 5, 6))
    np.testing.assert_array_equal(one, again)
    assert (one[1:] != other[1:]).any(axis=(1, 2)).all()


@pytest.mark.parametrize(
    ("layers", "cost"), [("784-30-10", "quadratic"), ("784-20-10:softmax", "log-likelihood")]
)
def test_a_ready_made_network_goes_on_gently(layers, cost):
    settings = TrainingSettings.from_values(
        {"layers": "784-12-10", "cost": "quadratic", "lambda": 5.0, "dropout": 0.5, "seed": 9}
    )
    gentle = teaching_settings(settings, parse_layers(layers))
    assert gentle.specification() == parse_layers(layers)
    assert (gentle.cost, gentle.eta, gentle.lambda_, gentle.dropout) == (cost, TEACHING_ETA, 0, 0)
    assert (gentle.train_size, gentle.epochs, gentle.seed) == (REPLAYED, 1, 9)


# --- what is refused and taken back --------------------------------------------------------------


@pytest.mark.parametrize("label", [-1, 10])
def test_a_label_is_a_digit(session, label):
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    with pytest.raises(SettingError, match="classes 0 to 9"):
        session._simulations[SIMULATION_ID].teacher.teach(TeachDrawing(SIMULATION_ID, label))
    assert learner(session).run is None


def test_an_empty_pad_teaches_nothing(session):
    with pytest.raises(DataError, match="empty pad"):
        session._simulations[SIMULATION_ID].teacher.teach(TeachDrawing(SIMULATION_ID, 3))
    assert seen(session).payload.reader == "ready-made"


def test_before_anything_was_learned_from_it_a_lesson_is_taken_back_with_its_reader(session):
    learner(session).store.need()
    settle(session)
    session.apply(SelectReader(SIMULATION_ID, "plain"))
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    session.apply(TeachDrawing(SIMULATION_ID, 1))
    taught = seen(session).payload
    assert (taught.reader, taught.training.taught) == ("mine", 1)
    session.apply(Undo())
    back = seen(session).payload
    assert (back.reader, back.training.taught) == ("plain", 0)
    assert back.training.settings["layers"] == "784-30-10"


def test_a_lesson_that_was_learned_from_is_forgotten_and_that_is_said(session):
    learner(session).store.need()
    settle(session)
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    session.apply(TeachDrawing(SIMULATION_ID, 1))
    settle(session)
    learned = learner(session).network.digest()
    session.apply(Undo())
    assert "no longer taught" in str(session.snapshot().notice)
    assert seen(session).payload.training.taught == 0
    assert learner(session).network.digest() == learned
