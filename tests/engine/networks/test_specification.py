"""Specifications: the parameters of the book, and what cannot be built."""

import numpy as np
import pytest

from engine.errors import ShapeError
from engine.networks.network import Network
from engine.networks.specification import parse_layers


def test_book_s_networks_have_the_book_s_numbers_of_parameters():
    shallow = parse_layers("28x28 dense100 softmax10", "log-likelihood")
    one = parse_layers("28x28 conv20@5 pool2 dense100 softmax10", "log-likelihood")
    two = parse_layers("28x28 conv20@5 pool2 conv40@5 pool2 dense100 softmax10", "log-likelihood")
    assert shallow.parameter_count == 79_510
    assert one.parameter_count == 289_630
    assert one.front[0].parameter_count == 520
    assert two.parameter_count == 85_670
    assert two.sizes == (640, 100, 10)
    assert [layer.out_shape for layer in two.front] == [
        (20, 24, 24), (20, 12, 12), (40, 8, 8), (40, 4, 4)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ("28x28 conv20@30 softmax10", "conv20@30 needs at least 30x30 inputs, got 28x28"),
        (
            "28x28 conv20@5 pool2 conv40@13 softmax10",
            "conv40@13 needs at least 13x13 inputs, got 12x12",
        ),
        ("28x28 conv20@25 pool5 softmax10", "pool5 needs at least 5x5 inputs, got 4x4"),
        ("784 conv20@5 softmax10", "input of rows and columns such as 28x28"),
        ("28x28 pool2 softmax10", "needs the maps of a convolution, got the picture"),
        ("28x28 conv4@5 pool2 pool2 softmax10", "the maps of a convolution, got pool2"),
        ("28x28 dense30 conv4@5 softmax10", "got the neurons of a dense layer"),
        ("28x28 conv4@5 pool2", "a dense layer behind the last convolution"),
        ("28x28 conv4@4same softmax10", "an odd field for 'same', got 4x4"),
        ("28x28 conv0@5 softmax10", "needs 1 to"),
        ("28x28 conv4@5/0 softmax10", "a stride of at least 1"),
        ("28x28 conv4@5 pool0 softmax10", "a window and a step of at least 1"),
    ],
)
def test_a_network_that_cannot_be_built_is_refused_with_its_shapes(layers, words):
    with pytest.raises(ShapeError) as caught:
        parse_layers(layers, "log-likelihood")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "layers",
    [
        "784-30-10",
        "2-3-4-1",
        "9x8 conv3@3 pool2 dense5 dense4",
        "2x9x8 conv3@3 conv2@3same dense4",
    ],
)
def test_the_index_of_a_weight_is_its_place_in_the_built_network(layers):
    specification = parse_layers(layers)
    indices = Network(specification, np.arange(specification.parameter_count))
    for layer, (w, b) in enumerate(zip(indices.weights, indices.biases, strict=True)):
        for neuron, source in ((0, 0), (len(b) - 1, w.shape[1] - 1), (len(b) // 2, 1)):
            index = specification.parameter_index
            assert index(layer, neuron, source) == w[neuron, source]
            assert index(layer, neuron, None) == b[neuron]
