"""Learning rates that are too large or too small, on curves that were made up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.diagnosis.learning_rate import (
    TOO_LARGE,
    TOO_SMALL,
    find_divergence,
    find_too_large,
    find_too_small,
)
from engine.training.states import Divergence
from tests.support.samples.evidence import evidence_of, with_change

POOR = [0.1, 0.2, 0.25, 0.3, 0.3, 0.3]


def test_a_run_that_stopped_being_finite_is_found_at_its_step():
    evidence = replace(evidence_of([1, 0.5], [0.1, 0.6]), divergence=Divergence(142, 0.5))
    finding = find_divergence(evidence)
    assert (finding.code, finding.step) == ("divergence", 142)
    # an earlier η is not known: a tenth of the present one
    assert (finding.fix.name, finding.fix.value) == ("eta", 0.05)


def test_an_exploded_cost_is_found_after_the_last_sound_epoch():
    evidence = evidence_of([1, 0.8, 150, 900], [0.1, 0.4, 0.1, 0.1])
    finding = find_divergence(evidence)
    assert (finding.code, finding.step) == ("divergence", 100)
    assert finding.fix.step == 0
    assert find_divergence(evidence_of([1, 0.8, 90], [0.1, 0.4, 0.1])) is None


def test_decay_beyond_all_measure_is_weakened_instead_of_the_rate():
    evidence = evidence_of([1, 200], [0.1, 0.1], eta=10.0, **{"lambda": 500.0})
    assert find_divergence(evidence).fix.name == "lambda"


@pytest.mark.parametrize(
    ("levels", "accuracies", "step", "words"),
    [
        ([1, 1.5, 1.6, 1.7], [0.1] * 4, 0, "has grown instead of fallen"),
        ([1, 3.5], [0.1] * 2, 0, "has grown instead of fallen"),
        ([1, 0.6, 0.8, 0.6, 0.8, 0.6], POOR, 100, "jumps up and down"),
        ([1, 0.4, 0.2, 0.9, 1.0], [0.1, 0.7, 0.8, 0.4, 0.3], 200, "loses what it had learned"),
    ],
)
def test_steps_that_are_too_long_are_found_where_they_began(levels, accuracies, step, words):
    finding = find_too_large(evidence_of(levels, accuracies))
    assert (finding.code, finding.step) == (TOO_LARGE, step)
    assert words in str(finding.message)
    assert (finding.fix.value, finding.fix.step) == (0.05, step)


def test_neurons_driven_to_their_limits_are_told_by_layer():
    saturated = [[0.1, 0.0], [0.95, 0.2], [0.97, 0.3]]
    evidence = evidence_of([1, 1, 1], [0.1] * 3, saturated=saturated)
    finding = find_too_large(evidence)
    assert (finding.code, finding.step) == (TOO_LARGE, 0)
    assert "neurons of layer 1 to their limits" in str(finding.message)


def test_an_earlier_smaller_rate_is_proposed_again():
    evidence = evidence_of([0.5, 0.4, 1.5, 1.6], [0.5, 0.5, 0.1, 0.1], eta=3.0)
    finding = find_too_large(with_change(evidence, 100, "eta", 0.25))
    assert finding.fix.value == 0.25


@pytest.mark.parametrize(
    ("levels", "accuracies"),
    [
        ([1, 0.7, 0.5, 0.4, 0.35], [0.1, 0.4, 0.5, 0.6, 0.6]),
        ([1, 0.6, 0.68, 0.6, 0.66], POOR[:5]),
        ([1, 0.2, 0.4, 0.2, 0.4, 0.1], [0.1, 0.9, 0.9, 0.9, 0.9, 0.95]),
    ],
)
def test_curves_that_fall_or_tremble_are_left_alone(levels, accuracies):
    evidence = evidence_of(levels, accuracies)
    assert find_too_large(evidence) is None
    assert find_divergence(evidence) is None


def slow(norm, **values):
    """Return a run that falls by a thousandth in each epoch, with gradients of one length."""
    levels = (1 - 0.001 * np.arange(6)).tolist()
    return evidence_of(levels, [0.1] * 6, norms=[[norm, norm]] * 6, **values)


def test_a_cost_that_falls_as_promised_but_hardly_asks_for_a_larger_rate():
    finding = find_too_small(slow(0.005, eta=0.001))
    assert (finding.code, finding.step) == (TOO_SMALL, 0)
    # 500 epochs to halve it: ten times too slow, a hundred times is proposed
    assert (finding.fix.name, finding.fix.value) == ("eta", 0.1)


def test_a_cost_that_falls_less_than_its_gradient_promises_is_not_slow_by_its_rate():
    assert find_too_small(slow(5.0, eta=0.5)) is None


def test_too_small_is_not_judged_early_or_when_frozen_or_good():
    evidence = slow(0.005, eta=0.001)
    assert find_too_small(replace(evidence, rate=1e-5)) is None
    assert find_too_small(evidence_of([1, 0.999, 0.998], [0.1] * 3, eta=0.001)) is None
    good = evidence_of((0.2 - 0.0001 * np.arange(6)).tolist(), [0.95] * 6, eta=0.001)
    assert find_too_small(good) is None
