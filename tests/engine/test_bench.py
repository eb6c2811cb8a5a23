"""What the engine is compared with trains the same network, and what is reported is complete."""

import json

import numpy as np
import pytest

from engine import bench
from engine.bench import Work, flops, measure, peak_memory_mb
from engine.data.examples import Examples
from engine.experiments.baselines import BASELINES, MiniBatchNumPy, OneByOne
from engine.settings import TrainingSettings
from engine.training import Trainer

SIZES = (30, 12, 8, 10)


def problem(count=40):
    generator = np.random.default_rng(4)
    x = generator.uniform(size=(count, SIZES[0])).astype(np.float32)
    return Examples(x, generator.integers(0, 10, count).astype(np.uint8))


def program_like(make, trainer, examples):
    """Return a baseline with the weights of a trainer's network."""
    program = make(SIZES, examples.x, np.eye(10)[examples.labels], 10, 0.5)
    network = trainer.network
    if make is MiniBatchNumPy:
        program._weights = [w.T.astype(np.float32) for w in network.weights]
        program._biases = [b.astype(np.float32) for b in network.biases]
    else:
        program._weights = [w.copy() for w in network.weights]
        program._biases = [b.reshape(-1, 1).copy() for b in network.biases]
    return program


@pytest.mark.parametrize("make", [MiniBatchNumPy, OneByOne])
def test_a_baseline_learns_what_the_engine_learns(make):
    examples = problem()
    settings = TrainingSettings.from_values(
        {"layers": "30-12-8-10", "cost": "quadratic", "eta": 0.5, "batch": 10}
    )
    trainer = Trainer(settings, examples)
    program = program_like(make, trainer, examples)
    order = trainer._epoch_rows(trainer.segment, 0)
    program.epoch(order)
    while trainer.place[0] == 0:
        trainer.train(10)
    for ours, theirs in zip(trainer.network.weights, program._weights, strict=True):
        theirs = theirs.T if make is MiniBatchNumPy else theirs
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)


def test_the_report_names_every_program_and_has_no_gaps(monkeypatch):
    monkeypatch.setattr(bench, "PEAK_SIDE", 100)
    monkeypatch.setattr(bench, "_digits", lambda count: problem(count))
    table = (
        Work("30-12-10", rivals=("numpy", "book"), examples=60),
        Work("2-4-2-1", batch=1, examples=200),
    )
    digits, toy = json.loads(json.dumps(list(measure(table))))
    assert set(digits["seconds"]) == {"ours", *BASELINES}
    assert digits["seconds"]["ours"] > 0
    assert digits["ratios"]["numpy"] > 0
    assert digits["ratios"]["pytorch"] is None
    assert toy["examples"] == 200
    assert set(toy["ratios"].values()) == {None}
    assert digits["threads"] == 1
    assert digits["share_of_limit"] > 0


def test_operations_are_counted_forward_back_and_in_the_update():
    assert flops((3, 2)) == 2 * (6 + 6)
    assert flops((784, 30, 10)) == 2 * (2 * (784 * 30 + 300) + 300)


def test_peak_memory_is_that_of_a_python_process():
    most = peak_memory_mb()
    assert most is None or 20 < most < 100_000
