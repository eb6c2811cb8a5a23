"""Notches of a slider stand for numbers, on a linear or a logarithmic scale."""

from __future__ import annotations

import pytest

from app.widgets.numbers.notches import LOGARITHMIC, Notches, stepped
from engine.settings import Setting

LINEAR = Setting("w", "w", 0.5, low=-99, high=99, ends=(0.5, 50.0), step=0.25)
LOG = Setting("eta", "η", 0.5, low=0, above=True, high=50, ends=(0.5, 50.0), scale="log")
WHOLE = Setting("n", "n", 3, "int", low=1, high=10, ends=(1, 10))


@pytest.mark.parametrize("setting", [LINEAR, LOG, WHOLE])
def test_every_notch_is_the_nearest_of_its_own_number(setting):
    notches = Notches.of(setting)
    places = range(notches.count + 1)
    assert [notches.notch_of(notches.value_of(place)) for place in places] == list(places)
    assert (notches.value_of(0), notches.value_of(places[-1])) == setting.ends


def test_logarithmic_notches_multiply_and_whole_numbers_have_one_each():
    notches = Notches(0.001, 10.0, 0.0)
    assert notches.count == LOGARITHMIC
    assert [notches.value_of(place) for place in (0, 50, 100, 150, 200)] == [
        0.001,
        0.01,
        0.1,
        1,
        10,
    ]
    assert Notches.of(WHOLE).count == 9


def test_numbers_beyond_a_slider_stand_at_its_ends():
    notches = Notches.of(LINEAR)
    assert (notches.notch_of(-50.0), notches.notch_of(99.0)) == (0, notches.count)
    assert Notches.of(Setting("seed", "Seed", 1, "int")) is None


def test_steps_stay_within_the_allowed_numbers():
    assert stepped(LINEAR, 98.9, 1) == 99
    assert stepped(WHOLE, 2, -10) == 1
    assert stepped(LOG, 1.0, -10) == 0.1
    assert stepped(Setting("lambda", "λ", 0.0, low=0, scale="log"), 0.0, 1) == 0.1
