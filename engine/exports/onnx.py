"""Export of a network as an ONNX model, which many programs and devices run."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.errors import StorageError
from engine.exports.named_tensors import Tensors, check_finite, named_tensors, numbered
from engine.exports.onnx_graph import INPUT, Graph, as_json
from engine.functions.activations import LEAK
from engine.networks.layers.convolution import Convolution
from engine.networks.layers.dense import Dense
from engine.networks.layers.layer import Layer, activation_of, tensor_names
from engine.networks.layers.pooling import Pooling
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification

SAID = """{layers}

Input: float32 of shape (batch, {shape}), as the lab feeds it; pixels from 0 (paper) to 1 (ink), \
without any further normalisation.
Output: float32 of shape (batch, {outputs}).
"""


# --- activations --------------------------------------------------------------------------------

Step: TypeAlias = Callable[[Graph, str], str]
"""(graph, name of z) -> name of a."""


def _operator(name: str, **attributes: float) -> Step:
    def add(graph: Graph, z: str) -> str:
        return graph.add(name, z, **attributes)

    return add


def _gelu(graph: Graph, z: str) -> str:
    """Add ½ z (1 + erf(z / √2)); later versions of ONNX have an operator of its own."""
    spread = graph.add("Mul", z, graph.number(1 / math.sqrt(2)))
    whole = graph.add("Add", graph.add("Erf", spread), graph.number(1))
    return graph.add("Mul", graph.add("Mul", z, graph.number(0.5)), whole)


def _swish(graph: Graph, z: str) -> str:
    """Add z σ(z)."""
    return graph.add("Mul", z, graph.add("Sigmoid", z))


ACTIVATION_STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "sigmoid": _operator("Sigmoid"),
        "tanh": _operator("Tanh"),
        "relu": _operator("Relu"),
        "leaky-relu": _operator("LeakyRelu", alpha=LEAK),
        "linear": _operator("Identity"),
        "softplus": _operator("Softplus"),
        "elu": _operator("Elu", alpha=1.0),
        "gelu": _gelu,
        "swish": _swish,
        "softmax": _operator("Softmax", axis=-1),
    }
)
"""Operators of every activation, by its name."""


# --- layers -------------------------------------------------------------------------------------

Parameters: TypeAlias = tuple[NDArray[Any], ...]


def _dense(graph: Graph, layer: Layer, a: str, parameters: tuple[str, ...]) -> str:
    return graph.add("Gemm", a, *parameters, transB=1)


def _convolution(graph: Graph, layer: Layer, a: str, parameters: tuple[str, ...]) -> str:
    assert isinstance(layer, Convolution)
    square = {"kernel_shape": [layer.kernel] * 2, "strides": [layer.stride] * 2}
    return graph.add("Conv", a, *parameters, pads=[layer.border] * 4, **square)


POOLING_OPERATORS = {"max": "MaxPool", "average": "AveragePool", "l2": "LpPool"}


def _pooling(graph: Graph, layer: Layer, a: str, parameters: tuple[str, ...]) -> str:
    assert isinstance(layer, Pooling)
    norm = {"p": 2} if layer.pooling == "l2" else {}
    square = {"kernel_shape": [layer.size] * 2, "strides": [layer.step] * 2}
    return graph.add(POOLING_OPERATORS[layer.pooling], a, **square, **norm)


LAYER_OPERATORS: Mapping[str, Callable[[Graph, Layer, str, tuple[str, ...]], str]] = (
    MappingProxyType({Dense.kind: _dense, Convolution.kind: _convolution, Pooling.kind: _pooling})
)
"""Operator of z, by the kind of layer: (graph, layer, name of a, names of w and b) -> name."""

WEIGHT_ORDER = {Convolution.kind: (0, 3, 1, 2)}
"""Axes of ONNX's weights among ours, where they differ: map, channel, row, column."""

ROWS_FIRST = [0, 2, 3, 1]
"""Axes of maps when they become neurons: row, column, map."""


def as_onnx(network: Network, class_names: tuple[str, ...] = ()) -> bytes:
    """Return a network as an ONNX model of float32 numbers.

    Raises
    ------
    StorageError
        If a weight is not finite as float32, or ONNX has no operator for a kind of layer.
    """
    specification, tensors = network.specification, named_tensors(network)
    shape = specification.layers[0].in_shape
    graph = Graph(shape, specification.sizes[-1])
    name = INPUT
    for layer, number in numbered(specification):
        if len(shape) > len(layer.in_shape):
            name = graph.add("Flatten", graph.add("Transpose", name, perm=ROWS_FIRST), axis=1)
        name = _add_layer(graph, layer, name, _kept(graph, layer, number, tensors))
        shape = layer.out_shape
    return graph.model(_said(specification), _metadata(specification, class_names))


def _kept(graph: Graph, layer: Layer, number: int, tensors: Tensors) -> tuple[str, ...]:
    """Keep a layer's weights and biases in the graph; return their names."""
    names = tensor_names(layer, number)
    for name in names:
        values = tensors[name]
        if values.ndim > 2 and layer.kind in WEIGHT_ORDER:
            values = values.transpose(WEIGHT_ORDER[layer.kind])
        with np.errstate(over="ignore"):
            graph.tensor(name, values)
        check_finite(name, graph.tensors[name])
    return names


def _add_layer(graph: Graph, layer: Layer, name: str, parameters: tuple[str, ...]) -> str:
    activation = activation_of(layer)
    if layer.kind not in LAYER_OPERATORS or activation not in ("", *ACTIVATION_STEPS):
        raise StorageError(
            "expected layers that ONNX has operators for, got {word}; choose another kind of file",
            word=layer.word,
        )
    z = LAYER_OPERATORS[layer.kind](graph, layer, name, parameters)
    return ACTIVATION_STEPS[activation](graph, z) if activation else z


def _said(specification: NetworkSpecification) -> str:
    return SAID.format(
        layers=specification.words,
        shape=", ".join(map(str, specification.layers[0].in_shape)),
        outputs=specification.sizes[-1],
    )


def _metadata(specification: NetworkSpecification, class_names: tuple[str, ...]) -> dict[str, str]:
    names = {"classes": as_json(class_names)} if class_names else {}
    return {
        "layers": specification.words,
        "input_shape": as_json(specification.layers[0].in_shape),
        "output_shape": as_json((specification.sizes[-1],)),
        "input_range": as_json((0, 1)),
        **names,
    }
