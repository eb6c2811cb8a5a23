"""A neuron's explanation adds up to what the network computes."""

import numpy as np
import pytest

from engine.backpropagation.explanation import contributions, explain_neuron
from engine.errors import ShapeError
from engine.networks.network import Network
from engine.networks.specification import parse_layers


def traced(layers="6-5-4-3", seed=1):
    """Return a small network and its activations for one picture."""
    network = Network.initialised(parse_layers(layers), "normal", seed)
    x = np.random.default_rng(seed).uniform(size=(1, 6))
    _, activations = network.trace(x)
    return network, [a[0] for a in activations]


def explain(network, activations, layer, neuron, count=3):
    names = [activation.name for activation in network.activations]
    return explain_neuron(
        network.weights,
        network.biases,
        names,
        activations,
        layer=layer,
        neuron=neuron,
        count=count,
    )


@pytest.mark.parametrize(("layer", "neuron"), [(1, 0), (1, 4), (2, 3), (3, 1)])
def test_terms_rest_and_bias_add_up_to_the_weighted_sum(layer, neuron):
    network, activations = traced()
    explanation = explain(network, activations, layer, neuron)
    z = network.weights[layer - 1][neuron] @ activations[layer - 1]
    z += network.biases[layer - 1][neuron]
    listed = sum(term.product for term in explanation.terms)
    assert explanation.weighted_sum == pytest.approx(z, abs=1e-12)
    assert listed + explanation.rest + explanation.bias == pytest.approx(z, abs=1e-12)


def test_largest_terms_come_first_and_zero_terms_are_not_listed():
    network, activations = traced()
    activations[0][:4] = 0.0
    explanation = explain(network, activations, 1, 2, count=6)
    sizes = [abs(term.product) for term in explanation.terms]
    assert sizes == sorted(sizes, reverse=True)
    assert {term.source for term in explanation.terms} == {4, 5}


def test_pushes_of_the_last_hidden_layer_are_weight_times_activation():
    network, activations = traced()
    explanation = explain(network, activations, 2, 1)
    expected = [network.weights[2][k, 1] * activations[2][1] for k in range(3)]
    assert explanation.exact
    assert explanation.pushes == pytest.approx(expected)


def test_pushes_of_an_earlier_layer_follow_a_central_difference():
    network, activations = traced()
    explanation = explain(network, activations, 1, 2)
    step = 1e-6

    def output_sums(change):
        a = activations[1].copy()
        a[2] += change
        hidden = 1 / (1 + np.exp(-(network.weights[1] @ a + network.biases[1])))
        return network.weights[2] @ hidden + network.biases[2]

    slope = (output_sums(step) - output_sums(-step)) / (2 * step)
    assert not explanation.exact
    assert explanation.pushes == pytest.approx(slope * activations[1][2], rel=1e-6)


def test_an_output_neuron_pushes_nothing():
    network, activations = traced()
    assert explain(network, activations, 3, 0).pushes.size == 0


@pytest.mark.parametrize(("layer", "neuron"), [(0, 0), (4, 0), (1, 5), (1, -1)])
def test_a_neuron_that_does_not_exist_is_refused(layer, neuron):
    network, activations = traced()
    with pytest.raises(ShapeError, match="expected a neuron"):
        explain(network, activations, layer, neuron)


def test_contributions_add_up_to_the_weighted_sums_without_bias():
    network, activations = traced()
    carried = contributions(network.weights[0], activations[0])
    assert carried.sum(axis=1) == pytest.approx(network.weights[0] @ activations[0])
