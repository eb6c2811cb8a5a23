"""Outcomes of a run: plateaus and overfitting, on curves that were made up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.diagnosis.outcome import find_overfitting, find_plateau, part_costs, smoothed
from tests.support.samples.evidence import evidence_of

FLAT = [1.0, *[0.95] * 9]
POOR = [0.1, *[0.2] * 9]
FITTED = [0.1, 0.8, 0.95, 0.98, 0.99, 0.99, 0.99, 0.99]
FALLING = [1, 0.4, 0.2, 0.1, 0.05, 0.03, 0.02, 0.02]
UNSEEN = [0.1, *[0.7] * 7]


def test_a_standstill_near_chance_is_a_plateau():
    finding = find_plateau(evidence_of(FLAT, POOR))
    assert (finding.code, finding.step) == ("plateau", 0)
    assert "at 20 % of the training examples" in str(finding.message)
    # at most three times the present rate where that is more than 1
    assert (finding.fix.name, finding.fix.value) == ("eta", 1.5)


def test_a_rate_that_is_large_already_asks_for_another_seed():
    assert find_plateau(evidence_of(FLAT, POOR, eta=2.0)).fix.name == "seed"


def test_a_schedule_that_froze_the_rate_explains_a_standstill():
    levels = [1, 0.6, 0.4, *[0.3] * 7]
    evidence = evidence_of(levels, [0.1, 0.5, 0.6, *[0.7] * 7])
    assert find_plateau(evidence) is None
    finding = find_plateau(replace(evidence, rate=0.001))
    assert (finding.fix.name, finding.fix.value) == ("schedule", "constant")
    assert finding.step == 200


@pytest.mark.parametrize(
    ("levels", "accuracies"),
    [
        (FLAT[:6], POOR[:6]),
        ([1, *[0.5] * 9], POOR),
        (FLAT, [0.1, *[0.7] * 9]),
        ((1 - 0.03 * np.arange(10)).tolist(), POOR),
    ],
)
def test_early_or_good_or_falling_runs_are_no_plateau(levels, accuracies):
    assert find_plateau(evidence_of(levels, accuracies)) is None


def test_a_rising_cost_on_unseen_examples_is_overfitting_since_its_minimum():
    unseen = ([3, 1.5, 1.0, 1.0, 1.2, 1.3, 1.4, 1.5], UNSEEN)
    finding = find_overfitting(evidence_of(FALLING, FITTED, unseen=unseen))
    assert (finding.code, finding.step) == ("overfitting", 200)
    # λ/n = 0.002 for a thousand examples
    assert (finding.fix.name, finding.fix.value) == ("lambda", 2.0)


def test_more_examples_are_proposed_where_there_are_more():
    unseen = ([3, 1.5, 1.0, 1.0, 1.2, 1.3, 1.4, 1.5], UNSEEN)
    evidence = replace(evidence_of(FALLING, FITTED, unseen=unseen), available=50_000)
    finding = find_overfitting(evidence)
    assert (finding.fix.name, finding.fix.value) == ("train_size", 0)


@pytest.mark.parametrize(
    "unseen",
    [
        ([3, 1.5, 1.0, 0.9, 0.85, 0.8, 0.78, 0.76], UNSEEN),
        ([3, 1.5, 1.0, 1.0, 1.2, 1.3, 1.4, 1.5], FITTED),
    ],
    ids=["still falling", "no gap"],
)
def test_unseen_examples_that_fare_well_are_no_overfitting(unseen):
    assert find_overfitting(evidence_of(FALLING, FITTED, unseen=unseen)) is None


def test_a_single_outlier_is_smoothed_away():
    found = smoothed(np.array([1.0, 9.0, 2.0, 3.0, -5.0]))
    np.testing.assert_array_equal(found, [1.0, 2.0, 3.0, 2.0, -5.0])


def test_with_weight_decay_the_cost_of_a_part_is_found_from_its_confidence():
    evidence = evidence_of([1, 0.5], [0.1, 0.5])
    costs = part_costs(evidence, evidence.epoch_metrics, "training")
    np.testing.assert_array_equal(costs, evidence.columns[1])
    decayed = evidence_of([1, 0.5], [0.1, 0.5], **{"lambda": 1.0})
    # twenty answers of 0 with confidence 0.9, a quarter of them wrong
    labels = np.repeat([0, 1], [15, 5]).astype(np.uint8)
    decayed = replace(decayed, labels={"validation": labels})
    expected = -(15 * np.log(0.9) + 5 * np.log(0.1 / 9)) / 20
    found = part_costs(decayed, decayed.epoch_metrics, "validation")
    np.testing.assert_allclose(found, [expected] * 2, rtol=1e-12)
