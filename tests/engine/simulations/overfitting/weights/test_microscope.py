"""The microscope over recorded and live runs."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.transport import Seek, Start
from engine.improvement.weight_histograms import BINS
from engine.runs.recorded_runs import load_shipped_run
from tests.support.pages.overfitting_session import SIMULATION_ID


def test_it_shows_the_frames_of_a_recorded_run_up_to_now(bench):
    bench.set(station="weights")
    bench.send(Start(SIMULATION_ID))
    view = bench.settle()
    frames = load_shipped_run("3.D").frames
    assert view.epochs.tolist() == [frame.epoch for frame in frames]
    assert view.shares.shape == (len(frames), BINS)
    np.testing.assert_allclose(view.shares.sum(axis=1), 1.0)
    bench.send(Seek(SIMULATION_ID, 10))
    assert bench.view.epochs[-1] == 10


def test_regularised_weights_are_narrower_than_those_of_the_ghost(bench):
    bench.set(station="weights")
    bench.send(Start(SIMULATION_ID))
    before = bench.settle().deviation
    bench.set(**{"lambda": 0.1})
    view = bench.settle()
    assert view.deviation < before / 3
    assert view.ghost is not None
    assert view.now.max() > 3 * view.ghost.max()


def test_numbers_of_the_penalty_are_those_of_the_run(bench):
    bench.set(station="weights", **{"lambda": 0.1})
    view = bench.settle()
    decay = view.decay
    assert decay.factor == pytest.approx(1 - 0.5 * 0.1 / 1_000)
    np.testing.assert_allclose(view.after, view.before * decay.factor_after(view.horizon))


def test_biases_are_left_alone(bench):
    bench.set(station="weights", weights_layer="biases", **{"lambda": 0.1})
    view = bench.settle()
    assert view.count == 40
    assert np.array_equal(view.before, view.after)


def test_a_live_run_with_l1_is_filmed_and_becomes_sparse(bench):
    bench.set(station="weights", epochs=12, hidden=5, eta=0.5, regulariser="l1")
    bench.set(**{"lambda": 3.0})
    view = bench.settle()
    assert view.decay.kind == "l1"
    assert (view.epochs[0], view.epochs[-1]) == (0, 12)
    bench.set(weights_threshold=view.decay.amount)
    sparse = bench.view.sparse
    bench.set(**{"lambda": 0.0})
    assert bench.settle().sparse < sparse
