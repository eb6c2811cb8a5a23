"""A graph of ONNX operators, and its encoding as a model.

Field numbers and types are those of onnx.proto (ONNX, Open Neural Network Exchange).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine import __version__
from engine.exports.protobuf import integer, integers, message, real, text

OPSET = 13
"""Version of the standard operators: the first whose Softmax works along one axis."""
IR_VERSION = 7
"""Version of the file format that came with it."""

INPUT, OUTPUT, BATCH = "input", "output", "batch"
FLOAT32 = 1
"""Code of a tensor's type."""

Attribute: TypeAlias = int | float | Sequence[int]
_FLOAT, _INT, _INTS = 1, 2, 7


@dataclass(slots=True)
class Node:
    """One operator: what it reads, what it is called, what it writes."""

    operator: str
    inputs: tuple[str, ...]
    output: str
    attributes: Mapping[str, Attribute]


@dataclass(slots=True)
class Graph:
    """Operators in the order in which they are computed, and the tensors that they read.

    Attributes
    ----------
    shape : tuple of int
        Shape of one example at the input.
    outputs : int
        Numbers that the last operator gives for one example.
    """

    shape: tuple[int, ...]
    outputs: int
    nodes: list[Node] = field(default_factory=list)
    tensors: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    def add(self, operator: str, *inputs: str, **attributes: Attribute) -> str:
        """Append an operator; return the name of its output."""
        node = Node(operator, inputs, f"{operator.lower()}_{len(self.nodes) + 1}", attributes)
        self.nodes.append(node)
        return node.output

    def tensor(self, name: str, values: NDArray[Any]) -> str:
        """Keep a tensor under a name, and return the name."""
        self.tensors[name] = np.ascontiguousarray(values, "<f4")
        return name

    def number(self, value: float) -> str:
        """Keep a single number, and return its name."""
        return self.tensor(f"number_{value:.6g}", np.array(value))

    def model(self, said: str, metadata: Mapping[str, str]) -> bytes:
        """Return the encoded model; the last operator's output is the graph's.

        Parameters
        ----------
        said : str
            What the model is, what goes in and what comes out.
        metadata : Mapping
            Kept as the model's metadata properties.
        """
        self.nodes[-1].output = OUTPUT
        return b"".join(
            [
                integer(1, IR_VERSION),
                text(2, "Nabla Lab"),
                text(3, __version__),
                text(6, said),
                message(7, *self._fields(said)),
                message(8, text(1, ""), integer(2, OPSET)),
                *(message(14, text(1, key), text(2, value)) for key, value in metadata.items()),
            ]
        )

    def _fields(self, said: str) -> list[bytes]:
        return [
            *(message(1, *_node(node, place)) for place, node in enumerate(self.nodes, 1)),
            text(2, "network"),
            *(message(5, *_tensor(name, values)) for name, values in self.tensors.items()),
            text(10, said),
            message(11, *_value(INPUT, self.shape)),
            message(12, *_value(OUTPUT, (self.outputs,))),
        ]


def _node(node: Node, place: int) -> list[bytes]:
    return [
        *(text(1, name) for name in node.inputs),
        text(2, node.output),
        text(3, f"{place}_{node.operator}"),
        text(4, node.operator),
        *(message(5, *_attribute(name, value)) for name, value in node.attributes.items()),
    ]


def _attribute(name: str, value: Attribute) -> list[bytes]:
    if isinstance(value, int):
        return [text(1, name), integer(3, value), integer(20, _INT)]
    if isinstance(value, float):
        return [text(1, name), real(2, value), integer(20, _FLOAT)]
    return [text(1, name), *(integer(8, each) for each in value), integer(20, _INTS)]


def _tensor(name: str, values: NDArray[np.float32]) -> list[bytes]:
    return [
        integers(1, values.shape),
        integer(2, FLOAT32),
        text(8, name),
        message(9, values.tobytes()),
    ]


def _value(name: str, shape: tuple[int, ...]) -> list[bytes]:
    """Return name, type and shape of an input or output; the first side is the batch."""
    sides = [message(1, text(2, BATCH)), *(message(1, integer(1, side)) for side in shape)]
    return [text(1, name), message(2, message(1, integer(1, FLOAT32), message(2, *sides)))]


def as_json(values: Sequence[object]) -> str:
    """Return a list as a metadata property."""
    return json.dumps(list(values), ensure_ascii=False)
