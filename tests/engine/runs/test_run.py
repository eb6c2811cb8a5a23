"""The time machine: go anywhere, and go on to the same bits."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.optimisers import OPTIMISERS
from tests.support.toy import toy_examples, toy_run


def finish(run, piece=50):
    """Let a run do everything it has to do."""
    while not run.finished:
        run.advance(piece)


def go_to(run, step, piece=9):
    """Seek, and replay what is missing."""
    run.seek(step)
    while run.seeking:
        run.advance(piece)


def eventful_run():
    """Return a run with changed settings and taught examples, and its bits at every step."""
    run = toy_run(
        count=500, epochs=5, dropout=0.2, momentum=0.3, schedule="halve-on-plateau", patience=1
    )
    bits = {0: run.network.digest()}
    changes = {
        40: lambda: run.change(run.trainer.settings.changed("eta", 0.2)),
        90: lambda: run.change(run.trainer.settings.changed("batch", 9)),
        120: lambda: run.teach(toy_examples(20, seed=5).x, np.full(20, 4, np.uint8)),
        150: run.unteach,
    }
    while not run.finished:
        if run.advance(1):
            bits[run.step] = run.network.digest()
            if run.step in changes:
                run.finish_measuring()
                changes.pop(run.step)()
    assert not changes
    return run, bits


def test_any_jump_gives_the_bits_of_the_uninterrupted_run():
    run, bits = eventful_run()
    generator = np.random.default_rng(3)
    for _ in range(60):
        step = int(generator.integers(0, run.last_step + 1))
        go_to(run, step, piece=int(generator.integers(1, 40)))
        assert run.step == step
        assert run.network.digest() == bits[step]


def test_a_run_goes_on_from_the_past_to_the_same_end():
    run, bits = eventful_run()
    go_to(run, 30)
    finish(run)
    assert run.step == run.last_step == max(bits)
    assert run.network.digest() == bits[run.last_step]


def test_going_back_hides_later_epochs_and_going_on_shows_them_again():
    run = toy_run()
    finish(run)
    epochs = len(run.epoch_metrics)
    go_to(run, run.epoch_start())
    assert len(run.shown_metrics()) == epochs - 1
    finish(run)
    assert len(run.shown_metrics()) == len(run.epoch_metrics) == epochs


def test_a_change_in_the_past_forgets_the_future():
    run = toy_run()
    finish(run)
    go_to(run, 50)
    run.change(run.trainer.settings.changed("eta", 0.1))
    assert run.last_step == 50
    assert all(metrics.step <= 50 for metrics in run.epoch_metrics)


def test_key_frames_stay_within_their_budget_and_still_reach_every_step():
    run = toy_run(count=500, epochs=6, budget=40_000)
    finish(run)
    assert run.recording.nbytes <= 40_000
    end = run.network.digest()
    go_to(run, 1)
    go_to(run, run.last_step)
    assert run.network.digest() == end


@pytest.mark.parametrize("part", ["training", "validation", "test"])
def test_every_epoch_is_measured_on_every_part(part):
    run = toy_run()
    finish(run)
    assert [metrics.epoch for metrics in run.epoch_metrics] == [0, 1, 2, 3]
    assert all(0 <= metrics.accuracy(part) <= 1 for metrics in run.epoch_metrics)
    assert all(np.isfinite(metrics.cost(part)) for metrics in run.epoch_metrics)


def test_measuring_agrees_with_counting_by_hand():
    run = toy_run()
    finish(run)
    outputs = run.network.feedforward(run.data.test.x)
    expected = (outputs.argmax(axis=1) == run.data.test.labels).mean()
    assert run.epoch_metrics[-1].accuracy("test") == pytest.approx(expected)


def test_gradient_norms_and_saturation_are_measured_for_every_layer():
    run = toy_run()
    finish(run)
    metrics = run.epoch_metrics[-1]
    assert metrics.gradient_norms.shape == metrics.saturated.shape == (2,)
    assert (metrics.gradient_norms > 0).all()
    assert ((metrics.saturated >= 0) & (metrics.saturated <= 1)).all()


def switching_run(optimiser):
    """Return a run that another rule begins and ends, and its bits at every step."""
    values = {"optimiser": optimiser, "momentum": 0.5, "eta": 0.02, "dropout": 0.2}
    run = toy_run(count=60, epochs=4, batch=6, **values)
    other = "adam" if optimiser != "adam" else "nesterov"
    bits, changes = {0: run.network.digest()}, {13: other, 23: optimiser}
    while not run.finished:
        if run.advance(1):
            bits[run.step] = run.network.digest() + run.trainer.state.slots.tobytes().hex()
            if run.step in changes:
                run.finish_measuring()
                name = changes.pop(run.step)
                run.change(run.trainer.settings.changed("optimiser", name))
    assert not changes
    return run, bits


@pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda entry: entry.name)
def test_every_optimiser_resumes_to_the_same_bits_wherever_the_run_was_left(optimiser):
    run, bits = switching_run(optimiser.name)
    steps = [run.last_step, 5, 13, 14, 22, 23, 24, 12, 30, 39]
    for step in steps:
        go_to(run, step)
        # a change of rule empties the state only with the next step
        if step not in (13, 23):
            found = run.network.digest() + run.trainer.state.slots.tobytes().hex()
            assert found == bits[step]
        assert bits[step].startswith(run.network.digest())
