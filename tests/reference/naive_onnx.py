"""A naive reader of ONNX models: the wire format by hand, the operators in NumPy."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np


def fields(content):
    """Return the fields of a message by their number: integers, floats, or bytes."""
    found, place = {}, 0
    while place < len(content):
        key, place = varint(content, place)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, place = varint(content, place)
        elif kind == 2:
            length, place = varint(content, place)
            value, place = content[place : place + length], place + length
            assert len(value) == length
        elif kind == 5:
            (value,) = struct.unpack("<f", content[place : place + 4])
            place += 4
        else:
            raise AssertionError(f"kind {kind}")
        found.setdefault(number, []).append(value)
    return found


def varint(content, place):
    """Return the integer at a place, and the place behind it."""
    value = shift = 0
    while True:
        byte = content[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return value - (1 << 64) if value >> 63 else value, place


@dataclass
class Model:
    """What a reader needs of a model."""

    opset: int
    metadata: dict[str, str]
    said: str
    nodes: list[tuple[str, list[str], str, dict[str, Any]]]
    tensors: dict[str, Any]
    input: tuple[str, tuple[Any, ...]]
    output: tuple[str, tuple[Any, ...]]


def read(content):
    """Return the model in a file."""
    top = fields(content)
    graph = fields(top[7][0])
    pairs = map(fields, top[14])
    return Model(
        fields(top[8][0])[2][0],
        {pair[1][0].decode(): pair[2][0].decode() for pair in pairs},
        top[6][0].decode(),
        [node(fields(each)) for each in graph[1]],
        dict(tensor(fields(each)) for each in graph.get(5, [])),
        value(fields(graph[11][0])),
        value(fields(graph[12][0])),
    )


def node(found):
    named = dict(attribute(fields(each)) for each in found.get(5, []))
    inputs = [name.decode() for name in found.get(1, [])]
    return found[4][0].decode(), inputs, found[2][0].decode(), named


def attribute(found):
    kind = found[20][0]
    value = {1: lambda: found[2][0], 2: lambda: found[3][0], 7: lambda: found[8]}[kind]()
    return found[1][0].decode(), value


def tensor(found):
    assert found[2] == [1]
    shape, place = [], 0
    packed = found[1][0]
    while place < len(packed):
        side, place = varint(packed, place)
        shape.append(side)
    return found[8][0].decode(), np.frombuffer(found[9][0], "<f4").reshape(shape)


def value(found):
    inner = fields(fields(found[2][0])[1][0])
    assert inner[1] == [1]
    sides = [fields(each) for each in fields(inner[2][0])[1]]
    shape = [side[1][0] if 1 in side else side[2][0].decode() for side in sides]
    return found[1][0].decode(), tuple(shape)


def run(model, x):
    """Return the output of a model, in float64."""
    known = {name: values.astype(np.float64) for name, values in model.tensors.items()}
    known[model.input[0]] = x
    for operator, inputs, output, attributes in model.nodes:
        known[output] = OPERATORS[operator](*(known[name] for name in inputs), **attributes)
    return known[model.output[0]]


def gemm(a, b, c, **attributes):
    assert attributes == {"transB": 1}
    return a @ b.T + c


def conv(x, w, b, pads, kernel_shape, strides):
    assert list(w.shape[2:]) == kernel_shape
    top, left, bottom, right = pads
    x = np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))
    out = [
        [(part[:, None] * w).sum((2, 3, 4)) + b for part in row]
        for row in windows(x, kernel_shape, strides)
    ]
    return np.transpose(np.array(out), (2, 3, 0, 1))


def windows(x, kernel_shape, strides):
    """Return rows of columns of windows, each of shape (batch, channel, high, wide)."""
    (high, wide), (down, right) = kernel_shape, strides
    rows = range(0, x.shape[2] - high + 1, down)
    columns = range(0, x.shape[3] - wide + 1, right)
    return [[x[:, :, r : r + high, c : c + wide] for c in columns] for r in rows]


def pooled(of):
    def pool(x, kernel_shape, strides, p=2):
        assert p == 2
        parts = [[of(part) for part in row] for row in windows(x, kernel_shape, strides)]
        return np.transpose(np.array(parts), (2, 3, 0, 1))

    return pool


def softmax(z, axis):
    e = np.exp(z - z.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


OPERATORS = {
    "Gemm": gemm,
    "Conv": conv,
    "MaxPool": pooled(lambda part: part.max((2, 3))),
    "AveragePool": pooled(lambda part: part.mean((2, 3))),
    "LpPool": pooled(lambda part: np.sqrt((part**2).sum((2, 3)))),
    "Transpose": lambda a, perm: a.transpose(perm),
    "Flatten": lambda a, axis: a.reshape(math.prod(a.shape[:axis]), -1),
    "Sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "Tanh": np.tanh,
    "Relu": lambda z: np.maximum(z, 0),
    "LeakyRelu": lambda z, alpha: np.where(z < 0, alpha * z, z),
    "Elu": lambda z, alpha: np.where(z < 0, alpha * (np.exp(z) - 1), z),
    "Softplus": lambda z: np.log(1 + np.exp(z)),
    "Softmax": softmax,
    "Identity": lambda z: z,
    "Erf": np.vectorize(math.erf, "d"),
    "Mul": np.multiply,
    "Add": np.add,
}
