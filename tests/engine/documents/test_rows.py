"""Rows: key frames and measured epochs there and back, and rows that are refused."""

from __future__ import annotations

import numpy as np
import pytest

from engine.documents.rows import MOST_STEPS, cell, metrics_of, metrics_row, state_of, state_row
from engine.errors import DocumentError
from engine.training.states import State
from tests.support.toy import toy_run


@pytest.fixture(scope="module")
def run():
    """Return a run of three epochs with momentum."""
    run = toy_run(momentum=0.5)
    while not run.finished:
        run.advance(50)
    return run


def test_a_key_frame_is_the_same_again(run):
    state = run.trainer.state
    found = state_of(state_row(state))
    assert found.step == state.step > 100
    for name in ("parameters", "slots", "memory"):
        np.testing.assert_array_equal(getattr(found, name), getattr(state, name))


def test_a_measured_epoch_is_the_same_again_but_for_the_confidence(run):
    metrics = run.epoch_metrics[-1]
    found = metrics_of(metrics_row(metrics))
    assert (found.epoch, found.step, found.seconds) == (
        metrics.epoch,
        metrics.step,
        metrics.seconds,
    )
    assert set(found.scores) == {"training", "validation", "test"}
    for part, score in metrics.scores.items():
        again = found.scores[part]
        assert (again.cost, again.accuracy) == (score.cost, score.accuracy)
        np.testing.assert_array_equal(again.answers, score.answers)
        np.testing.assert_allclose(again.confidence, score.confidence, atol=5e-4)
    np.testing.assert_array_equal(found.gradient_norms, metrics.gradient_norms)
    np.testing.assert_array_equal(found.memory, metrics.memory)


FRAMES = {
    "no weights": {"parameters": None},
    "whole weights": {"parameters": np.zeros(3, int)},
    "half weights": {"parameters": np.zeros(3, np.float16), "velocity": np.zeros(0, np.float16)},
    "another precision": {"velocity": np.zeros(3, np.float32)},
    "too much velocity": {"velocity": np.zeros(7)},
    "a table of weights": {"parameters": np.zeros((3, 1))},
    "a short memory": {"memory": np.zeros(2)},
    "a coarse memory": {"memory": np.zeros(3, np.float32)},
    "a negative step": {"step": np.array(-1)},
    "an enormous step": {"step": np.array(MOST_STEPS + 1)},
    "half a step": {"step": np.array(0.5)},
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_row_that_is_no_key_frame_is_refused(name):
    row = {**state_row(State(np.zeros(3), np.zeros(3), np.zeros(3), 5)), **FRAMES[name]}
    with pytest.raises(DocumentError):
        state_of({key: value for key, value in row.items() if value is not None})


EPOCHS = {
    "training.cost": None,
    "training.answers": np.zeros(100, np.uint16),
    "training.accuracy": np.array(1.5),
    "training.confidence": np.zeros(99, np.float16),
    "saturated": np.zeros(3),
    "seconds": np.array(-1.0),
    "epoch": np.array(-1),
}


@pytest.mark.parametrize("name", EPOCHS)
def test_a_row_that_is_no_epoch_is_refused(run, name):
    row = {**metrics_row(run.epoch_metrics[-1]), name: EPOCHS[name]}
    with pytest.raises(DocumentError):
        metrics_of({key: value for key, value in row.items() if value is not None})


def test_a_field_is_found_by_its_kind_and_shape():
    row = {"a": np.zeros((2, 3))}
    assert cell(row, "a", "f", (2, None)).shape == (2, 3)
    for kinds, shape in (("i", (2, 3)), ("f", (2,)), ("f", (3, 3))):
        with pytest.raises(DocumentError, match="a has another form"):
            cell(row, "a", kinds, shape)
    with pytest.raises(DocumentError, match="b is missing"):
        cell(row, "b", "f", ())
