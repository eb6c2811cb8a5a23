"""Reshaped networks: what was trained is kept where it can be, and layers are counted."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.networks.network import Network
from engine.networks.reshaping import (
    same_layers,
    transfer_parameters,
)
from engine.networks.specification import parse_layers
from tests.support.samples.convolutions import shared

sizes = st.lists(st.integers(1, 9), min_size=2, max_size=6).map(tuple)


def network(words, seed):
    """Return a newly drawn network."""
    return Network.initialised(parse_layers(words, "quadratic"), "normal", seed)


def grown(old, new):
    """Return the network of new layers that goes on from an old one."""
    fresh = network(new, 9)
    return Network(fresh.specification, transfer_parameters(old, fresh)), fresh


@given(sizes, sizes)
def test_every_new_layer_continues_at_most_one_old_layer(old, new):
    found = same_layers(old, new)
    kept = [layer for layer in found if layer is not None]
    assert kept == sorted(set(kept))
    assert (found[0], found[-1]) == (0, len(old) - 1)
    assert len(kept) == min(len(old), len(new))


def test_the_same_layers_keep_every_parameter():
    old = network("3-5-4-2", 1)
    np.testing.assert_array_equal(grown(old, "3-5-4-2")[0].parameters, old.parameters)


def test_added_neurons_change_nothing_until_they_are_trained(generator):
    old, x = network("3-4:tanh-2", 1), generator.normal(size=(6, 3))
    new, fresh = grown(old, "3-7:tanh-2")
    np.testing.assert_allclose(new.feedforward(x), old.feedforward(x), rtol=1e-12)
    np.testing.assert_array_equal(new.weights[0][4:], fresh.weights[0][4:])
    assert not new.weights[1][:, 4:].any()


def test_removed_neurons_leave_the_weights_of_the_others():
    old = network("3-7-2", 1)
    new, _ = grown(old, "3-4-2")
    np.testing.assert_array_equal(new.weights[0], old.weights[0][:4])
    np.testing.assert_array_equal(new.weights[1], old.weights[1][:, :4])
    np.testing.assert_array_equal(new.biases[1], old.biases[1])


def test_a_layer_that_is_put_in_is_drawn_and_its_neighbours_stay():
    old = network("3-4-2", 1)
    new, fresh = grown(old, "3-4-5-2")
    np.testing.assert_array_equal(new.weights[0], old.weights[0])
    for layer in (1, 2):
        np.testing.assert_array_equal(new.weights[layer], fresh.weights[layer])


def test_convolutions_are_kept_up_to_the_first_that_differs():
    old = network("9x9 conv2@3 pool2 conv3@2 dense4 dense2", 1)
    same, _ = grown(old, "9x9 conv2@3:tanh pool2 conv3@2 dense4 dense2")
    np.testing.assert_array_equal(shared(same)[1][0], shared(old)[1][0])
    other, fresh = grown(old, "9x9 conv2@3 pool2 conv4@2 dense4 dense2")
    np.testing.assert_array_equal(shared(other)[0][0], shared(old)[0][0])
    np.testing.assert_array_equal(shared(other)[1][0], shared(fresh)[1][0])
    # behind other feature maps the dense layers begin anew
    np.testing.assert_array_equal(other.weights[1], fresh.weights[1])
