"""Declared settings: values are converted or refused, and described in words."""

from __future__ import annotations

import math

import pytest

from engine.errors import SettingError
from engine.settings import Setting, check_all, short_text

RATE = Setting("eta", "Learning rate", 0.5, low=0, high=1000, above=True)
BATCH = Setting("batch", "Mini-batch", 10, "int", low=1, high=10_000)
COST = Setting("cost", "Cost", "quadratic", "choice", choices=("quadratic", "cross-entropy"))
STOP = Setting("stop", "Early stopping", False, "switch")
LAYERS = Setting("layers", "Layers", "2-1", "layers")
ALL = (RATE, BATCH, COST, STOP, LAYERS)


@pytest.mark.parametrize(
    ("setting", "value", "expected"),
    [
        (RATE, "0,25", 0.25),
        (RATE, 1000, 1000.0),
        (BATCH, "7.0", 7),
        (COST, "cross-entropy", "cross-entropy"),
        (STOP, True, True),
        (LAYERS, "  784-10 ", "784-10"),
    ],
)
def test_values_are_converted_to_the_kind_of_the_setting(setting, value, expected):
    found = setting.check(value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (RATE, 0),
        (RATE, 1000.1),
        (RATE, math.nan),
        (RATE, math.inf),
        (RATE, "fast"),
        (BATCH, 2.5),
        (BATCH, 0),
        (COST, "Quadratic"),
        (STOP, 1),
        (LAYERS, "  "),
        (LAYERS, 784),
    ],
)
def test_what_does_not_fit_is_refused_with_the_range_in_words(setting, value):
    with pytest.raises(SettingError) as caught:
        setting.check(value)
    assert f"{setting.label} must be {setting.range_text()}, got {value}" in str(caught.value)


def test_ranges_are_described_by_their_ends():
    assert RATE.range_text() == "> 0 and ≤ 1000"
    assert BATCH.range_text() == "≥ 1 and ≤ 10000"
    assert COST.range_text() == "one of quadratic, cross-entropy"
    assert Setting("x", "x", 0.0).range_text() == "a number"


def test_missing_values_take_their_defaults_and_unknown_names_are_refused():
    assert check_all(ALL, {}) == check_all(ALL, {})
    assert check_all(ALL, {"eta": "3"}) == {**check_all(ALL, {}), "eta": 3.0}
    with pytest.raises(SettingError, match="got beta, gamma; check the spelling"):
        check_all(ALL, {"gamma": 1, "beta": 2})


def test_a_setting_in_short_has_the_letter_of_the_book():
    assert short_text("eta", 100.0) == "η 100"
    assert short_text("lambda", 0.5) == "λ 0.5"
    assert short_text("layers", "784-30-10") == "layers 784-30-10"
