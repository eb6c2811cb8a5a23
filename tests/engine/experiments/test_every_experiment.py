"""Every experiment that is built begins, learns for a step on a few pictures, and ends."""

from __future__ import annotations

import dataclasses
import time

import numpy as np
import pytest

from engine.data.examples import DataSet, Examples
from engine.experiments import EXPERIMENTS
from engine.experiments.experiment import Request, run_experiment
from engine.search.extras import has_extra

NEEDS_SCIKIT = {"1.J", "1.K", "3.K"}

SMALL = {"epochs": 1, "train_size": 20, "batch": 10}
"""Settings that are made small, where an experiment has them."""


def pictures(count, generator):
    """Return random pictures of all ten digits in turn."""
    x = (generator.random((count, 784)) * (generator.random((count, 784)) < 0.2)).astype(np.float32)
    return Examples(x, np.arange(count, dtype=np.uint8) % 10)


@pytest.fixture(scope="module")
def data():
    """Return a data set as MNIST, of thirty pictures."""
    generator = np.random.default_rng(1)
    parts = (pictures(count, generator) for count in (30, 10, 10))
    return DataSet("mnist", *parts, 28, 28)


def small(experiment):
    """Return an experiment with little to do."""
    settings = {
        name: SMALL.get(name, value) if experiment.settings.get("data") else value
        for name, value in experiment.settings.items()
    }
    if "layers" in settings and "data" in settings:
        settings["train_size"] = SMALL["train_size"]
    return dataclasses.replace(experiment, settings=settings)


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda each: each.id)
def test_an_experiment_begins_and_ends(experiment, data, tmp_path):
    if experiment.id in NEEDS_SCIKIT and not has_extra("baselines"):
        pytest.skip("scikit-learn is not installed")
    loaded = []

    def load(name):
        loaded.append(name)
        return data

    request = Request(
        seed=1, epochs=1, load=load, clock=time.perf_counter, say=lambda line: None,
        progress=lambda text, share: None, checkpoints=tmp_path,
    )  # fmt: skip
    result = run_experiment(small(experiment), request)
    assert np.isfinite(result.ours.value)
    assert bool(loaded) == ("data" in experiment.settings)
    if experiment.book.on:
        assert 0 <= result.ours.value <= 1
    assert result.text()
