"""Networks and random pictures to be measured."""

import numpy as np

from engine.networks.network import Network
from engine.training.settings import TrainingSettings

LAYERS = (
    "20-8-10",
    "64-40-30-10",
    "20 dense9:tanh dense8:relu softmax10",
    "20 dense9:leaky-relu dense10:linear",
)


def network_of(layers, cost="cross-entropy"):
    """Return a newly drawn network and its settings."""
    settings = TrainingSettings.from_values({"layers": layers, "cost": cost})
    return Network.initialised(settings.specification(), settings.initialiser, 3), settings


def examples_for(network, count=57, seed=1):
    """Return inputs, many of them zero, and labels of ten classes."""
    generator = np.random.default_rng(seed)
    x = generator.uniform(size=(count, network.specification.sizes[0]))
    x[generator.uniform(size=x.shape) < 0.6] = 0
    labels = generator.integers(0, 10, count).astype(np.uint8)
    return x.astype(np.float32), labels
