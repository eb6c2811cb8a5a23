"""Networks: outputs beside the naive twin, training steps beside central differences."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.examples import Examples, one_hot
from engine.functions.activations import ACTIVATIONS
from engine.functions.costs import COST, COSTS
from engine.functions.regularisers import REGULARISERS
from engine.networks.network import Network
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.reference import naive_dense
from tests.support.samples.small_networks import SIZES, problem

STEP = 1e-6
PROBABILITIES = ("sigmoid", "softmax")


def central_differences(cost, parameters):
    """Return dC/dp of every parameter by two evaluations each."""
    gradient = np.empty_like(parameters)
    for p in range(len(parameters)):
        high, low = parameters.copy(), parameters.copy()
        high[p] += STEP
        low[p] -= STEP
        gradient[p] = (cost(high) - cost(low)) / (2 * STEP)
    return gradient


def relative_error(found, expected):
    """Return the distance of two gradients relative to their length."""
    return np.linalg.norm(found - expected) / (np.linalg.norm(found) + np.linalg.norm(expected))


def combinations():
    """Return every hidden activation, output activation and cost that may be combined."""
    outputs = [activation.name for activation in ACTIVATIONS]
    return [
        (hidden.name, output, cost.name)
        for hidden in ACTIVATIONS
        for output in outputs
        for cost in COSTS
        if cost.name == "quadratic" or output in PROBABILITIES
    ]


@pytest.mark.parametrize(("hidden", "output", "cost"), combinations())
@pytest.mark.parametrize("regulariser", REGULARISERS, ids=lambda entry: entry.name)
def test_a_training_step_follows_the_gradient_by_central_differences(
    hidden, output, cost, regulariser
):
    specification, parameters, x, labels = problem(hidden, output)
    y = one_hot(labels, SIZES[-1], np.dtype(np.float64))
    decay, eta = 0.7, 1e-3

    def total(p):
        network = Network(specification, p)
        penalties = sum(regulariser.value(w) for w in network.weights)
        return COST[cost].value(network.feedforward(x), y).mean() + decay * penalties

    expected = central_differences(total, parameters)
    words = f"{SIZES[0]} dense6:{hidden} dense4:{hidden} dense3:{output}"
    settings = TrainingSettings.from_values(
        {
            "layers": words,
            "cost": cost,
            "eta": eta,
            "batch": 4,
            "lambda": decay * 4,
            "regulariser": regulariser.name,
        }
    )
    trainer = Trainer(settings, Examples(x, labels), classes=3)
    trainer.state.parameters[:] = parameters
    assert trainer.train(1) == 1
    found = (parameters - trainer.state.parameters) / eta
    assert relative_error(found, expected) < 1e-6


@pytest.mark.parametrize(("hidden", "output", "cost"), combinations())
def test_feedforward_and_cost_agree_with_the_naive_twin(hidden, output, cost):
    specification, parameters, x, labels = problem(hidden, output)
    y = one_hot(labels, SIZES[-1], np.dtype(np.float64))
    network = Network(specification, parameters)
    expected = naive_dense.total_cost(
        parameters.tolist(),
        SIZES,
        specification.activations,
        list(zip(x.tolist(), y.tolist(), strict=True)),
        cost,
        "none",
        0.0,
    )
    assert COST[cost].value(network.feedforward(x), y).mean() == pytest.approx(expected, rel=1e-12)
