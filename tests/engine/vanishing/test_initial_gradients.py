"""Gradients of untrained networks of many seeds."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.vanishing.ablations import begun
from engine.vanishing.deep_descent import DeepDescent
from engine.vanishing.initial_gradients import InitialGradients
from tests.support.samples.deep_networks import run, shape


@given(
    st.integers(1, 4),
    st.sampled_from(["sigmoid", "tanh", "relu"]),
    st.sampled_from(["1/sqrt(n_in)", "normal", "he", "glorot"]),
    st.integers(1, 9),
)
@settings(max_examples=25, deadline=None)
def test_bars_of_many_seeds_are_those_of_the_network(depth, activation, initialiser, seed):
    generator = np.random.default_rng(3)
    x = generator.random((30, 12)).astype(np.float32)
    y = np.eye(10, dtype=np.float32)[generator.integers(0, 10, 30)]
    wanted = shape(depth, activation, initialiser)
    descent = run(begun(wanted, x, y, seed), epochs=0)
    bars = InitialGradients(x, y).bars(wanted, seed)
    # a network of up to 1,000 parameters is drawn in float64, bars always in float32
    for one, other in zip(bars, descent.moment.gradients.biases, strict=True):
        np.testing.assert_allclose(one, other, rtol=2e-4, atol=1e-7)


def test_the_sums_of_the_first_layer_are_kept(examples):
    depths = InitialGradients(*examples)
    first = depths.bars(shape(2), 1)[0]
    assert len(depths._first) == 1
    depths.bars(shape(4), 1)
    assert len(depths._first) == 1
    np.testing.assert_array_equal(depths.bars(shape(2), 1)[0], first)
    assert depths.speeds(shape(2), [1, 2]).shape == (2, 2)
    assert isinstance(run(begun(shape(), *examples, 1)), DeepDescent)
