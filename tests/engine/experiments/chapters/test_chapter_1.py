"""Chapter 1: the darkness of digits, exactly as in the book."""

from __future__ import annotations

from engine.experiments import find_experiment
from engine.experiments.chapters.chapter_1 import nearest_darkness
from engine.experiments.experiment import run_experiment
from tests.engine.data.files.test_mnist import REAL, needs_mnist
from tests.support.samples.small_experiments import SMALL, request


def test_nearest_darkness_agrees_with_a_plain_program():
    training, test = SMALL.training, SMALL.test
    sums = {}
    for x, label in zip(training.x, training.labels, strict=True):
        sums.setdefault(int(label), []).append(sum(round(float(v) * 255) for v in x))
    means = {label: sum(values) / len(values) for label, values in sorted(sums.items())}
    expected = []
    for x in test.x:
        sparse = sum(round(float(v) * 255) for v in x)
        expected.append(min(means, key=lambda label: abs(means[label] - sparse)))
    assert nearest_darkness(training, test).tolist() == expected


@needs_mnist
def test_average_darkness_gives_exactly_the_number_of_the_book():
    from engine.data.files.mnist import load_mnist

    data = load_mnist(REAL)

    def load(name):
        return data

    record = run_experiment(find_experiment("1.H"), request(load=load)).as_record()
    assert record["ours"]["right"] == 2225
    assert record["agrees"] is True
