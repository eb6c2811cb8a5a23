"""Vectors of four float64 compute what NumPy computes."""

import numpy as np
import pytest

from engine.kernels.jit import kernel
from engine.kernels.simd.simd_f64 import (
    add_outer,
    pointer,
    send_quad,
    sigmoid_quads,
    through_sigmoid,
    weigh,
)


@kernel
def sigmoid_of(z, a):
    sigmoid_quads(pointer(z), pointer(a), 0, z.shape[0])


@kernel
def slope_of(a, error, place):
    through_sigmoid(pointer(a), pointer(error), place, error.shape[0] - place)


@kernel
def weigh_block(w, value, v, count, z, place):
    weigh((pointer(w), 4, 8), 0, (pointer(value), v, count), pointer(z), place)


@kernel
def add_block(out, value, v, count, scale, delta, place):
    values = (pointer(value), v, count)
    add_outer((pointer(out), 4, 8), 0, values, scale, pointer(delta), place)


@kernel
def send_block(w, start, width, left, delta, above, below):
    send_quad((pointer(w), start, width), left, pointer(delta), above, below)


def normal(*shape, seed=3):
    return np.random.default_rng(seed).normal(size=shape)


def test_sigmoids_are_right_to_the_last_places():
    z = np.concatenate([np.linspace(-40, 40, 4001), [-700, 700, 0]])
    a = np.zeros_like(z)
    sigmoid_of(z, a)
    e = np.exp(-np.abs(z))
    np.testing.assert_allclose(a, np.where(z >= 0, 1, e) / (1 + e), rtol=6e-16)


def test_sigmoids_of_huge_numbers_are_finite_and_of_nan_nan():
    z, a = np.array([-1e308, 1e308, -np.inf, np.inf, np.nan, 0, 0, 0]), np.zeros(8)
    sigmoid_of(z, a)
    np.testing.assert_array_equal(a[[1, 3, 4, 5]], [1, 1, np.nan, 0.5])
    assert 0 <= a[0] == a[2] < 1e-300


def test_the_slope_of_the_sigmoid_is_multiplied_in():
    a, error = normal(12), normal(12, seed=4)
    wanted = np.concatenate([error[:4], error[4:] * a[4:] * (1 - a[4:])])
    slope_of(a, error, 4)
    np.testing.assert_allclose(error, wanted, rtol=1e-15)


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_weighted_rows_are_summed_and_changed(count):
    w, value, z = normal(4 + 8 * 7), normal(10), np.zeros(12)
    rows = w[4:].reshape(7, 8)[:count, :4]
    weigh_block(w, value, 2, count, z, 4)
    wanted = w[:4] + value[2 : 2 + count] @ rows
    np.testing.assert_allclose(z, np.concatenate([np.zeros(4), wanted, np.zeros(4)]), rtol=1e-12)
    changed = w.copy()
    add_block(changed, value, 2, count, 0.5, z, 4)
    w[:4] += 0.5 * wanted
    rows += np.outer(value[2 : 2 + count], 0.5 * wanted)
    np.testing.assert_allclose(changed, w, rtol=1e-12)


@pytest.mark.parametrize("width", [4, 12])
@pytest.mark.parametrize("left", [1, 2, 3, 4, 9])
def test_errors_are_sent_down_and_padding_gets_none(width, left):
    w, delta = normal(3 + 5 * width), normal(8 + width, seed=4)
    rows = w[3 : 3 + 4 * width].reshape(4, width)
    wanted = delta.copy()
    wanted[2:6] = np.where(np.arange(4) < left, rows @ delta[8:], 0)
    send_block(w, 3, width, left, delta, 8, 2)
    np.testing.assert_allclose(delta, wanted, rtol=1e-12)
