"""Networks to be exported: every activation, convolutions, the shipped ones."""

from __future__ import annotations

import numpy as np

from engine.functions.activations import ACTIVATIONS
from engine.networks.network import Network
from engine.networks.specification import parse_layers

SHIPPED = ("plain", "ready-made")
DENSE = [f"7 dense5:{each.name} dense4:{each.name}" for each in ACTIVATIONS]

CONVOLUTIONS = [
    "9x8 conv3@3 dense4:softmax",
    "9x8 conv3@3same:tanh pool2 dense4",
    "2x9x8 conv3@3/2:leaky-relu avgpool2/1 dense5:relu dense4:linear",
    "3x11x12 conv4@5same/2:linear l2pool3/2 dense4:tanh",
    "9x8 conv3@3:gelu pool2 dense4:swish",
    "12x12 conv3@3:relu pool3/2 conv5@3same:sigmoid avgpool2 conv2@2 dense6 dense3:softmax",
]

RANDOM = [*DENSE, *CONVOLUTIONS]


def drawn(words, *, kind=np.float64, seed=1):
    """Return a network whose weights and biases are all drawn at random."""
    specification = parse_layers(words, "quadratic")
    generator = np.random.default_rng(seed)
    return Network(
        specification, generator.normal(0, 0.5, specification.parameter_count).astype(kind)
    )
