"""Reshaped networks: what was trained is kept where it can be, and layers are counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ShapeError
from engine.networks.network import Network
from engine.networks.reshaping import (
    resized,
    same_layers,
    transfer_parameters,
    with_activation,
    with_layer,
    without_layer,
    words_of,
)
from engine.networks.specification import parse_layers

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
    np.testing.assert_array_equal(same.map_weights[1], old.map_weights[1])
    other, fresh = grown(old, "9x9 conv2@3 pool2 conv4@2 dense4 dense2")
    np.testing.assert_array_equal(other.map_weights[0], old.map_weights[0])
    np.testing.assert_array_equal(other.map_weights[1], fresh.map_weights[1])
    # behind other feature maps the dense layers begin anew
    np.testing.assert_array_equal(other.weights[1], fresh.weights[1])


def test_layers_are_changed_one_at_a_time_in_the_notation():
    specification = parse_layers("2-4:tanh-3-1")
    assert words_of(specification) == "2-4:tanh-3-1"
    assert resized(specification, 2, 8) == "2-4:tanh-8-1"
    assert with_activation(specification, 3, "tanh") == "2-4:tanh-3-1:tanh"
    assert with_layer(specification, 1, 6) == "2-6:tanh-4:tanh-3-1"
    assert with_layer(specification, 3, 6) == "2-4:tanh-3-6-1"
    assert without_layer(specification, 1) == "2-3-1"
    assert with_layer(parse_layers("2-1"), 1, 6) == "2-6:tanh-1"


@pytest.mark.parametrize(
    ("change", "layers"),
    [
        (lambda s, layer: resized(s, layer, 5), (0, 3)),
        (lambda s, layer: with_activation(s, layer, "tanh"), (0, 4)),
        (lambda s, layer: with_layer(s, layer, 5), (0, 4)),
        (without_layer, (0, 3)),
    ],
)
def test_a_layer_that_is_not_there_is_refused(change, layers):
    for layer in layers:
        with pytest.raises(ShapeError, match=f"got {layer}; choose one that is there"):
            change(parse_layers("2-4-3-1"), layer)
