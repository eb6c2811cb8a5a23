"""Sparse pictures, and training on them by one plan."""

import numpy as np

from engine.data.examples import Examples
from engine.execution import plans
from engine.execution.plans import PLANS
from engine.training import trainer as trainer_module
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

NETWORKS = ("90-33-10", "90-130-10", "90-17-24-10", "90 dense20:tanh dense20:relu softmax10")

WAYS: tuple[dict[str, object], ...] = (
    {},
    {"cost": "quadratic"},
    {"lambda": 2.0},
    {"lambda": 2.0, "regulariser": "l1"},
    {"momentum": 0.6},
    {"momentum": 0.6, "optimiser": "nesterov", "lambda": 1.0},
    {"dropout": 0.4},
    {"batch": 1},
)


def pictures(count=47, pixels=90, seed=2):
    """Return sparse pictures of ten classes; the last mini-batch is not full."""
    generator = np.random.default_rng(seed)
    x = generator.uniform(0.1, 1, (count, pixels)).astype(np.float32)
    x[generator.uniform(size=x.shape) < 0.7] = 0
    x[3] = 0
    return Examples(x, generator.integers(0, 10, count).astype(np.uint8))


def trained(monkeypatch, plan, layers, steps=(9,), pixels=90, **values):
    """Return a trainer after so many steps by one plan, or by NumPy, each count in pieces."""
    monkeypatch.setattr(plans, "PLANS", (plan,))
    monkeypatch.setattr(trainer_module, "compiled", lambda specification: plan is not NUMPY)
    asked = {"layers": layers, "batch": 10, "eta": 0.3, "epochs": 50, **values}
    trainer = Trainer(TrainingSettings.from_values(asked), pictures(pixels=pixels))
    assert trainer.network.parameters.dtype == (np.float64 if pixels < 90 else np.float32)
    for count in steps:
        left = count
        while left:
            left -= trainer.train(left)
    return trainer


_, SPARSE, EXAMPLES = PLANS
NUMPY = None
"""In place of a plan: the readable reference."""
