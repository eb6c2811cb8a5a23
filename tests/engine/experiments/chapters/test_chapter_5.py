"""Chapter 5: what is exact is exact, and what is measured is told whole."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.experiments import find_experiment
from engine.experiments.chapters.chapter_5 import EXPERIMENTS
from engine.experiments.experiment import Request, run_experiment
from engine.vanishing.ablations import ABLATIONS
from tests.support.staged_data import digits


def run(id_, epochs=None):
    """Return the result of an experiment on a few built-in digits."""

    def load(name):
        assert name == "mnist"
        return digits(200)(1)

    request = Request(1, epochs, load, time.perf_counter, str.strip, lambda text, share: None)
    return run_experiment(find_experiment(id_), request)


@pytest.mark.parametrize("id_", ["5.I", "5.J", "5.K"])
def test_those_without_data_agree_with_the_book(id_):
    result = run(id_)
    assert result.agrees is True
    assert "%" not in result.text()


def test_a_chain_without_biases_does_not_explode():
    details = run("5.I").ours.details
    assert details["product"] == 15_625.0
    assert max(np.abs(details["with_biases_0"])) < 1e-15


def test_ids_are_those_of_the_chapter():
    assert [each.id for each in EXPERIMENTS] == [f"5.{letter}" for letter in "ABCDEFGHIJK"]


def test_speeds_are_told_by_layer_and_the_suspects_with_four():
    two, four = run("5.E").ours.details, run("5.G").ours.details
    assert (len(two["medians"]), len(four["medians"])) == (2, 4)
    assert "suspects" not in two
    assert set(four["suspects"]) == {"as it is", *(s.name for s in ABLATIONS if s.shape)}


def test_trajectories_have_every_depth():
    details = run("5.H", epochs=6).ours.details
    assert set(details) == {"2", "3", "4"}
    assert list(details["4"]["speeds"]) == ["0", "5"]
    assert len(details["4"]["least"]) == 4


def test_the_last_accuracy_on_the_validation_set_counts():
    ours = run("5.B", epochs=2).ours
    assert ours.value == ours.details["validation_accuracy"][-1]
    assert len(ours.details["validation_accuracy"]) == 2
    assert "last validation" in ours.what
