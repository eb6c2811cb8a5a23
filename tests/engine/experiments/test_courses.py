"""Courses of training: the epoch that counts is chosen on the validation set."""

import dataclasses

from engine.experiments.courses import chosen_epoch, chosen_ours
from engine.training.epoch_summary import EpochSummary


def epochs(*pairs):
    """Return epochs with these accuracies on the validation set and on the test set."""
    return [EpochSummary(n, 0.1, None, v, t, 1.0) for n, (v, t) in enumerate(pairs, 1)]


def test_validation_chooses_the_epoch_and_the_last_of_equals():
    found = epochs((0.8, 0.99), (0.9, 0.7), (0.9, 0.75), (0.85, 0.95))
    assert chosen_epoch(found).epoch == 3
    ours = chosen_ours(found, "one run")
    assert ours.value == 0.75
    assert ours.which == "best on validation"
    assert ours.epochs == 4
    assert "after epoch 3, the best on the validation set of 4 epochs" in ours.what


def test_the_test_set_has_no_say_in_the_choice():
    found = epochs((0.8, 0.1), (0.9, 0.2), (0.7, 0.3))
    other = [dataclasses.replace(epoch, test_accuracy=0.5) for epoch in found]
    assert chosen_epoch(found).epoch == chosen_epoch(other).epoch


def test_a_run_that_diverges_at_once_answers_nothing():
    assert chosen_ours([], "one run").value == 0.0
