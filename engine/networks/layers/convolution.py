"""Convolution: feature maps whose neurons share the weights of a local receptive field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from engine.arrays import Images, Matrix
from engine.errors import SettingError, ShapeError
from engine.functions.activations import ACTIVATION
from engine.networks.layers.layer import (
    ACTIVATION_SETTING,
    Addition,
    KernelPart,
    Layer,
    Parameters,
    Shape,
    Signal,
    Told,
    applied,
)
from engine.settings import Setting
from engine.snapshots import Message

MAX_SIDE = 1_024
MAX_MAPS = 4_096

_NOTATION = re.compile(r"conv(\d+)@(\d+)(same|valid)?(?:/(\d+))?(?::([a-z-]+))?")

SOURCE = '''
def windows(a, size, step):
    """Return all square windows, shape (n, channel, row, column, size, size)."""
    return sliding_window_view(a, (size, size), axis=(2, 3))[:, :, ::step, ::step]


def convolve(a, w, b, step):
    """Return, for every map and place, a bias and the weighted sum of a field, eq. (125)."""
    z = np.tensordot(windows(a, w.shape[1], step), w, axes=((1, 4, 5), (3, 1, 2))) + b
    return np.moveaxis(z, 3, 1)
'''

BORDER_SOURCE = '''
def bordered(a, width):
    """Return pictures with zeros around them."""
    return np.pad(a, ((0, 0), (0, 0), (width, width), (width, width)))
'''


@dataclass(frozen=True, slots=True)
class Convolution(Layer):
    """Feature maps; images have shape (batch, channel, row, column).

    Nielsen (2015), ch. 6, eq. (125).

    Attributes
    ----------
    maps : int
        Feature maps, > 0.
    kernel : int
        Side of the local receptive field.
    stride : int
        Step from one receptive field to the next.
    same : bool
        Whether zero padding preserves rows and columns (at stride 1).
    """

    maps: int
    kernel: int
    stride: int = 1
    same: bool = False
    activation: str = "sigmoid"

    kind: ClassVar = "convolution"
    title: ClassVar = Message("convolution")
    card: ClassVar = (
        Setting(
            "maps", "feature maps", 20, "int", low=1, ends=(1, 100),
            help="Layer {number}: feature maps; type a number or drag it sideways.",
        ),
        ACTIVATION_SETTING,
        Setting(
            "kernel", "field", 5, "int", low=1, ends=(1, 28),
            help="Layer {number}: side of the local receptive field.",
        ),
    )  # fmt: skip
    additions: ClassVar = (
        Addition("both", Message("a convolution and pooling"), "conv20@{field}:{like} pool2"),
        Addition("convolution", Message("a convolution"), "conv20@{field}:{like}"),
    )
    kernels: ClassVar[KernelPart] = "maps"
    tensor: ClassVar = "conv{number}_{part}"

    @classmethod
    def claims(cls, word: str) -> bool:
        return word.startswith("conv")

    @classmethod
    def read(cls, told: Told) -> Self:
        match, word = _NOTATION.fullmatch(told.word), told.word
        if match is None:
            raise unreadable(word)
        maps, kernel, stride = int(match[1]), int(match[2]), int(match[4] or 1)
        activation = told.activation(match[5], softmax=False) if match[5] else "sigmoid"
        if not (0 < maps <= MAX_MAPS and 0 < kernel <= MAX_SIDE and stride):
            raise ShapeError(
                "the layer {word} needs 1 to {limit} maps and a field and a stride of at least "
                "1, got {word}; change that layer",
                word=word,
                limit=MAX_MAPS,
            )
        layer = cls(maps_shape(told), maps, kernel, stride, match[3] == "same", activation)
        layer._check(word)
        return layer

    def _check(self, word: str) -> None:
        """Raise if the receptive field does not fit its input."""
        _, rows, columns = self.in_shape
        if self.same and self.kernel % 2 == 0:
            raise ShapeError(
                "the layer {word} needs an odd field for 'same', got {kernel}x{kernel}; "
                "write 3, 5 or 7, or leave 'same' out",
                word=word,
                kernel=self.kernel,
            )
        if self.kernel > min(rows, columns) + 2 * self.border:
            raise ShapeError(
                "the layer {word} needs at least {kernel}x{kernel} inputs, got "
                "{rows}x{columns}; make its field smaller or pool less before it",
                word=word,
                kernel=self.kernel,
                rows=rows,
                columns=columns,
            )

    @property
    def word(self) -> str:
        same, stride = "same" * self.same, f"/{self.stride}" if self.stride > 1 else ""
        return f"conv{self.maps}@{self.kernel}{same}{stride}:{self.activation}"

    @property
    def border(self) -> int:
        """Width of the zero padding on every side of the input."""
        return self.kernel // 2 if self.same else 0

    @property
    def out_shape(self) -> Shape:
        _, rows, columns = self.in_shape
        reach = 2 * self.border - self.kernel
        return self.maps, (rows + reach) // self.stride + 1, (columns + reach) // self.stride + 1

    @property
    def units(self) -> int:
        return self.maps

    @property
    def field(self) -> Shape:
        return self.kernel, self.kernel, self.in_shape[0]

    @property
    def window(self) -> int:
        return self.kernel

    @property
    def products(self) -> int:
        _, rows, columns = self.out_shape
        return self.parameter_count * rows * columns

    @property
    def explanation(self) -> Message:
        return Message(
            "({channels} × {field} × {field} shared weights + 1 bias) × {maps} maps = {count}; "
            "used at {places} places: {products} multiplications.",
            {
                "channels": self.in_shape[0],
                "field": self.kernel,
                "maps": self.maps,
                "count": self.parameter_count,
                "places": "×".join(map(str, self.out_shape[1:])),
                "products": self.products,
            },
        )

    def forward(self, parameters: Parameters, before: Signal) -> Signal:
        w, b = parameters
        sums = np.tensordot(self._fields(before.a), w, axes=((1, 4, 5), (3, 1, 2)))
        z = np.moveaxis(sums + b, 3, 1)
        return Signal(z, ACTIVATION[self.activation].value(z))

    def delta(self, after: Signal, error: Matrix) -> Matrix:
        delta: Matrix = error * ACTIVATION[self.activation].derivative(after.z, after.a)
        return delta

    def gradient(self, before: Signal, delta: Matrix) -> Parameters:
        fields = self._fields(before.a)
        nabla_w = np.einsum("ncpqlm,nkpq->klmc", fields, delta, optimize=True)
        return nabla_w, delta.sum(axis=(0, 2, 3))

    def error(self, parameters: Parameters, before: Signal, delta: Matrix) -> Matrix:
        errors = np.zeros_like(self._bordered(before.a))
        parts = np.einsum("nkpq,klmc->ncpqlm", delta, parameters[0], optimize=True)
        _, rows, columns = self.out_shape
        for row, column in np.ndindex(self.kernel, self.kernel):
            down = slice(row, row + self.stride * rows, self.stride)
            right = slice(column, column + self.stride * columns, self.stride)
            errors[:, :, down, right] += parts[..., row, column]
        inside = slice(self.border, errors.shape[2] - self.border)
        return errors[:, :, inside, self.border : errors.shape[3] - self.border]

    def _bordered(self, x: Images) -> Images:
        border = (self.border, self.border)
        return np.pad(x, ((0, 0), (0, 0), border, border)) if self.border else x

    def _fields(self, x: Images) -> Images:
        """Return a view of all fields, shape (batch, channel, row, column, kernel, kernel)."""
        size, step = (self.kernel, self.kernel), self.stride
        fields: Images = sliding_window_view(self._bordered(x), size, axis=(2, 3))
        return fields[:, :, ::step, ::step]

    @property
    def sources(self) -> tuple[str, ...]:
        return (BORDER_SOURCE, SOURCE) if self.border else (SOURCE,)

    def line(self, number: int) -> str:
        a = f"bordered(a, {self.border})" if self.border else "a"
        z = f"convolve({a}, conv{number}_w, conv{number}_b, {self.stride})"
        return applied(self.activation, z)


def maps_shape(told: Told) -> Shape:
    """Return channels, rows and columns of a layer's inputs, such as 28x28 or 3x32x32.

    Raises
    ------
    ShapeError
        If the inputs have no rows and columns.
    """
    if told.before is not None and len(told.shape) != 3:
        raise ShapeError(
            "the layer {word} needs maps of rows and columns, got the neurons of a dense "
            "layer; move it before the first dense layer",
            word=told.word,
        )
    sides = (1, *told.shape) if len(told.shape) == 2 else told.shape
    if len(sides) != 3 or not all(0 < side <= MAX_SIDE for side in sides):
        raise ShapeError(
            "a convolution needs an input of rows and columns such as 28x28, up to "
            "{limit} each, got {word}; write 28x28 for a picture of 784 pixels",
            word="x".join(map(str, told.shape)),
            limit=MAX_SIDE,
        )
    return sides


def unreadable(word: str) -> SettingError:
    """Return the error for a word that is no convolution and no pooling."""
    return SettingError(
        "expected a layer such as conv20@5:relu, conv20@5same/2 or pool2, got {word!r}; "
        "write maps@field, and avgpool2 or l2pool2 for another pooling",
        word=word,
    )
