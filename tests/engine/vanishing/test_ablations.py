"""Ablations: what a change does to the ratio of speeds."""

from __future__ import annotations

import numpy as np
import pytest

from engine.vanishing.ablations import (
    ABLATION,
    ABLATIONS,
    BOOK,
    EPOCHS,
    SEEDS,
    AblationRun,
    ablated_shape,
    begun,
    initial_ratios,
    ratio_of,
)
from engine.vanishing.deep_descent import Rule
from engine.vanishing.initial_gradients import Shape
from tests.support.samples.deep_networks import run


def test_the_suspects_on_mnist(mnist_dir):
    from engine.data.files.mnist import load_mnist

    training = load_mnist(mnist_dir).training
    x, y = training.x[:1000], np.eye(10, dtype=np.float32)[training.labels[:1000]]
    found = initial_ratios(x, y)
    book = {"as it is": 125.0, "quadratic": 123.0, "normal": 13.0, "relu-he": 2.0}
    for name, wanted in book.items():
        assert wanted / 1.5 < found[name] < wanted * 1.5, name


SMALL = Shape(3, 6, "sigmoid", "1/sqrt(n_in)", "cross-entropy")


def test_every_ablation_changes_something_and_nothing_else():
    for ablation in ABLATIONS:
        changed = ablated_shape(ablation, BOOK)
        for name in ("depth", "width", "activation", "initialiser", "cost"):
            expected = ablation.shape.get(name, getattr(BOOK, name))
            assert getattr(changed, name) == expected
        assert bool(ablation.shape) != bool(ablation.rule)


def test_the_ratio_is_the_median_over_the_seeds():
    speeds = np.array([[1.0, 3.0, 8.0], [2.0, 1.0, 2.0], [1.0, 9.0, 30.0]])
    assert ratio_of(speeds) == 8.0


def test_ratios_before_training_are_those_of_the_networks(examples):
    x, y = examples
    found = initial_ratios(x, y, SMALL)
    assert set(found) == {"as it is", *(each.name for each in ABLATIONS if each.shape)}
    for name in ("as it is", "tanh", "quadratic"):
        shape = SMALL if name == "as it is" else ablated_shape(ABLATION[name], SMALL)
        ratios = []
        for seed in SEEDS:
            network = begun(shape, x, y, seed)
            while not network.piece():
                pass
            speeds = network.moments[0].gradients.speeds
            ratios.append(speeds[-1] / speeds[0])
        assert found[name] == pytest.approx(np.median(ratios), rel=1e-3)


def test_an_ablation_run_learns_for_its_epochs_and_measures_the_last_steps(examples):
    x, y = examples
    work, pieces = AblationRun(begun(SMALL, x, y, 1), Rule(0.1, 0.0, 0.9)), 0
    assert work.share == 0
    while not work.piece():
        pieces += 1
    assert work.share == 1
    assert pieces > EPOCHS
    descent = run(begun(SMALL, x, y, 1), Rule(0.1, 0.0, 0.9), EPOCHS)
    assert work.steps == descent.step_lengths
    assert all(length > 0 for length in work.steps)


def test_an_ablation_run_that_explodes_has_no_steps(examples):
    x, y = examples
    shape = Shape(3, 6, "relu", "he", "cross-entropy")
    work = AblationRun(begun(shape, x, y, 1), Rule(1e11))
    while not work.piece():
        pass
    assert len(work.steps) == 3
    assert np.isnan(work.steps).all()
