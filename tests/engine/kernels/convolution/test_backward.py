"""Errors go back through pooling and convolution as plain NumPy sends them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.execution.convolution_layout import convolution_layout
from engine.kernels.convolution import layers as k
from engine.kernels.convolution.backward import add_weight_gradient, errors_of_front, group_errors
from engine.kernels.convolution.layers import feed_front
from engine.kernels.convolution.network_forward import copy_front, prepare_maps
from engine.networks.layers.layer import Signal, fitted, unfitted
from engine.networks.network import Network
from tests.support.samples.convolutions import NETWORKS, compiled, examples, settings, shared

pytestmark = compiled
networks = pytest.mark.parametrize("words", NETWORKS)
BATCH = 4


def sent_back(words, scale=1.0):
    """Send random errors of the features back; return the network, both gradients, and more."""
    network = Network.initialised(settings(words).specification(), "1/sqrt(n_in)", 3)
    specification, parameters = network.specification, network.parameters.astype(np.float32)
    network = Network(specification, parameters)
    layout, width = convolution_layout(specification), specification.sizes[0]
    front, buffers = layout.at_batch(BATCH), layout.buffers(BATCH)
    prepare_maps(parameters, layout.sizes, front, buffers)
    x, features = examples(words).x[:BATCH], np.zeros(BATCH * width, np.float32)
    feed_front(front, buffers, x, np.arange(BATCH), features, width)
    error = np.random.default_rng(5).normal(size=BATCH * width).astype(np.float32)
    out = np.zeros(layout.weights + 8, np.float32)
    for stage in range(len(front) - 1, -1, -1):
        errors_of_front(front, buffers, stage, BATCH, error, width)
        add_weight_gradient(front[stage], buffers, BATCH, out[8:], np.float32(scale))
    found = np.zeros_like(parameters)
    copy_front(front, found, 0, out, 8, 1)
    expected = gradients_of(network, x, error.reshape(BATCH, width))
    return shared(Network(specification, found)), expected, out, front, buffers


def gradients_of(network, x, error):
    """Return the gradients of all convolutions from ∂C/∂a of the features, in plain NumPy."""
    layers, signals, gradients = network.specification.front, network.signals(x), []
    error = unfitted(error, layers[-1].out_shape)
    for place in reversed(range(len(layers))):
        layer, before = layers[place], fitted(signals[place].a, layers[place].in_shape)
        before = Signal(fitted(signals[place].z, layer.in_shape), before)
        delta = layer.delta(signals[place + 1], error)
        gradients.append(layer.gradient(before, delta))
        error = layer.error(network.layer_parameters[place], before, delta)
    return [gradient for gradient in gradients[::-1] if gradient]


@networks
def test_gradients_of_shared_weights_are_those_of_plain_numpy(words):
    found, expected, out, _, _ = sent_back(words)
    for (w, b), (nabla_w, nabla_b) in zip(found, expected, strict=True):
        size = np.abs(nabla_w).max()
        np.testing.assert_allclose(w, nabla_w, rtol=1e-3, atol=1e-5 * size)
        np.testing.assert_allclose(b, nabla_b, rtol=1e-3, atol=1e-5 * np.abs(nabla_b).max())
        assert size > 0
    assert not out[:8].any()


def test_a_gradient_is_scaled_as_it_is_added():
    once, _, _, _, _ = sent_back(NETWORKS[0])
    half, _, _, _, _ = sent_back(NETWORKS[0], -0.5)
    np.testing.assert_allclose(half[0][0], -0.5 * once[0][0], rtol=1e-5, atol=1e-6)


@networks
def test_only_fields_with_an_error_are_listed(words):
    _, _, _, front, buffers = sent_back(words)
    maps, wide = front[0][k.MAPS], front[0][k.WIDE]
    cells = front[0][k.KEPT_SIZE] // wide
    delta = buffers.delta[: front[0][k.KEPT_SIZE]].reshape(cells, wide)
    # the last example of the first stage was listed last
    e = BATCH - 1
    for j in range(maps):
        first = (e * maps + j) * cells
        count = buffers.count[e * maps + j]
        listed = buffers.value[first : first + count]
        np.testing.assert_array_equal(listed, delta[:, j][delta[:, j] != 0])
    sums = buffers.sums[e * wide : e * wide + maps]
    np.testing.assert_allclose(sums, delta[:, :maps].sum(axis=0), rtol=1e-4, atol=1e-5)


@networks
def test_the_same_fields_are_listed_by_place_and_by_map(words):
    _, _, _, front, buffers = sent_back(words)
    stage, e = front[0], BATCH - 1
    maps, cells = stage[k.MAPS], stage[k.KEPT_SIZE] // stage[k.WIDE]
    groups, size = group_errors(stage, buffers, e), stage[k.KERNEL] * stage[k.SEGMENT]
    by_place = set()
    for g in range(groups):
        for n in range(buffers.group_first[g], buffers.group_first[g + 1]):
            field = (int(buffers.group_place[g]), int(buffers.item_place[n]) // int(size))
            by_place.add((*field, float(buffers.item_value[n])))
    by_map = set()
    for j in range(maps):
        first = (e * maps + j) * cells
        for n in range(first, first + buffers.count[e * maps + j]):
            by_map.add((int(buffers.place[n]), j, float(buffers.value[n])))
    assert by_place == by_map
    assert len(by_map) > 10
