"""Chapter 3: its IDs, what is exact, and what its trainings report."""

from __future__ import annotations

from itertools import pairwise
from string import ascii_uppercase

import pytest

from engine.data.files.mnist import load_mnist
from engine.experiments import find_experiment
from engine.experiments.chapters.chapter_3 import EXPERIMENTS
from engine.experiments.experiment import run_experiment
from tests.engine.data.files.test_mnist import REAL, needs_mnist
from tests.support.samples.small_experiments import request


def ours(id_, **options):
    return run_experiment(find_experiment(id_), request(**options)).ours


def test_ids_are_letters_of_the_chapter_in_order():
    ids = [each.id for each in EXPERIMENTS]
    assert ids == sorted(ids)
    assert set(ids) <= {f"3.{letter}" for letter in ascii_uppercase[:24]}


def test_the_mean_slope_of_the_sigmoid_is_a_sixth():
    found = ours("3.C")
    assert found.details["mean"] == pytest.approx(1 / 6, abs=1e-12)
    assert found.value == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize(("id_", "on"), [("3.D", "test"), ("3.R", "validation")])
def test_the_last_accuracy_counts(id_, on):
    found = ours(id_, epochs=3)
    assert found.value == found.details[f"{on}_accuracy"][-1]
    assert found.what.startswith(f"last {on} accuracy of 3 epochs")


@pytest.mark.parametrize(("id_", "on"), [("3.A", "test"), ("3.H", "validation")])
def test_the_best_accuracy_counts(id_, on):
    found = ours(id_, epochs=4)
    assert found.value == max(found.details[f"{on}_accuracy"]) == found.details[on]["best"]


def test_both_initialisations_are_told():
    found = ours("3.L", epochs=2)
    assert set(found.details) == {"1/sqrt(n_in)", "normal"}
    assert found.value == found.details["1/sqrt(n_in)"]["validation"]["last"]


def test_every_learning_rate_and_the_lowered_one_have_a_cost_for_each_epoch():
    found = ours("3.S", epochs=12)
    assert list(found.details) == ["0.025", "0.25", "2.5", "0.25, then 0.025"]
    costs = {name: each["costs"] for name, each in found.details.items()}
    assert all(len(each) == 12 for each in costs.values())
    assert costs["0.25"][:2] == costs["0.25, then 0.025"][:2]
    assert costs["0.25"][3:] != costs["0.25, then 0.025"][3:]


def test_the_threshold_is_the_largest_eta_at_which_every_epoch_lowers_the_cost():
    found = ours("3.T", epochs=3)
    falls = {
        float(eta): len(costs) == 3 and all(after < before for before, after in pairwise(costs))
        for eta, costs in found.details["costs"].items()
    }
    assert next(iter(falls)) == 0.01
    assert found.value == max((eta for eta, fell in falls.items() if fell), default=0.0)


@needs_mnist
@pytest.mark.mnist
@pytest.mark.parametrize("id_", ["3.O", "3.P", "3.Q", "3.R"])
def test_the_stripped_hunt_fails_and_succeeds_where_the_book_does(id_):
    data = load_mnist(REAL)
    result = run_experiment(find_experiment(id_), request(epochs=4, load=lambda name: data))
    assert result.agrees is True
    learned = result.ours.value > 0.35
    assert learned == (id_ == "3.R")
