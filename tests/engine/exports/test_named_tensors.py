"""Tensors by name: the shapes of the book, and refusals of what does not fit."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import StorageError
from engine.exports.files import EXPORTS, export_network
from engine.exports.named_tensors import named_tensors, network_from_named
from tests.support.samples.convolutions import shared
from tests.support.samples.exported_networks import drawn


def test_tensors_have_the_names_and_shapes_of_the_book():
    network = drawn("2x9x8 conv3@5 pool2 dense6 dense4")
    tensors = named_tensors(network)
    assert {name: tensor.shape for name, tensor in tensors.items()} == {
        "conv1_w": (3, 5, 5, 2),
        "conv1_b": (3,),
        "w1": (6, 12),
        "b1": (6,),
        "w2": (4, 6),
        "b2": (4,),
    }
    np.testing.assert_array_equal(tensors["w2"], network.weights[1])
    np.testing.assert_array_equal(tensors["conv1_w"], shared(network)[0][0])
    tensors["w1"][:] = 0
    assert network.weights[0].all(), "they are copies"


TENSORS = {
    "missing": (lambda t: t.pop("b1"), "expected a tensor b1 for 7-5-4, got none"),
    "extra": (lambda t: t.update(w3=t["w2"]), "got 'w3'"),
    "turned": (lambda t: t.update(w1=t["w1"].T), "w1 of shape (5, 7), got (7, 5)"),
    "flat": (lambda t: t.update(b1=t["b1"][None]), "b1 of shape (5,), got (1, 5)"),
    "nan": (lambda t: t["w2"].__setitem__((1, 2), np.nan), "finite numbers in the tensor w2"),
    "infinite": (lambda t: t["b2"].__setitem__(0, -np.inf), "finite numbers in the tensor b2"),
    "objects": (lambda t: t.update(b2=t["b2"].astype(object)), "tensor b2, got object"),
    "integers": (lambda t: t.update(w1=t["w1"].astype(int)), "float64 in the tensor w1, got int64"),
    "mixed": (lambda t: t.update(b1=t["b1"].astype(np.float32)), "got float32 in b1"),
}


@pytest.mark.parametrize("name", TENSORS)
def test_tensors_that_do_not_fit_are_refused_in_one_sentence(name):
    change, message = TENSORS[name]
    network = drawn("7-5-4")
    tensors = named_tensors(network)
    change(tensors)
    with pytest.raises(StorageError) as caught:
        network_from_named(tensors, network.specification)
    assert message in str(caught.value)
    assert "; " in str(caught.value), "it says what to do"


@pytest.mark.parametrize("suffix", EXPORTS)
def test_a_network_that_diverged_is_not_exported(suffix, tmp_path):
    network = drawn("7-5-4")
    network.parameters[3] = np.nan
    with pytest.raises(StorageError, match="finite numbers in the tensor w1"):
        export_network(tmp_path / f"a{suffix}", network)
    assert list(tmp_path.iterdir()) == []
