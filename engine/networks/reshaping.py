"""Change the layers of a network and keep the trained parameters where possible."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.arrays import Vector
from engine.errors import ShapeError
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification


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
    _keep_maps(old, result)
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


def _keep_maps(old: Network, result: Network) -> None:
    """Copy the parameters of convolutions up to the first one that differs."""
    fronts = zip(old.specification.front, result.specification.front, strict=False)
    for place, (before, after) in enumerate(fronts):
        # activation and pooling do not change the shape of the weights
        if (before.in_shape, before.maps, before.kernel) != (
            after.in_shape,
            after.maps,
            after.kernel,
        ):
            break
        result.map_weights[place][:] = old.map_weights[place]
        result.map_biases[place][:] = old.map_biases[place]


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


# --- notation -------------------------------------------------------------------------------


def words_of(specification: NetworkSpecification) -> str:
    """Return the notation of dense layers, joined by hyphens; sigmoid is left out.

    Examples
    --------
    >>> from engine.networks.specification import parse_layers
    >>> words_of(parse_layers("2 4:tanh 1"))
    '2-4:tanh-1'
    """
    parts = [str(specification.sizes[0])]
    for size, activation in zip(specification.sizes[1:], specification.activations, strict=True):
        parts.append(str(size) if activation == "sigmoid" else f"{size}:{activation}")
    return "-".join(parts)


def resized(specification: NetworkSpecification, layer: int, neurons: int) -> str:
    """Return the notation of a network with another number of neurons in one layer."""
    _check_hidden(specification, layer)
    sizes = list(specification.sizes)
    sizes[layer] = neurons
    return words_of(replace(specification, sizes=tuple(sizes)))


def with_activation(specification: NetworkSpecification, layer: int, activation: str) -> str:
    """Return the notation of a network with another activation in one layer."""
    if not 1 <= layer < len(specification.sizes):
        raise _no_such_layer(len(specification.sizes) - 1, layer)
    activations = list(specification.activations)
    activations[layer - 1] = activation
    return words_of(replace(specification, activations=tuple(activations)))


def with_layer(specification: NetworkSpecification, layer: int, neurons: int) -> str:
    """Return the notation of a network with a hidden layer inserted before layer `layer`."""
    if not 1 <= layer < len(specification.sizes):
        raise _no_such_layer(len(specification.sizes) - 1, layer)
    sizes, activations = list(specification.sizes), list(specification.activations)
    # activation of the layer before it, or of the first; tanh if there is only an output layer
    like = activations[layer - 2] if layer > 1 else activations[0]
    sizes.insert(layer, neurons)
    activations.insert(layer - 1, "tanh" if len(activations) == 1 else like)
    return words_of(replace(specification, sizes=tuple(sizes), activations=tuple(activations)))


def without_layer(specification: NetworkSpecification, layer: int) -> str:
    """Return the notation of a network without one of its hidden layers."""
    _check_hidden(specification, layer)
    sizes, activations = list(specification.sizes), list(specification.activations)
    del sizes[layer], activations[layer - 1]
    return words_of(replace(specification, sizes=tuple(sizes), activations=tuple(activations)))


def _check_hidden(specification: NetworkSpecification, layer: int) -> None:
    if not 1 <= layer < len(specification.sizes) - 1:
        raise _no_such_layer(len(specification.sizes) - 2, layer)


def _no_such_layer(last: int, found: int) -> ShapeError:
    return ShapeError(
        "expected a layer from 1 to {last}, got {found}; choose one that is there",
        last=last,
        found=found,
    )
