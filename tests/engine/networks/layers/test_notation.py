"""Layers are written as they are read, and words that are no layer are refused."""

import pytest

from engine.errors import SettingError
from engine.networks.specification import parse_layers


@pytest.mark.parametrize(
    "text",
    [
        "28x28 conv20@5:sigmoid pool2 dense100:sigmoid dense10:softmax",
        "3x32x32 conv8@3same:relu conv4@4/2:tanh avgpool3/2 dense10:softmax",
        "9x9 conv3@2:linear l2pool2 dense4:relu dense2:softmax",
    ],
)
def test_a_network_is_written_as_it_is_read(text):
    assert str(parse_layers(text, "log-likelihood")) == text


@pytest.mark.parametrize(
    "layers",
    [
        "28x28 conv softmax10",
        "28x28 conv20 softmax10",
        "28x28 conv20@5:swish softmax10",
        "28x28 conv20@5:softmax softmax10",
        "28x28 conv20@5 minpool2 softmax10",
    ],
)
def test_a_word_that_is_no_layer_is_refused(layers):
    with pytest.raises(SettingError):
        parse_layers(layers, "log-likelihood")
