"""Curves that grow row by row are those of the records."""

from __future__ import annotations

import gc

import numpy as np

from engine.simulations.learning.views.metric_columns import PARTS, Histories
from tests.support.toy import toy_run


def trained(step, **values):
    """Return a run of many epochs that has come so far."""
    run = toy_run(count=70, epochs=30, **values)
    while run.step < step:
        run.advance(1)
    run.finish_measuring()
    return run


def check(history, epoch_metrics, run):
    """Compare curves with what was measured."""
    assert history.epochs.tolist() == [metrics.epoch for metrics in epoch_metrics]
    for part in PARTS:
        for quantity in ("cost", "accuracy"):
            expected = [getattr(metrics, quantity)(part) for metrics in epoch_metrics]
            np.testing.assert_array_equal(getattr(history, f"{part}_{quantity}"), expected)
    np.testing.assert_array_equal(history.seconds, [metrics.seconds for metrics in epoch_metrics])
    expected = [run.trainer.examples_until(metrics.step) for metrics in epoch_metrics]
    np.testing.assert_array_equal(history.examples, expected)
    for name in ("gradient_norms", "saturated"):
        rows = [getattr(metrics, name) for metrics in epoch_metrics]
        np.testing.assert_array_equal(getattr(history, name), rows)
    assert not history.epochs.flags.writeable
    assert not history.gradient_norms.flags.writeable


def test_rows_are_added_as_epochs_are_measured():
    histories, run = Histories(), trained(0)
    while run.step < 80:
        run.advance(1)
        run.finish_measuring()
        check(histories.whole(run), run.epoch_metrics, run)


def test_the_past_shows_fewer_rows():
    histories, run = Histories(), trained(80)
    run.seek(33)
    while run.seeking:
        run.advance(5)
    check(histories.shown(run), run.shown_metrics(), run)
    check(histories.whole(run), run.epoch_metrics, run)
    assert len(histories.shown(run).epochs) == 4


def test_a_future_that_was_forgotten_is_not_shown():
    histories, run = Histories(), trained(60)
    histories.whole(run)
    run.seek(25)
    while run.seeking:
        run.advance(5)
    run.change(run.trainer.settings.changed("eta", 0.01))
    while run.step < 60:
        run.advance(1)
    run.finish_measuring()
    check(histories.whole(run), run.epoch_metrics, run)


def test_a_run_that_is_gone_is_forgotten():
    histories, run = Histories(), trained(20)
    histories.whole(run)
    assert len(histories._kept) == 1
    del run
    gc.collect()
    assert len(histories._kept) == 0
