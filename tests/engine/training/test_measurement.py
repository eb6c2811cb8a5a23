"""Measurements say what plain NumPy says, whatever the pieces."""

import numpy as np
import pytest

from engine.data.examples import Examples, one_hot
from engine.functions.costs import COST
from engine.networks.network import Network
from engine.training.measurement import Measurement, layer_measures, score_network, score_with_numpy
from engine.training.settings import TrainingSettings
from tests.support.samples.measured import LAYERS, examples_for, network_of


@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy", "log-likelihood"])
@pytest.mark.parametrize("layers", [each for each in LAYERS if "linear" not in each])
def test_the_kernel_measures_what_numpy_measures(layers, cost):
    # by score_sparse in float32, by feed_networks in float64
    network, settings = network_of(layers, cost)
    x, labels = examples_for(network)
    examples, rows, found = Examples(x, labels), np.arange(5, 57), []
    for work in (score_network, score_with_numpy):
        answers, confidence = np.zeros(52, np.uint8), np.zeros(52, network.parameters.dtype)
        cost = work(network, settings, examples, rows, answers, confidence)
        found.append((cost, answers, confidence))
    assert found[0][0] == pytest.approx(found[1][0], rel=1e-5)
    np.testing.assert_array_equal(found[0][1], found[1][1])
    np.testing.assert_allclose(found[0][2], found[1][2], rtol=1e-4)


def test_pieces_of_any_size_add_up_to_the_whole():
    network, settings = network_of("20-8-10")
    x, labels = examples_for(network, 2_345)
    score = Measurement(network, settings, {"test": Examples(x, labels)}).finish()["test"]
    answers = network.feedforward(x).argmax(axis=1)
    np.testing.assert_array_equal(score.answers, answers)
    assert score.accuracy == pytest.approx((answers == labels).mean())


@pytest.mark.parametrize(
    ("layers", "cost"),
    [
        ("2-4-2-1", "cross-entropy"),
        ("2-5:relu-3:tanh-1", "quadratic"),
        ("2-6:sigmoid-3:softmax", "log-likelihood"),
        ("784-30-10", "cross-entropy"),
        ("28x28 conv2@5:relu pool2 dense12 softmax10", "log-likelihood"),
    ],
)
def test_slopes_and_saturation_of_layers_are_those_of_backprop(layers, cost):
    settings = TrainingSettings.from_values({"layers": layers, "cost": cost})
    specification = settings.specification()
    network = Network.initialised(specification, "normal", 3)
    generator = np.random.default_rng(3)
    x = generator.random((70, specification.inputs)).astype(np.float32)
    outputs = specification.sizes[-1]
    probe = Examples(x, generator.integers(0, max(outputs, 2), 70).astype(np.uint8))
    norms, shares = layer_measures(network, settings, probe)
    kind = network.parameters.dtype
    y = one_hot(probe.labels, outputs, kind)
    gradient = network.backprop(x.astype(kind), y, COST[cost])
    expected = [np.linalg.norm(w) for w in Network(specification, gradient).weights]
    tolerance = 1e-9 if kind == np.float64 else 1e-4
    np.testing.assert_allclose(norms, expected, rtol=tolerance)
    zs, activations = network.trace(x.astype(kind))
    for share, activation, z, a in zip(
        shares, network.activations, zs, activations[1:], strict=True
    ):
        flat = np.abs(activation.derivative(z, a)) < activation.saturation
        assert share == pytest.approx(flat.mean(), abs=0.01)
