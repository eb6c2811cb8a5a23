"""Early stopping on curves made by hand, and on the recorded runs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.improvement.early_stopping import LATEST, SURE, Stop, overfit_row, patient_stop

CURVES = arrays(np.float64, st.integers(1, 40), elements=st.floats(0.01, 10.0))


def naive_stop(accuracy, patience):
    """Walk through the epochs and count those without an improvement."""
    best, waited = 0, 0
    for row in range(1, len(accuracy)):
        if accuracy[row] > accuracy[best]:
            best, waited = row, 0
        else:
            waited += 1
            if waited == patience:
                return Stop(best, row)
    return Stop(best, None)


def test_the_line_stands_where_a_parabola_is_least():
    cost = (np.arange(50.0) - 17.0) ** 2 + 3.0
    assert overfit_row(cost) == 17
    assert overfit_row(cost[:18]) is None


def test_it_takes_some_epochs_to_be_sure():
    cost = np.array([2.0, 1.0, *(1.2,) * LATEST])
    assert overfit_row(cost) == 1
    assert overfit_row(cost[:-1]) is None


def test_noise_is_no_overfitting(generator):
    cost = 1.0 + 0.9 * (SURE - 1) * generator.random(60)
    assert overfit_row(cost) is None
    cost[30:40:4] = 3.0
    assert overfit_row(cost) is None


def test_what_was_not_measured_is_skipped():
    cost = np.array([np.nan, 2.0, 1.0, np.nan, *(3.0,) * LATEST])
    assert overfit_row(cost) == 2
    assert overfit_row(np.full(3, np.nan)) is None
    assert patient_stop(np.full(3, np.nan), 2) is None


@given(CURVES, st.integers(1, 8))
def test_stopping_is_what_a_walk_through_the_epochs_finds(accuracy, patience):
    assert patient_stop(accuracy, patience) == naive_stop(accuracy, patience)


@given(CURVES)
def test_the_kept_cost_is_the_least_of_all(cost):
    row = overfit_row(cost)
    assert row is None or cost[row] == cost.min()


@pytest.mark.parametrize(("patience", "stopped"), [(1, 3), (2, 4), (5, None)])
def test_more_patience_stops_later(patience, stopped):
    found = patient_stop(np.array([0.1, 0.2, 0.5, 0.4, 0.45, 0.44]), patience)
    assert found == Stop(2, stopped)
