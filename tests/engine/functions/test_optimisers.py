"""Optimisers by hand: first steps, and the choice by name."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.optimisers import OPTIMISER, OPTIMISER_SETTINGS, OPTIMISERS, choose_optimiser
from engine.kernels.hyper_parameters import packed, unpacked
from engine.training.settings import SETTINGS

DECLARED = {setting.name: setting for setting in SETTINGS}


def first_step(name, gradient, **values):
    """Return the first step of a rule with its default settings."""
    optimiser = OPTIMISER[name]
    given = {each: DECLARED[each].default for each in OPTIMISER_SETTINGS} | values
    h = unpacked(packed(rate=0.1, **given))
    w, s = np.zeros(len(gradient)), np.zeros((optimiser.slots, len(gradient)))
    g = np.array(gradient) if optimiser.adaptive else -0.1 * np.array(gradient)
    optimiser.update(h, 1, w, g, s)
    return w


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sgd", [-0.4, 0.02]),
        ("momentum", [-0.4, 0.02]),
        # looks ahead: (1 + μ) times the step
        ("nesterov", [-0.6, 0.03]),
        # a first step divides the gradient by its own size
        ("adagrad", [-0.1, 0.1]),
        ("adam", [-0.1, 0.1]),
        # the mean square begins at 0 and holds a tenth of the first square
        ("rmsprop", [-0.1 / 0.1**0.5, 0.1 / 0.1**0.5]),
    ],
)
def test_the_first_step_is_that_computed_by_hand(name, expected):
    np.testing.assert_allclose(first_step(name, [4.0, -0.2], momentum=0.5), expected, rtol=1e-6)


@pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda entry: entry.name)
def test_an_entry_is_complete(optimiser):
    assert set(optimiser.settings) <= set(DECLARED)
    assert optimiser.formula
    assert optimiser.source
    assert OPTIMISERS[optimiser.code] is optimiser


@pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda entry: entry.name)
def test_settings_apply_where_the_rule_has_them(optimiser):
    values = {"optimiser": optimiser.name}
    applying = {name for name in OPTIMISER_SETTINGS if DECLARED[name].applies(values)}
    assert applying == set(optimiser.settings)
    assert DECLARED["eta"].applies(values)


def test_without_momentum_the_rules_that_have_it_are_plain_descent():
    assert choose_optimiser("momentum", 0.0).name == "sgd"
    assert choose_optimiser("nesterov", 0.0).name == "sgd"
    assert choose_optimiser("nesterov", 0.5).name == "nesterov"
    assert choose_optimiser("adam", 0.0).name == "adam"
