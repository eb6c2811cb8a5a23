"""A surface of a network is computed row by row, on this thread or another."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import SettingError
from engine.networks.network import SMALL
from engine.simulations.surface.linked_view.job import LINKED_VIEW, Job
from engine.surfaces.loss_slice import SIDE, LossSlice, places


class Ramp:
    """Heights whose row number n is n everywhere."""

    def __init__(self):
        self.asked = []

    def row(self, number):
        """Return one row."""
        self.asked.append(number)
        return np.full(SIDE, float(number))


def nothing(height):
    """Return what is added without weight decay."""
    return np.zeros(SIDE)


def job(parameters=4, penalty=nothing):
    """Return a job that has not begun."""
    directions = np.eye(parameters)[:2] if parameters < 100 else np.zeros((2, parameters))
    origin = np.zeros(parameters)
    loss_slice = LossSlice("weights", origin, *directions, 3.0, ("w₁", "w₂"))
    return Job((), loss_slice, origin, Ramp(), penalty)


def test_rows_are_computed_from_the_bottom_each_once():
    made = job()
    for number in range(SIDE):
        assert not made.done
        made.work()
        assert made.rows[number][0] == number
    assert made.done
    assert made.heights.asked == list(range(SIDE))


def test_weight_decay_is_added_at_the_height_of_each_row():
    made = job(penalty=lambda height: 10.0 * height + np.arange(SIDE))
    made.finish()
    expected = np.arange(SIDE) + 10.0 * places(made.loss_slice)
    np.testing.assert_allclose([row[0] for row in made.rows], expected)
    np.testing.assert_allclose(made.rows[7] - made.rows[7][0], np.arange(SIDE))


def test_a_job_that_nobody_wants_any_more_ends_after_its_row():
    made = job()

    def dropping(height):
        made.dropped = len(made.rows) == 4
        return np.zeros(SIDE)

    made.penalty = dropping
    made.finish()
    assert len(made.rows) == 5
    assert not made.done


def test_only_large_networks_are_worth_another_core():
    assert not job(SMALL).large
    assert job(SMALL + 1).large


def test_settings_of_the_view_keep_to_their_ranges():
    values = {setting.name: setting for setting in LINKED_VIEW}
    assert values["plane"].check("path") == "path"
    assert values["first"].check(-1) == -1
    for name, value in (("plane", "moon"), ("first", -2), ("zoom", 0.01), ("directions", 0)):
        with pytest.raises(SettingError):
            values[name].check(value)
