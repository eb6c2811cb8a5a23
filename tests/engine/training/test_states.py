"""States and segments: copies share nothing, and steps are counted into epochs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.training.settings import TrainingSettings
from engine.training.states import Divergence, Segment, State


def segment(size=25, batch=10, *, start=0, origin=0, first_epoch=0, taught=()):
    """Return a segment of a small network."""
    settings = TrainingSettings.from_values({"layers": "2-1", "batch": batch})
    return Segment(start, origin, first_epoch, settings, size, taught)


def test_a_copy_of_a_state_shares_no_memory():
    state = State(np.arange(3.0), np.zeros(3), np.array([1.0, -1.0, 0.0]), 7)
    other = state.copy()
    state.parameters[0], state.memory[1] = 9, 9
    assert (other.parameters[0], other.memory[1], other.step) == (0.0, -1.0, 7)
    assert state.nbytes == other.nbytes == 9 * 8


def test_the_last_mini_batch_of_an_epoch_may_be_smaller():
    found = segment()
    assert found.steps_per_epoch == 3
    assert [found.place(step) for step in range(7)] == [
        (0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0),
    ]  # fmt: skip


def test_taught_examples_belong_to_every_epoch():
    found = segment(taught=((25, 4), (29, 3)))
    assert (found.examples, found.steps_per_epoch) == (32, 4)


def test_epochs_are_counted_from_where_the_segment_says():
    found = segment(start=8, origin=6, first_epoch=2)
    assert [found.place(step) for step in (8, 9, 12)] == [(2, 2), (3, 0), (4, 0)]


@given(st.integers(1, 60), st.integers(1, 20), st.integers(0, 30), st.integers(0, 40), st.data())
def test_examples_are_those_of_mini_batches_counted_one_by_one(size, batch, first, more, data):
    origin = data.draw(st.integers(0, first))
    found = segment(size, batch, start=first, origin=origin)
    last, counted = first + more, 0
    for step in range(first, last):
        place = (step - origin) % found.steps_per_epoch
        counted += min(batch, size - place * batch)
    assert found.examples_between(first, last) == counted
    assert found.examples_between(last, first) == 0
    assert found.examples_between_each(np.array([first, last])).tolist() == [0, counted]


def test_a_divergence_advises_a_tenth_of_the_learning_rate():
    assert Divergence(5, 3.0).advice == "try a smaller learning rate, for instance 0.3"
    with pytest.raises(AttributeError):
        Divergence(5, 3.0).step = 6
