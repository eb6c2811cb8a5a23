"""A small network that could read digits."""

from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification


def small_network(activation: str, seed: int = 1) -> Network:
    """Return an untrained network of one hidden layer."""
    specification = NetworkSpecification.dense((784, 5, 10), ("tanh", activation))
    return Network.initialised(specification, "1/sqrt(n_in)", seed)
