"""Networks taken apart layer by layer, changed and written down again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.networks.blueprints import (
    additions_at,
    parts_of,
    short_notation,
    with_addition,
    with_value,
    without,
)
from engine.networks.book_networks import BOOK_NETWORKS, DIGITS
from engine.networks.layers.dense import new_dense
from engine.networks.specification import parse_layers

NETWORKS = pytest.mark.parametrize("network", BOOK_NETWORKS, ids=lambda network: network.name)
DEEP = "28x28 conv20@5:relu l2pool2 conv40@5same:tanh avgpool3/2 dense100:relu dense10:softmax"
NETWORK = parse_layers(DEEP, "log-likelihood")


@NETWORKS
def test_the_parts_make_up_the_whole(network):
    specification = parse_layers(network.layers)
    parts = parts_of(specification)
    assert " ".join(part.word for part in parts) == specification.words
    assert sum(part.parameters for part in parts) == specification.parameter_count
    assert sum(part.products for part in parts) == specification.products
    assert parts[0].neurons == specification.inputs
    assert parts[-1].shape == (specification.sizes[-1],)


def test_the_numbers_of_the_first_convolution_are_those_of_the_book():
    # ch. 6: 20 maps of 5x5 shared weights and a bias each: 520 parameters
    first = parts_of(parse_layers("28x28 conv20@5 pool2 softmax10"))[1]
    assert (first.parameters, first.shape) == (520, (20, 24, 24))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (with_value(NETWORK, 1, "maps", 8), DEEP.replace("conv20", "conv8")),
        (with_value(NETWORK, 2, "size", 3), DEEP.replace("l2pool2", "l2pool3")),
        (with_value(NETWORK, 4, "size", 2), DEEP.replace("avgpool3/2", "avgpool2")),
        (with_value(NETWORK, 5, "neurons", 7), DEEP.replace("dense100", "dense7")),
        (with_value(NETWORK, 3, "kernel", 3), DEEP.replace("@5same", "@3same")),
        (with_value(NETWORK, 2, "pooling", "max"), DEEP.replace("l2pool2", "pool2")),
        (with_value(NETWORK, 4, "pooling", "l2"), DEEP.replace("avgpool3/2", "l2pool3/2")),
        (
            with_value(NETWORK, 1, "activation", "sigmoid"),
            DEEP.replace("conv20@5:relu", "conv20@5:sigmoid"),
        ),
        (without(NETWORK, 3), DEEP.replace("conv40@5same:tanh avgpool3/2 ", "")),
        (without(NETWORK, 2), DEEP.replace("l2pool2 ", "")),
        (without(NETWORK, 5), DEEP.replace("dense100:relu ", "")),
    ],
)
def test_one_layer_is_changed_and_the_others_stay(changed, expected):
    assert changed == expected
    parse_layers(changed, "log-likelihood")


def test_dense_layers_are_changed_one_at_a_time():
    network = parse_layers("2-4:tanh-3-1")
    changed = (
        (with_value(network, 2, "neurons", 8), "2-4:tanh-8-1"),
        (with_value(network, 3, "activation", "tanh"), "2-4:tanh-3-1:tanh"),
        (with_addition(network, 1, new_dense(6)), "2-6:tanh-4:tanh-3-1"),
        (with_addition(network, 3, new_dense(6)), "2-4:tanh-3-6-1"),
        (without(network, 1), "2-3-1"),
        (with_addition(parse_layers("2-1"), 1, new_dense(6), "tanh"), "2-6:tanh-1"),
    )
    for words, expected in changed:
        assert short_notation(words, "quadratic") == expected


@NETWORKS
def test_everything_that_is_offered_can_be_built_and_taken_out_again(network):
    if network.use != DIGITS:
        return
    specification = parse_layers(network.layers)
    before = len(specification.words.split())
    for place in range(1, before):
        for addition in additions_at(specification, place):
            larger = parse_layers(with_addition(specification, place, addition), "quadratic")
            more = 2 if addition.name == "both" else 1
            assert len(larger.words.split()) == before + more


def names_at(specification, place):
    return [addition.name for addition in additions_at(specification, place)]


def test_between_dense_layers_nothing_but_a_dense_layer_fits():
    specification = parse_layers("28x28 conv20@5 pool2 dense100 softmax10")
    assert names_at(specification, 4) == ["dense"]
    assert names_at(specification, 2) == ["convolution"]
    assert names_at(specification, 3) == ["dense", "both", "convolution"]
    bare = parse_layers("28x28 conv20@5 dense100 softmax10")
    assert "pooling" in names_at(bare, 2)


@pytest.mark.parametrize("place", [0, 7, -1])
def test_a_layer_that_is_not_there_is_refused(place):
    edits = (
        lambda: with_value(NETWORK, place, "neurons", 3),
        lambda: without(NETWORK, place),
        lambda: with_addition(NETWORK, place, new_dense(3)),
    )
    for edit in edits:
        with pytest.raises(SettingError, match="choose one that is there"):
            edit()


@given(st.lists(st.integers(1, 60), min_size=1, max_size=5), st.data())
def test_a_layer_put_in_and_taken_out_leaves_the_words_as_they_were(sizes, data):
    specification = parse_layers("-".join(map(str, [784, *sizes])))
    place = data.draw(st.integers(1, len(sizes)))
    larger = parse_layers(with_addition(specification, place, new_dense(30)))
    assert without(larger, place) == specification.words
