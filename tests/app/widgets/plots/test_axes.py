"""Axes of curves: epochs, examples, multiplications, seconds."""

import dataclasses

import numpy as np

from app.widgets.plots.axes import AXES, EPOCHS, EXAMPLES, MULTIPLICATIONS, SECONDS, between, places
from tests.support.pages.digits_states import history


def test_every_axis_begins_at_zero_and_grows():
    for axis in AXES:
        x = places(history(4), 1000, axis)
        assert len(x) == 5
        assert np.all(np.diff(x) > 0)
    assert list(places(history(4), 7, EPOCHS)) == [0, 1, 2, 3, 4]
    assert list(places(history(4), 7, EXAMPLES)) == [0, 1000, 2000, 3000, 4000]
    assert places(history(4), 7, MULTIPLICATIONS)[-1] == 3 * 7 * 4000
    assert places(history(4), 7, SECONDS)[-1] == 5


def test_marks_between_epochs_lie_between_them_and_beyond_the_last():
    x = between(history(4), np.array([0.5, 4.0, 4.5]), 7, EXAMPLES)
    assert x.tolist() == [500, 4000, 4500]


def test_marks_beyond_the_last_row_go_on_at_its_pace_whatever_lies_between_rows():
    rare = dataclasses.replace(
        history(2), epochs=np.array([0.0, 1.0, 5.0]), examples=np.array([0.0, 1000.0, 5000.0])
    )
    assert between(rare, np.array([3.0, 5.0, 7.0]), 7, EXAMPLES).tolist() == [3000, 5000, 7000]
