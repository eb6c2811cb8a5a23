"""What could be kept of a run, on curves made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.simulations.learning.views.run_views import empty_history
from engine.simulations.overfitting.gap.views import kept_networks, overfit_epoch

VALIDATION = np.array([0.1, 0.6, 0.8, 0.7, 0.75, 0.7, 0.7, 0.7, 0.7])
TEST = np.array([0.1, 0.5, 0.7, 0.71, 0.69, 0.66, 0.6, 0.6, 0.6])
COST = np.array([0.5, 2.0, 1.5, 1.0, 1.2, 1.4, 1.5, 1.5, 1.5])


@pytest.fixture
def history():
    """Return the curves of eight epochs; the untrained network comes first."""
    return replace(
        empty_history(2),
        epochs=np.arange(9.0),
        validation_accuracy=VALIDATION,
        test_accuracy=TEST,
        validation_cost=COST,
    )


def test_the_untrained_network_is_not_where_it_overfits(history):
    assert overfit_epoch(history) == 3


def test_each_rule_keeps_its_own_network(history):
    kept = {each.rule: each for each in kept_networks(history, 2)}
    assert {rule: each.epoch for rule, each in kept.items()} == {
        "last": 8, "cost": 3, "patience": 2, "peek": 3,
    }  # fmt: skip
    assert (kept["patience"].stopped, kept["patience"].test) == (4, 0.7)
    assert kept["peek"].test == max(TEST)


def test_before_the_first_epoch_there_is_nothing_to_keep():
    assert kept_networks(empty_history(2), 3) == ()
    assert overfit_epoch(empty_history(2)) is None
