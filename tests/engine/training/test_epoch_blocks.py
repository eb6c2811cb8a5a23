"""Many epochs in one call (`train_epochs`) are what they are one by one, to the bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.kernels.jit import JIT_AVAILABLE
from engine.training.epoch_blocks import Goal, epochs_at_once
from tests.support.samples.point_runs import CASES, finish, run_of

pytestmark = pytest.mark.skipif(not JIT_AVAILABLE, reason="without kernels nothing leaps")


def table_of(run):
    """Return everything that was measured but the time, a row for each epoch."""
    return [
        (
            metrics.epoch,
            metrics.step,
            *((part, score.cost, score.accuracy) for part, score in metrics.scores.items()),
            *(score.answers.tobytes() for score in metrics.scores.values()),
            metrics.gradient_norms.tobytes(),
            metrics.saturated.tobytes(),
            metrics.memory.tobytes(),
        )
        for metrics in run.epoch_metrics
    ]


@pytest.mark.parametrize("case", CASES, ids=[str(number) for number in range(len(CASES))])
def test_a_leap_leaves_what_single_steps_leave(case):
    leapt, stepped = finish(run_of(case), 10_000), finish(run_of(case), 3)
    assert len(leapt.epoch_metrics) == len(stepped.epoch_metrics)
    assert leapt.step == stepped.step
    np.testing.assert_array_equal(leapt.network.parameters, stepped.network.parameters)
    np.testing.assert_array_equal(leapt.trainer.state.slots, stepped.trainer.state.slots)
    np.testing.assert_array_equal(leapt.trainer.state.memory, stepped.trainer.state.memory)
    assert table_of(leapt) == table_of(stepped)
    steps = [frame.step for frame in leapt.recording.frames()]
    assert steps == [frame.step for frame in stepped.recording.frames()]


def test_it_really_leaps():
    run = run_of({})
    run.finish_measuring()
    trained = run.advance(10 * run.trainer.segment.steps_per_epoch + 3)
    assert trained == 10 * run.trainer.segment.steps_per_epoch
    assert [metrics.epoch for metrics in run.epoch_metrics] == list(range(11))
    assert len({id(metrics.table) for metrics in run.epoch_metrics[1:]}) == 1


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(0, 3))
@settings(max_examples=15, deadline=None)
def test_pieces_of_any_size_end_in_the_same_place(pieces, seed):
    one, other = run_of({"seed": seed, "epochs": 12}), run_of({"seed": seed, "epochs": 12})
    for piece in pieces:
        one.advance(piece)
    finish(one, 5)
    finish(other, 10_000)
    np.testing.assert_array_equal(one.network.parameters, other.network.parameters)
    assert table_of(one) == table_of(other)


def test_a_leap_ends_with_the_epoch_that_reaches_the_goal():
    case = {"data": "clusters", "layers": "2-4-1", "eta": 1.0, "epochs": 200}
    run, whole = run_of(case), finish(run_of(case), 10_000)
    run.goal = Goal(0.95, 0.3)
    run.finish_measuring()
    run.advance(100_000)
    first = next(
        metrics.epoch
        for metrics in whole.epoch_metrics[1:]
        if metrics.accuracy("validation") >= 0.95 and metrics.cost("validation") <= 0.3
    )
    assert 1 < first < 200
    assert run.epoch_metrics[-1].epoch == first
    np.testing.assert_array_equal(run.network.parameters, _at(whole, run.step).network.parameters)


def _at(run, step):
    run.seek(step)
    run.settle()
    assert run.step == step
    return run


def test_divergence_is_found_at_the_step_at_which_it_happens():
    case = {"layers": "2 dense8:relu dense8:relu dense1:linear", "cost": "quadratic", "eta": 3.0}
    leapt, stepped = finish(run_of(case), 10_000), finish(run_of(case), 1)
    assert leapt.divergence is not None
    assert leapt.divergence == stepped.divergence
    np.testing.assert_array_equal(leapt.network.parameters, stepped.network.parameters)


def test_no_leap_over_what_was_set_by_hand_or_without_recording():
    run = finish(run_of({"epochs": 6}), 10_000)
    run.seek(2 * run.trainer.segment.steps_per_epoch)
    run.settle()
    assert not run.advance(10_000) > run.trainer.segment.steps_per_epoch
    unrecorded = run_of({}, recording=False)
    unrecorded.finish_measuring()
    assert unrecorded.advance(10_000) == unrecorded.trainer.segment.steps_per_epoch
    assert epochs_at_once(run.trainer, 1, 90) == 0
