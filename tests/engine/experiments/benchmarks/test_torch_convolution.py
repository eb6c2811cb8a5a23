"""Convolution in PyTorch learns what the formulas say."""

import numpy as np
import pytest

from engine.experiments.benchmarks.torch_convolution import TorchConvolution
from engine.functions.costs import COST
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from tests.support.samples.baselines import dense_weights, in_torch_order, problem, program_like

PICTURES = (
    "9x9 conv3@4 pool2 dense7 softmax10",
    "9x9 conv3@3:relu pool2 conv4@2:tanh dense6:relu softmax10",
    "9x9 conv3@4:tanh avgpool2 softmax10",
)


@pytest.mark.parametrize("layers", PICTURES)
def test_convolution_in_pytorch_learns_what_the_formulas_say(layers):
    pytest.importorskip("torch")
    specification, examples = parse_layers(layers, "log-likelihood"), problem(inputs=81)
    network = Network.initialised(specification, "1/sqrt(n_in)", 1)
    program = program_like(TorchConvolution, network, examples)
    order, y = np.random.default_rng(5).permutation(47), np.eye(10)[examples.labels]
    program.epoch(order)
    for first in range(0, 47, 10):
        rows = order[first : first + 10]
        gradient = network.backprop(examples.x[rows], y[rows], COST["log-likelihood"])
        network.parameters -= 0.5 * gradient
    found = dense_weights(program)
    for ours, theirs in zip(in_torch_order(network), found, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)
    # its logarithm of softmax is taken by the loss
    inputs = program._inputs(specification, examples.x)
    outputs = program._model(inputs).softmax(1).detach().numpy()
    np.testing.assert_allclose(network.feedforward(examples.x), outputs, rtol=1e-3, atol=1e-5)


def test_dropout_stands_before_every_dense_layer():
    pytest.importorskip("torch")
    specification, examples = parse_layers(PICTURES[0], "log-likelihood"), problem(inputs=81)
    told = (specification, examples.x, np.eye(10)[examples.labels], 10, 0.5)
    kinds = [type(layer).__name__ for layer in TorchConvolution(*told, dropout=0.5)._model]
    assert [kinds[n - 1] for n, kind in enumerate(kinds) if kind == "Linear"] == ["Dropout"] * 2
