"""Kernels that feed pictures through convolutions: every stage against plain NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from engine.execution.convolution_layout import convolution_layout
from engine.kernels.convolution import layers as k
from engine.kernels.convolution.layers import (
    convolve,
    feed_front,
    lay_out,
    reorder_weights,
    write_outputs,
)
from engine.kernels.convolution.network_forward import prepare_maps
from engine.networks.network import Network
from tests.support.samples.convolutions import NETWORKS, compiled, examples, settings, shared

pytestmark = compiled
networks = pytest.mark.parametrize("words", NETWORKS)
BATCH = 4


def prepared(words):
    """Return a network, pictures, and the table and buffers of a mini-batch."""
    network = Network.initialised(settings(words).specification(), "1/sqrt(n_in)", 3)
    layout = convolution_layout(network.specification)
    front, buffers = layout.at_batch(BATCH), layout.buffers(BATCH)
    parameters = network.parameters.astype(np.float32)
    prepare_maps(parameters, layout.sizes, front, buffers)
    return Network(network.specification, parameters), examples(words).x, front, buffers


def traced(network, x):
    """Return the values of every convolution, and the features."""
    layers, signals = network.specification.front, network.signals(x)[1:]
    maps = [signal for layer, signal in zip(layers, signals, strict=False) if layer.units]
    return maps, network.features(x)


@networks
def test_features_of_a_mini_batch_are_those_of_plain_numpy(words):
    network, x, front, buffers = prepared(words)
    width, rows = network.specification.sizes[0] + 5, np.array([7, 0, 3, 3])
    features = np.full(BATCH * width, np.nan, np.float32)
    feed_front(front, buffers, x, rows, features, width)
    found = features.reshape(BATCH, width)
    expected = traced(network, x[rows])[1]
    np.testing.assert_allclose(found[:, :-5], expected, rtol=1e-4, atol=1e-5)
    assert np.isnan(found[:, -5:]).all()


@networks
def test_weighted_inputs_of_every_stage_are_those_of_plain_numpy(words):
    network, x, front, buffers = prepared(words)
    rows = np.arange(BATCH)
    features = np.zeros(BATCH * network.specification.sizes[0], np.float32)
    feed_front(front, buffers, x, rows, features, network.specification.sizes[0])
    for row, passed in zip(front, traced(network, x[rows])[0], strict=True):
        z = np.zeros(row[k.ROWS] * row[k.COLUMNS] * row[k.WIDE], np.float32)
        convolve(row, buffers, 2, z, 0)
        maps = z.reshape(row[k.ROWS], row[k.COLUMNS], row[k.WIDE])[:, :, : row[k.MAPS]]
        np.testing.assert_allclose(np.moveaxis(maps, 2, 0), passed.z[2], rtol=1e-4, atol=1e-5)


@networks
def test_padded_maps_stay_empty(words):
    network, x, front, buffers = prepared(words)
    features = np.zeros(BATCH * network.specification.sizes[0], np.float32)
    feed_front(front, buffers, x, np.arange(BATCH), features, network.specification.sizes[0])
    for row in front:
        kept = buffers.kept_a[row[k.KEPT] : row[k.KEPT] + BATCH * row[k.KEPT_SIZE]]
        assert not kept.reshape(-1, row[k.WIDE])[:, row[k.MAPS] :].any()
        assert kept.any()


def test_a_picture_is_laid_out_inside_its_border_channel_by_channel():
    _, x, front, buffers = prepared("3x8x8 conv5@3same/2:linear conv12@3:sigmoid softmax3")
    lay_out(front[0], x[1], buffers.x, 2)
    size = front[0][k.INPUT_SIZE]
    found = buffers.x[2 * size : 3 * size].reshape(10, 10, 3)
    expected = np.pad(x[1].reshape(3, 8, 8), ((0, 0), (1, 1), (1, 1)))
    np.testing.assert_array_equal(found, np.moveaxis(expected, 0, 2))
    assert not buffers.x[: 2 * size].any()


@networks
def test_weights_are_turned_so_that_maps_lie_side_by_side(words):
    network, _, front, buffers = prepared(words)
    buffers.f[:] = 0
    for row, (w, b) in zip(front, shared(network), strict=True):
        reorder_weights(row, buffers.w, buffers.f, 0, row[k.KERNEL])
        side, wide, maps = row[k.KERNEL], row[k.WIDE], row[k.MAPS]
        count = side * side * row[k.CHANNELS]
        block = buffers.f[row[k.FORWARD] : row[k.FORWARD] + (count + 1) * wide].reshape(-1, wide)
        np.testing.assert_array_equal(block[:count, :maps], np.moveaxis(w, 0, 3).reshape(-1, maps))
        np.testing.assert_array_equal(block[count, :maps], b)
        assert not block[:, maps:].any()


def test_a_stage_is_handed_on_with_any_distance_between_its_rows():
    network, x, front, buffers = prepared("12x12 conv3@3:tanh pool2 dense5:sigmoid softmax3")
    features = np.zeros(BATCH * 75, np.float32)
    feed_front(front, buffers, x, np.arange(BATCH), features, 75)
    out = np.full(3 + 5 * 9 * 4, np.nan, np.float32)
    write_outputs(front[0], buffers, 1, out, 3, 9, 4)
    found = out[3:].reshape(5, 9, 4)
    expected = traced(network, x[1:2])[1].reshape(5, 5, 3)
    np.testing.assert_allclose(found[:, :5, :3], expected, rtol=1e-4, atol=1e-6)
    assert np.isnan(found[:, 5:]).all()
