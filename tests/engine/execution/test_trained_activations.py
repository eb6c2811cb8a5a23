"""Every activation of the table trains by every plan, as its naive twin says."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.examples import Examples
from engine.execution import plans
from engine.execution.plans import PLANS
from engine.functions.activations import HIDDEN
from engine.functions.costs import COST
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.reference.naive_dense import total_cost

ETA = 0.1
PLAN = {plan.name: plan for plan in PLANS}
hidden = pytest.mark.parametrize("activation", HIDDEN, ids=lambda entry: entry.name)


def trainer_of(layers, x, classes=10, **values):
    """Return a trainer on random classes, one mini-batch an epoch."""
    labels = np.random.default_rng(3).integers(0, classes, len(x)).astype(np.uint8)
    asked = {"layers": layers, "batch": len(x), "eta": ETA, "epochs": 50, **values}
    return Trainer(TrainingSettings.from_values(asked), Examples(x, labels), classes)


def step_of(trainer):
    """Return the gradient that one step followed, and the network before it."""
    before = trainer.network.parameters.copy()
    trainer.train(1)
    return (before - trainer.network.parameters) / ETA, before


@hidden
def test_a_step_follows_the_difference_quotient_of_the_naive_cost(activation, monkeypatch):
    monkeypatch.setattr(plans, "PLANS", (PLAN["examples"],))
    x = np.random.default_rng(5).normal(size=(4, 3)).astype(np.float32)
    name = activation.name
    trainer = trainer_of(f"3 dense4:{name} dense2:{name}", x, 2, cost="quadratic")
    labels = trainer.training_part().labels
    gradient, p = step_of(trainer)
    examples = [
        (row.tolist(), np.eye(2)[label].tolist()) for row, label in zip(x, labels, strict=True)
    ]

    def cost(parameters):
        told = (trainer.network.specification.sizes, (name, name), examples)
        return total_cost(parameters.tolist(), *told, "quadratic", "none", 0.0)

    for place in range(len(p)):
        step = np.zeros_like(p)
        step[place] = 1e-5
        assert gradient[place] == pytest.approx((cost(p + step) - cost(p - step)) / 2e-5, abs=1e-8)


@hidden
@pytest.mark.parametrize(
    "layers",
    ["90 dense20:{0} softmax10", "9x10 conv3@3:{0} pool2 dense9:{0} softmax10",
     "9x10 conv3@3same:{0} avgpool2 dense9:{0} softmax10"],
)  # fmt: skip
def test_a_step_in_float32_follows_the_gradient_of_the_readable_network(activation, layers):
    x = np.random.default_rng(5).uniform(0, 1, (6, 90)).astype(np.float32)
    trainer = trainer_of(layers.format(activation.name), x, cost="log-likelihood")
    y = np.eye(10, dtype=np.float32)[trainer.training_part().labels]
    expected = trainer.network.backprop(x, y, COST["log-likelihood"])
    gradient, _ = step_of(trainer)
    np.testing.assert_allclose(gradient, expected, atol=2e-5)
    assert np.abs(expected).max() > 1e-2


@hidden
@pytest.mark.parametrize("layers", ["5 dense6:{0} dense10", "9x10 conv3@3:{0} pool2 dense10"])
def test_a_run_resumed_in_pieces_reaches_the_same_bits(activation, layers):
    words = layers.format(activation.name)
    x = np.random.default_rng(5).uniform(0, 1, (12, 5 if words[0] == "5" else 90))
    one, other = (
        trainer_of(words, x.astype(np.float32), batch=4, dropout=0.3, momentum=0.5)
        for _ in range(2)
    )
    first = other.state.copy()
    for pieces in ((6,), (2, 1, 3)):
        other.restore(first.copy())
        for count in pieces:
            left = count
            while left:
                left -= other.train(left)
        done = one.state.step
        while done < 6:
            done += one.train(6 - done)
        assert one.network.digest() == other.network.digest()
