"""The loss trace is found by step and stays small."""

import numpy as np

from engine.training.loss_trace import MOST_TRACE_POINTS, LossTrace


def test_marks_are_found_by_step_and_forgotten_after_it():
    loss_trace = LossTrace()
    for step in range(0, 100, 10):
        loss_trace.add(step, step / 2)
    steps, costs = loss_trace.until(35)
    assert steps.tolist() == [0, 10, 20, 30]
    assert costs.tolist() == [0, 5, 10, 15]
    loss_trace.forget_after(50)
    assert len(loss_trace) == loss_trace.count(10_000) == 6


def test_marks_are_thinned_before_they_are_too_many():
    loss_trace = LossTrace()
    for step in range(3 * MOST_TRACE_POINTS):
        loss_trace.add(step, 0.0)
    steps, _ = loss_trace.until(3 * MOST_TRACE_POINTS)
    assert MOST_TRACE_POINTS / 2 <= len(steps) <= MOST_TRACE_POINTS
    assert steps[0] == 0
    assert (np.diff(steps) > 0).all()
