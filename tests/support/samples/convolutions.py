"""Small networks with convolutions of every kind, and pictures for them."""

import numpy as np
import pytest

from engine.data.examples import Examples
from engine.kernels.jit import JIT_AVAILABLE
from engine.networks.specification import parse_layers
from engine.training.settings import TrainingSettings

compiled = pytest.mark.skipif(not JIT_AVAILABLE, reason="kernels are not compiled here")

NETWORKS = (
    "12x12 conv3@3:tanh pool2 dense5:sigmoid softmax3",
    "12x12 conv3@3:sigmoid pool2 conv9@3same:tanh avgpool2 dense5:sigmoid softmax3",
    "2x9x9 conv3@3/2:tanh l2pool2 dense4:tanh softmax3",
    "9x11 conv3@4:leaky-relu conv2@2:tanh pool3/2 softmax3",
    "3x8x8 conv5@3same/2:linear conv12@3:sigmoid softmax3",
    "14x14 conv20@5:relu pool2 conv11@3:relu pool2 dense7:relu dense6:tanh softmax3",
)


def examples(layers, count=23, kind=np.float32, seed=1):
    """Return random pictures of three classes for a network, many pixels empty."""
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(count, parse_layers(layers).inputs)).astype(kind)
    x[generator.uniform(size=x.shape) < 0.3] = 0
    return Examples(x, generator.integers(0, 3, count).astype(np.uint8))


def shared(network):
    """Return shared weights and biases of every convolution."""
    pairs = zip(network.specification.front, network.layer_parameters, strict=False)
    return [parameters for layer, parameters in pairs if layer.kind == "convolution"]


def settings(layers, **values):
    """Return settings that train a network with convolutions."""
    asked = {"layers": layers, "cost": "log-likelihood", "eta": 0.2, "batch": 10, "epochs": 9}
    return TrainingSettings.from_values({**asked, **values})
