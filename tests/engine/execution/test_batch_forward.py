"""Many examples through small networks at once: the same numbers as one by one.

The kernels are feed_batch, feed_networks, costs_of_networks.
"""

import numpy as np
import pytest

from engine.execution.batch_forward import activations_of, costs_of_many, outputs_of_many
from engine.functions.costs import COST
from engine.kernels.jit import JIT_AVAILABLE
from engine.networks.network import Network
from engine.networks.specification import parse_layers

LAYERS = [
    "2 4 1",
    "2 5:tanh 3:relu 1",
    "3 4:leaky-relu 6 softmax3",
    "2 1",
    "2 16 16 1",
    "1 3:linear 2",
]
COUNTS = [1, 15, 16, 17, 100]


def drawn(layers, count, networks=3):
    """Return a specification, parameters of some networks, inputs and wanted outputs."""
    specification = parse_layers(layers, "cross-entropy")
    generator = np.random.default_rng(len(layers) + count)
    parameters = generator.normal(size=(networks, specification.parameter_count))
    x = 2 * generator.normal(size=(specification.sizes[0], count))
    labels = generator.integers(0, max(specification.sizes[-1], 2), count)
    n_out = specification.sizes[-1]
    y = (labels == np.arange(n_out)[:, None]).astype(float)
    return specification, parameters, x, y


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("layers", LAYERS)
def test_all_neurons_are_as_in_the_readable_network(layers, count):
    specification, parameters, x, _ = drawn(layers, count)
    ours = activations_of(specification, parameters[0], x)
    _, theirs = Network(specification, parameters[0]).trace(x.T)
    np.testing.assert_allclose(ours, np.concatenate(theirs[1:], axis=1).T, atol=1e-14)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("layers", LAYERS)
def test_the_outputs_of_many_networks_are_those_of_each(layers, count):
    specification, parameters, x, _ = drawn(layers, count)
    ours = outputs_of_many(specification, parameters, x)
    for network, row in zip(ours, parameters, strict=True):
        theirs = Network(specification, row).feedforward(x.T)
        np.testing.assert_allclose(network, theirs, atol=1e-14)


@pytest.mark.parametrize("cost", sorted(COST))
@pytest.mark.parametrize("layers", LAYERS[:5])
def test_the_costs_of_many_networks_are_those_of_each(layers, cost):
    specification, parameters, x, y = drawn(layers, 37)
    if layers.startswith("2 5"):
        parameters *= 0.1  # the cost of a rectified output beyond 1 is none of a logarithm
    ours = costs_of_many(specification, parameters, x, y, cost)
    for value, row in zip(ours, parameters, strict=True):
        outputs = Network(specification, row).feedforward(x.T)
        assert value == pytest.approx(COST[cost].value(outputs, y.T).mean(), rel=1e-12, abs=1e-14)


@pytest.mark.skipif(not JIT_AVAILABLE, reason="there is one way only")
def test_without_the_compiler_the_numbers_are_the_same(monkeypatch):
    specification, parameters, x, y = drawn("2 4 1", 40)

    def all_of_it():
        return (
            activations_of(specification, parameters[0], x),
            outputs_of_many(specification, parameters, x),
            costs_of_many(specification, parameters, x, y, "cross-entropy"),
        )

    compiled = all_of_it()
    monkeypatch.setattr("engine.execution.batch_forward.JIT_AVAILABLE", False)
    for ours, theirs in zip(compiled, all_of_it(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-13)
