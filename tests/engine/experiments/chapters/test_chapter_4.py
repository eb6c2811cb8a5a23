"""Chapter 4: steps, bumps, towers and the game come out as the book says."""

import time

import numpy as np
import pytest

from engine.experiments import find_experiment
from engine.experiments.chapters.chapter_4 import EXPERIMENTS
from engine.experiments.experiment import Request, run_experiment
from engine.universality.towers import tower


def run(id_):
    """Return the record of an experiment; nothing is loaded."""

    def load(name):
        raise AssertionError("no data are needed")

    request = Request(1, None, load, time.perf_counter, str.strip, lambda text, share: None)
    return run_experiment(find_experiment(id_), request)


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda each: each.id)
def test_each_agrees_with_the_book_and_with_what_was_measured(experiment):
    result = run(experiment.id)
    assert result.agrees is (None if experiment.book.value is None else True)
    assert result.ours.value == pytest.approx(experiment.measured[0], abs=1e-6)
    assert "%" not in result.text() + experiment.book.text()


def test_a_step_and_a_bump():
    assert run("4.A").ours.details["s"] == 0.4
    assert abs(run("4.B").ours.details["outside"]) < 1e-12


def test_back_to_weights_and_biases():
    details = run("4.C").ours.details
    np.testing.assert_allclose(details["biases"], [-200.0, -400.0])
    assert (details["outgoing"], details["output_bias"]) == ([1.5, -1.5], 0.0)


def test_readings_of_the_tower():
    details = run("4.D").ours.details
    readings = {
        "h = 0.3, b = -0.5": (0.525, 0.450, 0.378),
        "h = 10, b = -15": (0.9933, 0.0067, 0.0),
        "h = 50, b = -75": (1.0, 0.0, 0.0),
    }
    for case, wanted in readings.items():
        np.testing.assert_allclose(list(details[case].values()), wanted, atol=5e-4)


def test_the_tower_stands_only_where_both_bumps_are():
    x, y = (each.ravel() for each in np.meshgrid(*[np.linspace(0.02, 0.98, 25)] * 2))
    inside = (abs(x - 0.5) < 0.1) & (abs(y - 0.5) < 0.2)
    edge = (abs(abs(x - 0.5) - 0.1) < 0.01) | (abs(abs(y - 0.5) - 0.2) < 0.01)
    found = tower(10.0, -15.0, 1000.0).outputs(x, y)
    np.testing.assert_array_equal((found > 0.5)[~edge], inside[~edge])


def test_many_dimensions():
    assert all(run("4.E").ours.details["only_inside"].values())


def test_copies_and_the_game():
    factors = run("4.F").ours.details["factors"]
    fine, game = ([factors[n][m] for m in ("2", "3", "5")] for n in ("20", "5"))
    np.testing.assert_allclose(fine, [2.0, 3.0, 5.0], rtol=0.01)
    np.testing.assert_allclose(game, [2.0, 3.0, 5.0], rtol=0.1)
    dense = run("4.G").ours.details["dense"]
    wanted = {"5": 0.360, "10": 0.282, "20": 0.132, "50": 0.053, "100": 0.027}
    assert dense == pytest.approx(wanted, abs=0.001)
