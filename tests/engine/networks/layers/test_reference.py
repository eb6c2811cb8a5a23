"""Convolution and pooling in NumPy, against loops over every cell."""

from __future__ import annotations

import numpy as np
import pytest

from engine.networks.layers.reference import convolve, convolve_back, pool, pool_back
from engine.networks.layers.stage import Stage

STAGES = (
    Stage((2, 5, 6), 3, 3),
    Stage((1, 7, 7), 2, 3, stride=2),
    Stage((2, 5, 4), 2, 3, same=True),
)
POOLED = [
    Stage((1, 7, 8), 2, 2, pooling=pooling, pool_size=size, pool_stride=step)
    for pooling in ("max", "average", "l2")
    for size, step in ((2, 2), (3, 2), (2, 1))
]
stages = pytest.mark.parametrize("stage", STAGES, ids=lambda stage: str(stage.in_shape))


def drawn(stage, generator, count=2):
    """Return inputs, weights and biases of a convolution."""
    shape = (stage.maps, stage.kernel, stage.kernel, stage.in_shape[0])
    return (
        generator.normal(size=(count, *stage.in_shape)),
        generator.normal(size=shape),
        generator.normal(size=stage.maps),
    )


def naive_convolution(stage, x, w, b):
    """Return z, cell by cell."""
    border = stage.border
    x = np.pad(x, ((0, 0), (0, 0), (border, border), (border, border)))
    z = np.zeros((len(x), *stage.maps_shape))
    for n, j, row, column in np.ndindex(z.shape):
        top, left = row * stage.stride, column * stage.stride
        field = x[n, :, top : top + stage.kernel, left : left + stage.kernel]
        z[n, j, row, column] = (field * np.moveaxis(w[j], 2, 0)).sum() + b[j]
    return z


def naive_pooling(stage, a):
    """Return the pooled maps, window by window."""
    maps, rows, columns = stage.out_shape
    pooled = np.zeros((len(a), maps, rows, columns))
    take = {"max": np.max, "average": np.mean, "l2": lambda w: np.sqrt((w * w).sum())}
    for n, j, row, column in np.ndindex(pooled.shape):
        top, left = row * stage.pool_stride, column * stage.pool_stride
        window = a[n, j, top : top + stage.pool_size, left : left + stage.pool_size]
        pooled[n, j, row, column] = take[stage.pooling](window)
    return pooled


@stages
def test_a_convolution_is_that_of_loops_over_all_cells(stage, generator):
    x, w, b = drawn(stage, generator)
    np.testing.assert_allclose(convolve(stage, x, w, b), naive_convolution(stage, x, w, b))


@stages
def test_gradients_of_a_convolution_are_central_differences(stage, generator):
    x, w, b = drawn(stage, generator)
    delta = generator.normal(size=(2, *stage.maps_shape))
    found = convolve_back(stage, x, w, delta)
    for part, gradient in zip((w, b, x), found, strict=True):
        assert gradient.shape == part.shape
        for place in [tuple(generator.integers(part.shape)) for _ in range(15)]:
            sides = []
            for step in (1e-6, -1e-6):
                part[place] += step
                sides.append((convolve(stage, x, w, b) * delta).sum())
                part[place] -= step
            assert gradient[place] == pytest.approx((sides[0] - sides[1]) / 2e-6, abs=1e-6)


@pytest.mark.parametrize("stage", POOLED, ids=lambda s: f"{s.pooling}{s.pool_size}/{s.pool_stride}")
def test_pooling_is_that_of_loops_over_all_windows(stage, generator):
    a = generator.normal(size=(2, *stage.maps_shape))
    np.testing.assert_allclose(pool(stage, a), naive_pooling(stage, a))


@pytest.mark.parametrize("stage", POOLED, ids=lambda s: f"{s.pooling}{s.pool_size}/{s.pool_stride}")
def test_errors_go_back_through_pooling_as_central_differences(stage, generator):
    a = generator.normal(size=(1, *stage.maps_shape))
    error = generator.normal(size=(1, *stage.out_shape))
    found = pool_back(stage, a, a, error)
    for place in [tuple(generator.integers(a.shape)) for _ in range(25)]:
        sides = []
        for step in (1e-6, -1e-6):
            a[place] += step
            sides.append((pool(stage, a) * error).sum())
            a[place] -= step
        assert found[place] == pytest.approx((sides[0] - sides[1]) / 2e-6, abs=1e-6)


def test_a_window_without_activity_sends_no_error_back():
    stage = Stage((1, 3, 3), 1, 2, pooling="l2", pool_size=2, pool_stride=2)
    a, error = np.zeros((1, 1, 2, 2)), np.ones((1, 1, 1, 1))
    np.testing.assert_array_equal(pool_back(stage, a, a, error), a)
