"""Steps become epochs and back, over epochs of different lengths."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.time.epoch_scale import EpochScale, EpochScaleHistory, EpochStretch, round_step


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [(30, 8, 5), (30, 3, 10), (3, 9, 1), (0.4, 5, 1), (1000, 7, 200), (95, 1, 100)],
)
def test_numbers_below_the_line_are_round(span, most, step):
    assert round_step(span, most) == step


def test_epochs_of_different_lengths_are_each_counted_in_their_own():
    memory = EpochScaleHistory()
    memory.learn([], 2400, 2.4, 1000)
    scale = memory.learn([2400], 2600, 5.0, 100)
    assert [scale.step_at(epoch) for epoch in (1, 2, 3, 5, 30)] == [1000, 2000, 2400, 2600, 5100]
    assert scale.epoch_at(1500) == 1.5
    assert memory.learn([2400], 500, 0.5, 1000) == scale


def test_a_run_whose_beginning_was_not_seen_is_spread_evenly():
    scale = EpochScaleHistory().learn([2000, 2400], 2600, 6.0, 100)
    assert scale.epoch_at(2400) == 4.0
    assert scale.step_at(2) == 1200


def test_a_new_run_forgets_the_old_one():
    memory = EpochScaleHistory()
    memory.learn([], 2400, 2.4, 1000)
    memory.learn([2400], 2600, 5.0, 100)
    assert memory.learn([], 0, 0.0, 500) == EpochScale((EpochStretch(0, 0.0, 500),))


@given(st.integers(0, 3000), st.integers(1, 500), st.integers(1, 500))
def test_steps_and_epochs_are_each_others_inverse(change, before, after):
    memory = EpochScaleHistory()
    memory.learn([], change, change / before, before)
    epoch = math.ceil(change / before)
    scale = memory.learn([change], change, float(epoch), after)
    for step in (change, change + 1, change + 777):
        assert scale.step_at(scale.epoch_at(step)) == pytest.approx(step)
    for step in range(0, change, 97):
        assert scale.step_at(scale.epoch_at(step)) == pytest.approx(step)
