"""Pooling: one value for each window of a feature map."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from types import MappingProxyType
from typing import ClassVar, Self

import numpy as np

from engine.arrays import Images, Matrix
from engine.errors import ShapeError
from engine.networks.layers.convolution import Convolution, maps_shape, unreadable
from engine.networks.layers.layer import (
    Addition,
    KernelPart,
    Layer,
    Parameters,
    Shape,
    Signal,
    Told,
)
from engine.settings import Setting, Value
from engine.snapshots import Message

POOLINGS: tuple[str, ...] = ("none", "max", "average", "l2")
"""Kinds of pooling; the index of each is its code in the kernels."""

PREFIX = {"max": "", "average": "avg", "l2": "l2"}
"""Prefix of ``pool`` in the notation for each kind."""

_NOTATION = re.compile(r"(max|avg|average|l2)?pool(\d+)(?:/(\d+))?")
_KINDS = {None: "max", "max": "max", "avg": "average", "average": "average", "l2": "l2"}

SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "max": '''
def pool_max(a, size, step):
    """Return the largest activation of every window."""
    return windows(a, size, step).max(axis=(4, 5))
''',
        "average": '''
def pool_average(a, size, step):
    """Return the mean activation of every window."""
    return windows(a, size, step).mean(axis=(4, 5))
''',
        "l2": '''
def pool_l2(a, size, step):
    """Return the root of the sum of squares of every window."""
    return np.sqrt((windows(a, size, step) ** 2).sum(axis=(4, 5)))
''',
    }
)
"""Function of an exported program for each kind; `windows` comes with the convolution."""


def _mean(cells: list[Images]) -> Images:
    mean: Images = sum(cells[1:], cells[0]) / cells[0].dtype.type(len(cells))
    return mean


def _norm(cells: list[Images]) -> Images:
    norm: Images = np.sqrt(sum((cell * cell for cell in cells[1:]), cells[0] * cells[0]))
    return norm


_POOL: Mapping[str, Callable[[list[Images]], Images]] = MappingProxyType(
    {"max": lambda cells: reduce(np.maximum, cells), "average": _mean, "l2": _norm}
)


@dataclass(frozen=True, slots=True)
class Pooling(Layer):
    """Pooled maps: maximum, mean, or root of the sum of squares.

    Attributes
    ----------
    pooling : str
        One of POOLINGS but "none".
    size, step : int
        Side and stride of the window; rows and columns left over are dropped.
    """

    pooling: str
    size: int
    step: int

    kind: ClassVar = "pooling"
    title: ClassVar = Message("pooling")
    card: ClassVar = (
        Setting(
            "size", "window", 2, "int", low=1, ends=(1, 8),
            help="Layer {number}: side of the pooled window; type or drag it sideways.",
        ),
        Setting(
            "pooling", "pooling", "max", "choice", choices=POOLINGS[1:],
            help="Layer {number}: what is kept of each window.",
        ),
    )  # fmt: skip
    names: ClassVar = MappingProxyType(
        {"max": Message("maximum"), "average": Message("average"), "l2": Message("L2 norm")}
    )
    additions: ClassVar = (Addition("pooling", Message("pooling"), "pool2"),)
    kernels: ClassVar[KernelPart] = "pooling"
    attached: ClassVar = True

    @classmethod
    def claims(cls, word: str) -> bool:
        return "pool" in word

    @classmethod
    def read(cls, told: Told) -> Self:
        match, word = _NOTATION.fullmatch(told.word), told.word
        shape = maps_shape(told)
        if not isinstance(told.before, Convolution):
            raise ShapeError(
                "the layer {word} needs the maps of a convolution, got {before}; "
                "write conv20@5 before it",
                word=word,
                before=told.before.word if told.before else "the picture",
            )
        if match is None:
            raise unreadable(word)
        size, step = int(match[2]), int(match[3] or match[2])
        if size < 1 or step < 1:
            raise ShapeError(
                "the layer {word} needs a window and a step of at least 1, got {word}; write pool2",
                word=word,
            )
        _, rows, columns = shape
        if size > min(rows, columns):
            raise ShapeError(
                "the layer {word} needs at least {size}x{size} inputs, got {rows}x{columns}; "
                "pool less, or leave it out",
                word=word,
                size=size,
                rows=rows,
                columns=columns,
            )
        return cls(shape, _KINDS[match[1]], size, step)

    @property
    def word(self) -> str:
        step = f"/{self.step}" if self.step != self.size else ""
        return f"{PREFIX[self.pooling]}pool{self.size}{step}"

    def changed(self, name: str, value: Value) -> Layer:
        # windows that touch go on touching
        touch = name == "size" and self.step == self.size
        return Layer.changed(replace(self, step=int(value)) if touch else self, name, value)

    @property
    def out_shape(self) -> Shape:
        maps, rows, columns = self.in_shape
        return maps, (rows - self.size) // self.step + 1, (columns - self.size) // self.step + 1

    @property
    def window(self) -> int:
        return self.size

    @property
    def explanation(self) -> Message:
        before, after = ("×".join(map(str, each)) for each in (self.in_shape, self.out_shape))
        return Message(
            "Each window of {side}×{side} becomes one value: {before} becomes {after}.",
            {"side": self.size, "before": before, "after": after},
        )

    def forward(self, parameters: Parameters, before: Signal) -> Signal:
        cells = [before.a[:, :, down, right] for down, right in self._cells()]
        pooled = _POOL[self.pooling](cells)
        return Signal(pooled, pooled)

    def error(self, parameters: Parameters, before: Signal, delta: Matrix) -> Matrix:
        """Return ∂C/∂a of the maps; maximum pooling gives it to one cell of a window.

        That is the first with the largest a, of equal ones that with the largest z.
        """
        a, cells = before.a, self._cells()
        errors = np.zeros_like(a)
        pooled = self.forward((), before).a
        largest = [
            np.where(a[:, :, down, right] == pooled, before.z[:, :, down, right], -np.inf)
            for down, right in cells
        ]
        places = np.stack(largest).argmax(axis=0)
        for place, (down, right) in enumerate(cells):
            if self.pooling == "max":
                share: Matrix = (places == place).astype(a.dtype)
            elif self.pooling == "average":
                share = np.full_like(delta, 1 / self.size**2)
            else:
                share = a[:, :, down, right] / np.where(pooled == 0, 1, pooled)
            errors[:, :, down, right] += share * delta
        return errors

    def _cells(self) -> list[tuple[slice, slice]]:
        """Return slices of rows and columns of the maps for each cell of the window."""
        _, rows, columns = self.out_shape
        return [
            (
                slice(row, row + self.step * rows, self.step),
                slice(column, column + self.step * columns, self.step),
            )
            for row, column in np.ndindex(self.size, self.size)
        ]

    @property
    def sources(self) -> tuple[str, ...]:
        return (SOURCES[self.pooling],)

    def line(self, number: int) -> str:
        return f"pool_{self.pooling}(a, {self.size}, {self.step})"
