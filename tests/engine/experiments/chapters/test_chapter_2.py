"""Chapter 2: exact sums come out exactly, and counts are counted."""

import time

import numpy as np
import pytest

from engine.experiments import find_experiment
from engine.experiments.chapters.chapter_2 import finite_differences, symmetry_patterns
from engine.experiments.experiment import Request, run_experiment


def run(id_):
    """Return the record of an experiment; nothing is loaded."""

    def load(name):
        raise AssertionError("no data are needed")

    request = Request(1, None, load, time.perf_counter, str.strip, lambda text, share: None)
    return run_experiment(find_experiment(id_), request).as_record()


@pytest.mark.parametrize(("id_", "vector"), [("2.A", [4.0, 9.0]), ("2.B", [3.0, 8.0])])
def test_vectors_are_those_of_the_book(id_, vector):
    record = run(id_)
    assert record["ours"]["vector"] == vector
    assert record["agrees"] is True


def test_matrices_give_the_same_gradient_in_less_time():
    ours = run("2.C")["ours"]
    assert ours["largest_difference"] < 1e-5
    assert ours["value"] == pytest.approx(ours["loop_s"] / ours["matrices_s"])


def test_passes_are_counted_on_a_network_and_the_gradients_agree():
    record = run("2.D")
    ours = record["ours"]
    assert record["agrees"] is True
    assert ours["784-30-10"] == 23_861
    assert ours["counted"] == {"parameters": 26, "passes": 27}
    assert ours["largest_difference"] < 1e-5


def test_finite_differences_of_a_known_function():
    slopes, passes = finite_differences(np.array([1.0, -2.0]), lambda p: float(p @ p))
    np.testing.assert_allclose(slopes, [2.0, -4.0], atol=1e-5)
    assert passes == 3


def test_patterns_of_the_symmetry_network_are_all_of_six_bits():
    patterns = symmetry_patterns()
    assert len({tuple(row) for row in patterns.x.tolist()}) == 64
    mirrored = [row == row[::-1] for row in patterns.x.tolist()]
    assert patterns.labels.tolist() == mirrored
    assert sum(mirrored) == 8


def test_the_symmetry_network_learns_every_pattern():
    assert run("2.E")["ours"]["value"] == 64


def test_a_right_answer_still_has_an_error_delta():
    record = run("2.F")
    assert record["agrees"] is True
    assert record["ours"]["right_answer"] is True
    assert all(abs(delta) > 0.3 for delta in record["ours"]["delta"])
