"""Trained parameters that a network with other layers keeps."""

from __future__ import annotations

import numpy as np

from engine.arrays import Vector
from engine.networks.layers.layer import Layer, Parameters
from engine.networks.network import Network


def transfer_parameters(old: Network, fresh: Network) -> Vector:
    """Return parameters for new layers: kept from the old network, the rest newly drawn.

    An added neuron has random incoming and zero outgoing weights, so the network computes the
    same function until it is trained further.

    Parameters
    ----------
    old, fresh : Network
        `fresh` is newly initialised with the new layers. Convolutions are kept up to the first
        that differs; dense layers only if all convolutions are the same.

    Returns
    -------
    Vector, shape (fresh.specification.parameter_count,)
    """
    result = Network(fresh.specification, fresh.parameters.copy())
    _keep_front(old, result)
    if old.specification.front != fresh.specification.front:
        return result.parameters
    kept = same_layers(old.specification.sizes, fresh.specification.sizes)
    for layer in range(1, len(fresh.specification.sizes)):
        below, above = kept[layer - 1], kept[layer]
        if below is None or above is None or above != below + 1:
            continue
        w, b = old.weights[above - 1], old.biases[above - 1]
        rows, columns = np.minimum(w.shape, result.weights[layer - 1].shape)
        result.weights[layer - 1][:rows, columns:] = 0
        result.weights[layer - 1][:rows, :columns] = w[:rows, :columns]
        result.biases[layer - 1][:rows] = b[:rows]
    return result.parameters


def _keep_front(old: Network, result: Network) -> None:
    """Copy the parameters of the layers before dense ones up to the first that differs."""
    for (before, kept), (after, fresh) in zip(_learning(old), _learning(result), strict=False):
        # activation and pooling do not change the shape of the weights
        if (before.kind, before.in_shape, kept[0].shape) != (
            after.kind,
            after.in_shape,
            fresh[0].shape,
        ):
            break
        for target, source in zip(fresh, kept, strict=True):
            target[:] = source


def _learning(network: Network) -> list[tuple[Layer, Parameters]]:
    layers = zip(network.specification.front, network.layer_parameters, strict=False)
    return [(layer, parameters) for layer, parameters in layers if parameters]


def same_layers(old: tuple[int, ...], new: tuple[int, ...]) -> list[int | None]:
    """Return for each new layer the index of the old layer it continues, None if it is new.

    With equal depth layers correspond one to one; otherwise from the front as long as sizes
    agree, and from the back for the rest.

    Examples
    --------
    >>> same_layers((2, 4, 1), (2, 4, 3, 1))
    [0, 1, None, 2]
    >>> same_layers((2, 4, 1), (2, 5, 1))
    [0, 1, 2]
    """
    if len(old) == len(new):
        return list(range(len(new)))
    front = 1
    shorter = min(len(old), len(new))
    while front < shorter - 1 and old[front] == new[front]:
        front += 1
    back = shorter - front
    found: list[int | None] = [None] * len(new)
    found[:front] = range(front)
    found[len(new) - back :] = range(len(old) - back, len(old))
    return found
