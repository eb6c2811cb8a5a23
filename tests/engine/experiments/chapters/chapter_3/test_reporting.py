"""What is reported of a run: last, best and least, and runs without an epoch."""

from __future__ import annotations

from engine.experiments.chapters.chapter_3.reporting import accuracies, least, summary
from engine.training.epoch_summary import EpochSummary

EPOCHS = [
    EpochSummary(1, 2.0, 0.5, 0.4, 0.3, 1.0, 1.5, 1.6),
    EpochSummary(2, 1.0, 0.9, 0.7, 0.8, 1.0, 1.1, 1.2),
    EpochSummary(3, 0.5, 1.0, 0.6, 0.7, 1.0, 1.3, 1.0),
]


def test_best_and_last_of_every_set():
    found = summary(EPOCHS)
    assert found["test"] == {"best": 0.8, "best_epoch": 2, "last": 0.7}
    assert found["training"] == {"best": 1.0, "best_epoch": 3, "last": 1.0}
    assert found["validation_accuracy"] == [0.4, 0.7, 0.6]


def test_the_epoch_of_the_least_cost():
    found = summary(EPOCHS)["least_cost"]
    assert found["validation"] == {"cost": 1.1, "epoch": 2, "last": 1.3}
    assert found["test"] == {"cost": 1.0, "epoch": 3, "last": 1.0}


def test_a_run_that_diverged_at_once_has_an_accuracy_of_0_and_no_cost():
    assert accuracies([], "test") == [0.0]
    assert summary([])["least_cost"] == dict.fromkeys(("training", "validation", "test"))
    assert least([None, None]) is None
