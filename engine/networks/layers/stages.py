"""Forward and backward pass through all convolutions of a network, in NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Images, Matrix, Vector
from engine.networks.layers.reference import convolve, convolve_back, pool, pool_back
from engine.networks.layers.stage import Stage


@dataclass(frozen=True, slots=True)
class StageTrace:
    """Trace of a forward pass through one stage; shapes (batch, channel, row, column).

    Attributes
    ----------
    x : Images
        Inputs of the stage.
    z, a : Images
        Weighted inputs and activations of the maps, before pooling.
    """

    x: Images
    z: Images
    a: Images


def forward(
    front: Sequence[Stage], weights: Sequence[Images], biases: Sequence[Vector], x: Matrix
) -> tuple[list[StageTrace], Matrix]:
    """Return the trace of every stage, and the features.

    Parameters
    ----------
    x : Matrix, shape (batch, inputs)

    Returns
    -------
    features : Matrix, shape (batch, rows * columns * maps)
        Order (row, column, map), maps innermost; without stages x itself.
    """
    if not front:
        return [], x
    images: Images = x.reshape(len(x), *front[0].in_shape)
    passed = []
    for stage, w, b in zip(front, weights, biases, strict=True):
        z = convolve(stage, images, w, b)
        passed.append(StageTrace(images, z, stage.activation_entry.value(z)))
        images = pool(stage, passed[-1].a)
    return passed, np.moveaxis(images, 1, 3).reshape(len(x), -1)


def backward(
    front: Sequence[Stage], weights: Sequence[Images], passed: Sequence[StageTrace], error: Matrix
) -> list[tuple[Images, Vector]]:
    """Return ∂C/∂w and ∂C/∂b of every stage, summed over the batch.

    Parameters
    ----------
    error : Matrix, shape (batch, features)
        ∂C/∂a of the features.
    """
    maps, rows, columns = front[-1].out_shape
    errors: Images = np.moveaxis(error.reshape(len(error), rows, columns, maps), 3, 1)
    gradients = []
    for stage, w, seen in reversed(list(zip(front, weights, passed, strict=True))):
        errors = pool_back(stage, seen.a, seen.z, errors)
        delta = errors * stage.activation_entry.derivative(seen.z, seen.a)
        nabla_w, nabla_b, errors = convolve_back(stage, seen.x, w, delta)
        gradients.append((nabla_w, nabla_b))
    return gradients[::-1]
