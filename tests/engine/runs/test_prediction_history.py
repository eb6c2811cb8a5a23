"""One picture over a whole run: its answers, and the mini-batch that changed them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.networks.network import Network
from engine.runs.prediction_history import Mind
from tests.engine.training.test_recording import KINDS, new_run, uninterrupted


def followed(kind, budget=10**9):
    """Return a run, and the outputs for one picture after every step."""
    run = new_run(kind, budget)
    pixels = run.data.test.x[:1]
    outputs = {0: run.network.feedforward(pixels)[0].copy()}
    while not run.finished:
        if run.advance(1):
            outputs[run.step] = run.network.feedforward(pixels)[0].copy()
    return run, pixels, outputs


def flips_of(outputs):
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
    view = Mind(run, pixels).finish()
    assert view.progress == 1.0
    assert view.steps[0] == 0
    assert view.steps[-1] == run.last_step
    for step, row in zip(view.steps, view.outputs, strict=True):
        np.testing.assert_allclose(row, outputs[int(step)], rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_the_guilty_mini_batches_are_those_of_the_uninterrupted_run(kind):
    run, pixels, outputs = followed(kind)
    view = Mind(run, pixels).finish()
    expected = flips_of(outputs)
    found = [(flip.step, flip.before, flip.after) for flip in view.flips if flip.exact]
    # between two frames an answer may change and change back: those are not looked for
    assert set(found) <= set(expected)
    answers = view.outputs.argmax(axis=1)
    assert bool(found) == bool((answers[1:] != answers[:-1]).any())


def test_the_run_is_not_moved_and_may_stand_in_the_past():
    run, bits = uninterrupted("dense", 10**9)
    run.seek(30)
    while run.seeking:
        run.advance(9)
    view = Mind(run, run.data.test.x[:1]).finish()
    assert run.step == 30
    assert run.network.digest() == bits[30]
    assert view.steps[-1] == run.last_step


def test_changes_of_settings_and_touches_are_replayed():
    run, bits = uninterrupted("dense", 10**9)
    pixels = run.data.test.x[3:4]
    mind = Mind(run, pixels)
    view = mind.finish()
    for flip in view.flips:
        run.seek(flip.step)
        while run.seeking:
            run.advance(50)
        assert run.network.digest() == bits[flip.step]
        assert int(run.network.feedforward(pixels).argmax()) == flip.after
        run.seek(flip.step - 1)
        while run.seeking:
            run.advance(50)
        assert int(run.network.feedforward(pixels).argmax()) == flip.before


def test_what_is_known_grows_piece_by_piece():
    run, pixels, _ = followed("dense")
    mind, seen = Mind(run, pixels), []
    while not mind.finished:
        mind.advance()
        seen.append(mind.view().progress)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_an_untrained_run_has_one_answer():
    run = new_run("plane", 10**9)
    view = Mind(run, run.data.test.x[:1]).finish()
    assert len(view.steps) == 1
    assert view.flips == ()
    network = Network(run.network.specification, run.network.parameters)
    np.testing.assert_allclose(view.outputs[0], network.feedforward(run.data.test.x[:1])[0])
