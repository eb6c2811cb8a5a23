"""Runs without a window: epochs, threads, going on, stopping."""

from __future__ import annotations

import dataclasses

import pytest

from engine.data.examples import Examples
from engine.errors import SettingError, StorageError
from engine.runs.headless_run import HeadlessRun, resume
from engine.training.trainer import Trainer
from tests.support.samples.small_experiments import Clock
from tests.support.toy import toy_data, toy_settings


def headless(threads=1, **values):
    """Return a small run."""
    data = toy_data()
    return HeadlessRun(
        Trainer(toy_settings(**values), data.training), data, clock=Clock(), threads=threads
    )


def test_epochs_are_counted_from_one_and_measured_on_all_parts():
    results = list(headless().epochs())
    assert [result.epoch for result in results] == [1, 2, 3]
    for result in results:
        shares = (result.training_accuracy, result.validation_accuracy, result.test_accuracy)
        assert all(0 <= share <= 1 for share in shares)
        assert result.seconds > 0


def test_threads_change_nothing():
    one, two = headless(), headless(threads=2)
    for a, b in zip(one.epochs(), two.epochs(), strict=True):
        assert a == b
    assert one.trainer.network.digest() == two.trainer.network.digest()


def test_warming_up_changes_no_bit():
    cold, warm = headless(momentum=0.5), headless(momentum=0.5)
    warm.precompile()
    assert warm.trainer.state.step == 0
    list(cold.epochs())
    list(warm.epochs())
    assert cold.trainer.network.digest() == warm.trainer.network.digest()


@pytest.mark.parametrize("steps", [1, 43, 44, 60])
def test_a_run_stops_at_the_step_and_goes_on_to_the_same_bits(steps):
    whole, stopped = headless(), headless()
    list(whole.epochs())
    list(stopped.epochs(steps))
    assert stopped.trainer.state.step == steps
    settings = stopped.trainer.settings
    trainer = Trainer(settings, toy_data().training)
    resume(trainer, stopped.trainer.state.copy(), stopped.trainer.segments)
    rest = HeadlessRun(trainer, toy_data(), clock=Clock())
    assert list(rest.epochs())[-1].cost == list(headless().epochs())[-1].cost
    assert trainer.network.digest() == whole.trainer.network.digest()


def test_a_run_that_is_told_to_stop_ends_between_two_mini_batches():
    run = headless()
    for _ in run.epochs():
        run.stop = True
    assert run.trainer.place == (1, 0)


def test_a_run_whose_outputs_overflow_gives_no_epoch_and_no_nan():
    run = headless(layers="12 8:relu 10:linear", cost="quadratic", eta=900.0)
    assert list(run.epochs()) == []
    assert run.trainer.divergence is not None


def test_empty_parts_are_not_measured():
    data = toy_data()
    nothing = Examples(data.test.x[:0], data.test.labels[:0])
    run = HeadlessRun(
        Trainer(toy_settings(epochs=1), data.training),
        dataclasses.replace(data, validation=nothing, test=nothing),
        clock=Clock(),
    )
    (result,) = run.epochs()
    assert result.validation_accuracy is None
    assert result.test_accuracy is None


MISFITS = {
    "other layers": lambda state, segments: (
        dataclasses.replace(state, parameters=state.parameters[:-1]),
        segments,
    ),
    "another precision": lambda state, segments: (
        dataclasses.replace(state, parameters=state.parameters.astype("f4")),
        segments,
    ),
    "no memory": lambda state, segments: (
        dataclasses.replace(state, memory=state.memory[:1]),
        segments,
    ),
    "a later start": lambda state, segments: (state, [dataclasses.replace(segments[0], start=3)]),
    "a negative step": lambda state, segments: (dataclasses.replace(state, step=-1), segments),
    "more examples": lambda state, segments: (
        state,
        [dataclasses.replace(segments[0], size=10**6)],
    ),
    "a later origin": lambda state, segments: (state, [dataclasses.replace(segments[0], origin=9)]),
}


@pytest.mark.parametrize("name", MISFITS)
def test_a_saved_run_that_does_not_fit_is_refused(name):
    trainer = headless().trainer
    state, segments = MISFITS[name](trainer.state.copy(), list(trainer.segments))
    with pytest.raises(StorageError, match="expected a run that fits its data"):
        resume(trainer, state, segments)


def test_a_run_that_was_taught_drawings_is_left_to_the_window():
    trainer = headless().trainer
    taught = [dataclasses.replace(trainer.segments[0], taught=((300, 5),))]
    with pytest.raises(SettingError, match="go on with it in the window"):
        resume(trainer, trainer.state.copy(), taught)
