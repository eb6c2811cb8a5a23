"""Activations on the bench: slopes agree with central differences, bad formulas are refused."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import SettingError
from engine.functions.activations import HIDDEN
from engine.improvement.bench_functions import (
    NAMES,
    OWN,
    bench_functions,
    difference,
    disagreement,
    of_formula,
)

OFF_KINKS = np.linspace(-6.025, 5.975, 241)


def test_every_activation_of_single_neurons_is_there_and_one_of_ones_own():
    assert (*(each.name for each in HIDDEN), OWN) == NAMES
    assert tuple(each.name for each in bench_functions("z")) == NAMES


@pytest.mark.parametrize("function", bench_functions("sin(z)"), ids=lambda each: each.name)
def test_slopes_agree_with_central_differences(function):
    assert disagreement(function, OFF_KINKS) < 1e-6


def test_a_kink_shows():
    relu = bench_functions("z")[NAMES.index("relu")]
    assert disagreement(relu, np.array([-1.0, 0.0, 1.0])) == 0.5


def test_a_typed_formula_has_its_value_and_slope():
    own = of_formula("sin(z) + z^2")
    a = own.value(OFF_KINKS)
    assert a == pytest.approx(np.sin(OFF_KINKS) + OFF_KINKS**2)
    assert own.slope(OFF_KINKS, a) == pytest.approx(np.cos(OFF_KINKS) + 2 * OFF_KINKS, abs=1e-6)


@pytest.mark.parametrize("text", ["", "z +", "1/z", "sqrt(z)", "x"])
def test_a_formula_without_a_value_everywhere_is_refused(text):
    with pytest.raises(SettingError):
        of_formula(text)


def test_a_difference_where_there_is_no_value_is_not_a_number():
    assert np.isnan(difference(np.sqrt, np.array([-1.0]))).all()
