"""Baselines of chapter 1: quarters by a plain program, four outputs as bits."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.files.mnist import load_mnist
from engine.experiments import find_experiment
from engine.experiments.chapters.chapter_1_baselines import bits, nearest_quarters, quarters
from engine.experiments.experiment import run_experiment
from tests.engine.data.files.test_mnist import REAL, needs_mnist
from tests.support.samples.small_experiments import SMALL, request


def plain_quarters(picture):
    square = [[round(float(v) * 255) for v in row] for row in picture.reshape(28, 28)]
    halves = (range(14), range(14, 28))
    return [
        sum(square[r][c] for r in rows for c in columns) for rows in halves for columns in halves
    ]


def test_quarters_are_those_of_a_plain_program():
    x = SMALL.training.x[:5]
    assert quarters(x).tolist() == [plain_quarters(picture) for picture in x]


def test_the_nearest_quarters_answer():
    known = {}
    for picture, label in zip(SMALL.training.x, SMALL.training.labels, strict=True):
        known.setdefault(int(label), []).append(plain_quarters(picture))
    means = {label: np.mean(rows, axis=0) for label, rows in sorted(known.items())}
    expected = [
        min(means, key=lambda label: float(((plain_quarters(x) - means[label]) ** 2).sum()))
        for x in SMALL.test.x
    ]
    assert nearest_quarters(SMALL.training, SMALL.test).tolist() == expected


def test_the_bits_of_a_digit_stand_for_it():
    labels = np.arange(10, dtype=np.uint8)
    assert (bits(labels) @ [1, 2, 4, 8]).tolist() == list(range(10))


def test_both_kinds_of_outputs_are_reported():
    found = run_experiment(find_experiment("1.M"), request(epochs=3)).ours
    assert set(found.details["by_outputs"]) == {"10", "4"}
    assert found.value == found.details["by_outputs"]["10"] > 0.2


@needs_mnist
@pytest.mark.mnist
def test_four_quarters_are_a_simple_idea_of_the_book():
    data = load_mnist(REAL)
    record = run_experiment(find_experiment("1.I"), request(load=lambda name: data)).as_record()
    assert record["agrees"] is True
    assert record["ours"]["right"] == 3629
