"""A baseline learns what the engine learns."""

import numpy as np
import pytest

from engine.experiments.benchmarks.baselines import MiniBatchNumPy, OneByOne, PyTorch
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.support.samples.baselines import dense_weights, problem, program_like

LAYERS = "30-12-8-10"


@pytest.mark.parametrize("make", [MiniBatchNumPy, OneByOne, PyTorch])
def test_a_baseline_learns_what_the_engine_learns(make):
    if make is PyTorch:
        pytest.importorskip("torch")
    examples = problem()
    settings = TrainingSettings.from_values(
        {"layers": LAYERS, "cost": "quadratic", "eta": 0.5, "batch": 10}
    )
    trainer = Trainer(settings, examples)
    program = program_like(make, trainer.network, examples)
    order = trainer.epoch_rows(0)
    program.epoch(order)
    while trainer.place[0] == 0:
        trainer.train(10)
    for ours, theirs in zip(trainer.network.weights, dense_weights(program), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)
