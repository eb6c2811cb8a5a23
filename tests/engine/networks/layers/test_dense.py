"""Dense layers in NumPy: every neuron's sum by hand, errors by differences."""

from __future__ import annotations

from math import tanh

import numpy as np
import pytest

from engine.networks.layers.dense import Dense
from engine.networks.layers.layer import Signal


def drawn(layer, generator, count=4):
    """Return inputs, weights and biases."""
    size = (layer.neurons, *layer.in_shape)
    x = generator.normal(size=(count, *layer.in_shape))
    return Signal(x, x), (generator.normal(size=size), generator.normal(size=layer.neurons))


def test_every_neuron_adds_up_its_inputs_and_its_bias(generator):
    layer = Dense((5,), 3, "tanh")
    before, (w, b) = drawn(layer, generator)
    after = layer.forward((w, b), before)
    for n, j in np.ndindex(4, 3):
        z = b[j] + sum(w[j, k] * before.a[n, k] for k in range(5))
        assert after.z[n, j] == pytest.approx(z)
        assert after.a[n, j] == pytest.approx(tanh(z))


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "softmax"])
def test_errors_and_gradients_are_central_differences(activation, generator):
    layer = Dense((5,), 3, activation)
    before, parameters = drawn(layer, generator)
    error = generator.normal(size=(4, 3))
    delta = layer.delta(layer.forward(parameters, before), error)
    found = (*layer.gradient(before, delta), layer.error(parameters, before, delta))
    for part, slope in zip((*parameters, before.a), found, strict=True):
        for place in np.ndindex(part.shape):
            sides = []
            for step in (1e-6, -1e-6):
                part[place] += step
                sides.append((layer.forward(parameters, before).a * error).sum())
                part[place] -= step
            assert slope[place] == pytest.approx((sides[0] - sides[1]) / 2e-6, abs=1e-7)
