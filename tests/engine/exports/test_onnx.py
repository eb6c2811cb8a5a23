"""An ONNX model computes what the network does, for our naive reader and for ONNX Runtime."""

from __future__ import annotations

import json

import numpy as np
import pytest

from engine.data.digits.built_in import built_in_digits
from engine.errors import StorageError
from engine.execution.tracing import outputs_of
from engine.exports.onnx import ACTIVATION_STEPS, LAYER_OPERATORS, POOLING_OPERATORS, as_onnx
from engine.functions.activations import ACTIVATION
from engine.networks.layers.pooling import POOLINGS
from engine.networks.layers.table import LAYERS
from engine.networks.specification import parse_layers
from engine.recognition.recognition import weights_path
from engine.runs.storage import load_network
from tests.reference import naive_onnx
from tests.support.samples.exported_networks import CONVOLUTIONS, RANDOM, SHIPPED, drawn

EXACT = 1e-5
"""Largest difference of an output; ours is of float64, or of float32 added in another order."""


def examples(network, count=20):
    """Return inputs as the lab keeps them, shape (count, inputs), and as the model takes them."""
    specification = network.specification
    x = np.random.default_rng(3).random((count, specification.inputs))
    return x, x.reshape(count, *specification.layers[0].in_shape)


@pytest.mark.parametrize("words", RANDOM)
def test_the_model_of_any_layers_computes_what_the_network_does(words):
    network = drawn(words)
    x, shaped = examples(network)
    found = naive_onnx.run(naive_onnx.read(as_onnx(network)), shaped)
    np.testing.assert_allclose(found, network.feedforward(x), rtol=EXACT, atol=EXACT)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_model_of_shipped_weights_reads_digits_as_the_project_does(name):
    network = load_network(weights_path(name))[0]
    x = built_in_digits(20, 5).x[:4]
    shaped = x.reshape(len(x), *network.specification.layers[0].in_shape)
    found = naive_onnx.run(naive_onnx.read(as_onnx(network)), shaped.astype(np.float64))
    np.testing.assert_allclose(found, outputs_of(network, x), rtol=0, atol=EXACT)


@pytest.mark.parametrize("words", RANDOM)
def test_onnx_runtime_computes_what_the_network_does(words):
    onnxruntime = pytest.importorskip("onnxruntime")
    network = drawn(words)
    x, shaped = examples(network)
    session = onnxruntime.InferenceSession(as_onnx(network), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"input": shaped.astype(np.float32)})
    np.testing.assert_allclose(found, network.feedforward(x), rtol=EXACT, atol=EXACT)


@pytest.mark.parametrize("name", SHIPPED)
def test_onnx_runtime_reads_digits_as_the_project_does(name):
    onnxruntime = pytest.importorskip("onnxruntime")
    network = load_network(weights_path(name))[0]
    x = built_in_digits(100, 5).x
    session = onnxruntime.InferenceSession(as_onnx(network), providers=["CPUExecutionProvider"])
    given = session.get_inputs()[0]
    expected = ["batch", *network.specification.layers[0].in_shape]
    assert (given.name, given.shape) == ("input", expected)
    assert session.get_modelmeta().custom_metadata_map["layers"] == network.specification.words
    shaped = x.reshape(len(x), *given.shape[1:])
    (found,) = session.run(None, {"input": shaped})
    np.testing.assert_allclose(found, outputs_of(network, x), rtol=0, atol=EXACT)


def test_the_model_says_what_it_is_what_goes_in_and_what_comes_out():
    network = drawn(CONVOLUTIONS[0])
    model = naive_onnx.read(as_onnx(network, ("cat", "ñandú", "dog", "emu")))
    assert model.opset == 13
    assert (model.input, model.output) == (
        ("input", ("batch", 1, 9, 8)),
        ("output", ("batch", 4)),
    )
    assert model.metadata["layers"] == network.specification.words
    assert json.loads(model.metadata["classes"]) == ["cat", "ñandú", "dog", "emu"]
    assert json.loads(model.metadata["input_shape"]) == [1, 9, 8]
    assert json.loads(model.metadata["output_shape"]) == [4]
    assert json.loads(model.metadata["input_range"]) == [0, 1]
    assert "0 (paper) to 1 (ink)" in model.said
    assert "classes" not in naive_onnx.read(as_onnx(network)).metadata


def test_every_activation_layer_and_pooling_has_operators():
    assert set(ACTIVATION_STEPS) == set(ACTIVATION)
    assert set(LAYER_OPERATORS) == {kind.kind for kind in LAYERS}
    assert set(POOLING_OPERATORS) == set(POOLINGS) - {"none"}


def test_names_of_outputs_are_different_and_all_are_known():
    for words in RANDOM:
        model = naive_onnx.read(as_onnx(drawn(words)))
        known = [model.input[0], *model.tensors]
        for _, inputs, output, _ in model.nodes:
            assert set(inputs) <= set(known), words
            known.append(output)
        assert len(known) == len(set(known)), words
        assert known[-1] == "output"


@pytest.mark.parametrize("bad", [np.nan, 1e39])
def test_weights_that_float32_cannot_hold_are_refused(bad):
    network = drawn("3-2")
    network.parameters[0] = bad
    with pytest.raises(StorageError, match="expected finite numbers in the tensor w1"):
        as_onnx(network)


def test_inputs_of_a_dense_network_are_a_row():
    model = naive_onnx.read(as_onnx(drawn("28x28 dense5:relu dense4")))
    assert model.input == ("input", ("batch", 784))
    assert parse_layers("28x28 dense5:relu dense4").inputs == 784
