"""One picture over a whole run: its answers, and the mini-batch that changed them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.networks.network import Network
from engine.runs.prediction_history import PredictionHistory
from tests.engine.training.test_recording import KINDS, new_run, uninterrupted


def finished(prediction_history):
    """Return the view of a history that has done all its work."""
    while not prediction_history.finished:
        prediction_history.advance()
    return prediction_history.view()


def followed(kind, budget=10**9):
    """Return a run, and the outputs for one picture after every step."""
    run = new_run(kind, budget)
    pixels = run.data.test.x[:1]
    outputs = {0: run.network.feedforward(pixels)[0].copy()}
    while not run.finished:
        if run.advance(1):
            outputs[run.step] = run.network.feedforward(pixels)[0].copy()
    return run, pixels, outputs


def prediction_changes_of(outputs):
    """Return where the answer changes, told step by step."""
    answers = [int(np.argmax(outputs[step])) for step in sorted(outputs)]
    return [
        (step, answers[step - 1], answers[step])
        for step in range(1, len(answers))
        if answers[step] != answers[step - 1]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_frame_answers_as_the_network_did_then(kind):
    run, pixels, outputs = followed(kind)
    view = finished(PredictionHistory(run, pixels))
    assert view.progress == 1.0
    assert view.steps[0] == 0
    assert view.steps[-1] == run.last_step
    for step, row in zip(view.steps, view.outputs, strict=True):
        np.testing.assert_allclose(row, outputs[int(step)], rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_the_guilty_mini_batches_are_those_of_the_uninterrupted_run(kind):
    run, pixels, outputs = followed(kind)
    view = finished(PredictionHistory(run, pixels))
    expected = prediction_changes_of(outputs)
    found = [
        (prediction_change.step, prediction_change.before, prediction_change.after)
        for prediction_change in view.prediction_changes
        if prediction_change.exact
    ]
    # between two frames an answer may change and change back: those are not looked for
    assert set(found) <= set(expected)
    answers = view.outputs.argmax(axis=1)
    assert bool(found) == bool((answers[1:] != answers[:-1]).any())


def test_the_run_is_not_moved_and_may_stand_in_the_past():
    run, bits = uninterrupted("dense", 10**9)
    run.seek(30)
    while run.seeking:
        run.advance(9)
    view = finished(PredictionHistory(run, run.data.test.x[:1]))
    assert run.step == 30
    assert run.network.digest() == bits[30]
    assert view.steps[-1] == run.last_step


def test_changes_of_settings_and_touches_are_replayed():
    run, bits = uninterrupted("dense", 10**9)
    pixels = run.data.test.x[3:4]
    prediction_history = PredictionHistory(run, pixels)
    view = finished(prediction_history)
    for prediction_change in view.prediction_changes:
        run.seek(prediction_change.step)
        while run.seeking:
            run.advance(50)
        assert run.network.digest() == bits[prediction_change.step]
        assert int(run.network.feedforward(pixels).argmax()) == prediction_change.after
        run.seek(prediction_change.step - 1)
        while run.seeking:
            run.advance(50)
        assert int(run.network.feedforward(pixels).argmax()) == prediction_change.before


def test_what_is_known_grows_piece_by_piece():
    run, pixels, _ = followed("dense")
    prediction_history, seen = PredictionHistory(run, pixels), []
    while not prediction_history.finished:
        prediction_history.advance()
        seen.append(prediction_history.view().progress)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_an_untrained_run_has_one_answer():
    run = new_run("plane", 10**9)
    view = finished(PredictionHistory(run, run.data.test.x[:1]))
    assert len(view.steps) == 1
    assert view.prediction_changes == ()
    network = Network(run.network.specification, run.network.parameters)
    np.testing.assert_allclose(view.outputs[0], network.feedforward(run.data.test.x[:1])[0])
