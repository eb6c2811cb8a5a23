"""A convolution and the pooling that follows it: their shapes, written down once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from engine.errors import ShapeError
from engine.functions.activations import ACTIVATION, Activation

Shape: TypeAlias = tuple[int, int, int]
"""Channels, rows, columns."""

POOLINGS: tuple[str, ...] = ("none", "max", "average", "l2")
"""Kinds of pooling; the place of each is its code in the kernels."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A convolution, its activation and the pooling behind it.

    Attributes
    ----------
    in_shape : Shape
        What arrives.
    maps : int
        Feature maps, > 0.
    kernel : int
        Side of the local receptive field.
    stride : int
        Step from one field to the next.
    same : bool
        Whether a border of zeros keeps rows and columns as they are (for a stride of 1).
    activation : str
    pooling : str
        One of POOLINGS.
    pool_size, pool_stride : int
        Side of the pooled window and its step; rows and columns left over are dropped.
    """

    in_shape: Shape
    maps: int
    kernel: int
    stride: int = 1
    same: bool = False
    activation: str = "sigmoid"
    pooling: str = "none"
    pool_size: int = 1
    pool_stride: int = 1

    @property
    def border(self) -> int:
        """Zeros around the input on every side."""
        return self.kernel // 2 if self.same else 0

    @property
    def maps_shape(self) -> Shape:
        """Shape of the feature maps before pooling."""
        _, rows, columns = self.in_shape
        reach = 2 * self.border - self.kernel
        return (
            self.maps,
            (rows + reach) // self.stride + 1,
            (columns + reach) // self.stride + 1,
        )

    @property
    def out_shape(self) -> Shape:
        """Shape of what leaves."""
        maps, rows, columns = self.maps_shape
        if self.pooling == "none":
            return self.maps_shape
        size, step = self.pool_size, self.pool_stride
        return maps, (rows - size) // step + 1, (columns - size) // step + 1

    @property
    def fan_in(self) -> int:
        """Inputs of each neuron: weights that it shares with its map."""
        return self.in_shape[0] * self.kernel**2

    @property
    def parameter_count(self) -> int:
        """Shared weights and one bias for each map."""
        return (self.fan_in + 1) * self.maps

    @property
    def products(self) -> int:
        """Multiplications that one picture takes: every weight at every place."""
        maps, rows, columns = self.maps_shape
        return (self.fan_in + 1) * maps * rows * columns

    @property
    def activation_entry(self) -> Activation:
        """The entry of the table of activations."""
        return ACTIVATION[self.activation]

    def check(self, word: str) -> None:
        """Refuse a stage that cannot be built.

        Parameters
        ----------
        word : str
            What the person wrote.

        Raises
        ------
        ShapeError
            With the shape that arrives and the shape that is needed.
        """
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

    def check_pooling(self, word: str) -> None:
        """Refuse a window that is larger than the maps.

        Raises
        ------
        ShapeError
            With the shape that arrives and the shape that is needed.
        """
        _, rows, columns = self.maps_shape
        if self.pool_size > min(rows, columns):
            raise ShapeError(
                "the layer {word} needs at least {size}x{size} inputs, got {rows}x{columns}; "
                "pool less, or leave it out",
                word=word,
                size=self.pool_size,
                rows=rows,
                columns=columns,
            )
