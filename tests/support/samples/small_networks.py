"""A network of four layers away from the kinks of ReLU, and a mini-batch."""

from __future__ import annotations

import numpy as np

from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification

SIZES = (5, 6, 4, 3)


def problem(hidden, output):
    """Return a network away from the kinks of ReLU, and a mini-batch."""
    specification = NetworkSpecification.dense(SIZES, (hidden, hidden, output))
    generator = np.random.default_rng(11)
    parameters = generator.standard_normal(specification.parameter_count) / 2
    for b in Network(specification, parameters).biases:
        b += 0.5
    x = generator.random((4, SIZES[0]))
    labels = generator.integers(0, SIZES[-1], 4).astype(np.uint8)
    return specification, parameters, x, labels
