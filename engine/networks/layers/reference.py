"""Reference implementation of convolution and pooling in NumPy.

Images have shape (batch, channel, row, column).  Weights of a stage have shape
(maps, kernel, kernel, channels).  Nielsen (2015), ch. 6, eq. (125).
"""

from __future__ import annotations

from functools import reduce

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from engine.arrays import Images, Matrix, Vector
from engine.networks.layers.stage import Stage


def convolve(stage: Stage, x: Images, w: Images, b: Vector) -> Images:
    """Return z of every feature map, eq. (125)."""
    fields = _windows(_bordered(stage, x), stage.kernel, stage.stride)
    z = np.tensordot(fields, w, axes=((1, 4, 5), (3, 1, 2))) + b
    return np.moveaxis(z, 3, 1)


def convolve_back(
    stage: Stage, x: Images, w: Images, delta: Images
) -> tuple[Images, Vector, Images]:
    """Return ∂C/∂w and ∂C/∂b, summed over batch and positions, and ∂C/∂x of each example."""
    fields = _windows(_bordered(stage, x), stage.kernel, stage.stride)
    nabla_w = np.einsum("ncpqlm,nkpq->klmc", fields, delta, optimize=True)
    errors = np.zeros_like(_bordered(stage, x))
    parts = np.einsum("nkpq,klmc->ncpqlm", delta, w, optimize=True)
    _, rows, columns = stage.maps_shape
    for row in range(stage.kernel):
        for column in range(stage.kernel):
            down = slice(row, row + stage.stride * rows, stage.stride)
            right = slice(column, column + stage.stride * columns, stage.stride)
            errors[:, :, down, right] += parts[..., row, column]
    inside = slice(stage.border, errors.shape[2] - stage.border)
    across = slice(stage.border, errors.shape[3] - stage.border)
    return nabla_w, delta.sum(axis=(0, 2, 3)), errors[:, :, inside, across]


def pool(stage: Stage, a: Images) -> Images:
    """Return the pooled maps: maximum, mean, or root of the sum of squares."""
    if stage.pooling == "none":
        return a
    cells = [a[:, :, down, right] for down, right in _window_cells(stage)]
    if stage.pooling == "max":
        pooled: Images = reduce(np.maximum, cells)
    elif stage.pooling == "average":
        pooled = sum(cells[1:], cells[0]) / a.dtype.type(len(cells))
    else:
        pooled = np.sqrt(sum((cell * cell for cell in cells[1:]), cells[0] * cells[0]))
    return pooled


def pool_back(stage: Stage, a: Images, z: Images, error: Images) -> Images:
    """Return ∂C/∂a before pooling; max-pooling assigns it to the first largest z of a window."""
    if stage.pooling == "none":
        return error
    pooled = pool(stage, a)
    places = np.stack([z[:, :, down, right] for down, right in _window_cells(stage)]).argmax(axis=0)
    errors = np.zeros_like(a)
    for place, (down, right) in enumerate(_window_cells(stage)):
        if stage.pooling == "max":
            share: Matrix = (places == place).astype(a.dtype)
        elif stage.pooling == "average":
            share = np.full_like(error, 1 / stage.pool_size**2)
        else:
            share = a[:, :, down, right] / np.where(pooled == 0, 1, pooled)
        errors[:, :, down, right] += share * error
    return errors


def _window_cells(stage: Stage) -> list[tuple[slice, slice]]:
    """Return slices of rows and columns of the maps for each cell of the pooling window."""
    _, rows, columns = stage.out_shape
    step = stage.pool_stride
    sides = range(stage.pool_size)
    return [
        (slice(row, row + step * rows, step), slice(column, column + step * columns, step))
        for row in sides
        for column in sides
    ]


def _bordered(stage: Stage, x: Images) -> Images:
    border = (stage.border, stage.border)
    return np.pad(x, ((0, 0), (0, 0), border, border)) if stage.border else x


def _windows(x: Images, size: int, step: int) -> Images:
    """Return a view of all square windows, shape (batch, channel, row, column, size, size)."""
    windows: Images = sliding_window_view(x, (size, size), axis=(2, 3))[:, :, ::step, ::step]
    return windows
