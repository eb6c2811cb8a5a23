"""Convolutions in NumPy, against loops over every cell."""

from __future__ import annotations

import numpy as np
import pytest

from engine.networks.layers.convolution import Convolution
from engine.networks.layers.layer import Signal

LAYERS = (
    Convolution((2, 5, 6), 3, 3),
    Convolution((1, 7, 7), 2, 3, stride=2),
    Convolution((2, 5, 4), 2, 3, same=True),
)
layers = pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.word)


def drawn(layer, generator, count=2):
    """Return inputs, weights and biases of a convolution."""
    shape = (layer.maps, layer.kernel, layer.kernel, layer.in_shape[0])
    return (
        generator.normal(size=(count, *layer.in_shape)),
        generator.normal(size=shape),
        generator.normal(size=layer.maps),
    )


def naive_convolution(layer, x, w, b):
    """Return z, cell by cell."""
    border = layer.border
    x = np.pad(x, ((0, 0), (0, 0), (border, border), (border, border)))
    z = np.zeros((len(x), *layer.out_shape))
    for n, j, row, column in np.ndindex(z.shape):
        top, left = row * layer.stride, column * layer.stride
        field = x[n, :, top : top + layer.kernel, left : left + layer.kernel]
        z[n, j, row, column] = (field * np.moveaxis(w[j], 2, 0)).sum() + b[j]
    return z


@layers
def test_a_convolution_is_that_of_loops_over_all_cells(layer, generator):
    x, w, b = drawn(layer, generator)
    z = layer.forward((w, b), Signal(x, x)).z
    np.testing.assert_allclose(z, naive_convolution(layer, x, w, b))


@layers
def test_gradients_of_a_convolution_are_central_differences(layer, generator):
    x, w, b = drawn(layer, generator)
    delta = generator.normal(size=(2, *layer.out_shape))
    found = *layer.gradient(Signal(x, x), delta), layer.error((w, b), Signal(x, x), delta)
    for part, gradient in zip((w, b, x), found, strict=True):
        assert gradient.shape == part.shape
        for place in [tuple(generator.integers(part.shape)) for _ in range(15)]:
            sides = []
            for step in (1e-6, -1e-6):
                part[place] += step
                sides.append((layer.forward((w, b), Signal(x, x)).z * delta).sum())
                part[place] -= step
            assert gradient[place] == pytest.approx((sides[0] - sides[1]) / 2e-6, abs=1e-6)
