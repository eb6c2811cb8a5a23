"""Stage of a convolutional network, a convolution with its pooling, and its shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from engine.errors import ShapeError
from engine.functions.activations import ACTIVATION, Activation

Shape: TypeAlias = tuple[int, int, int]
"""Channels, rows, columns."""

POOLINGS: tuple[str, ...] = ("none", "max", "average", "l2")
"""Kinds of pooling; the index of each is its code in the kernels."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A convolution, its activation and the pooling behind it.

    Attributes
    ----------
    in_shape : Shape
        Shape of the inputs.
    maps : int
        Feature maps, > 0.
    kernel : int
        Side of the local receptive field.
    stride : int
        Step from one receptive field to the next.
    same : bool
        Whether zero padding preserves rows and columns (at stride 1).
    activation : str
    pooling : str
        One of POOLINGS.
    pool_size, pool_stride : int
        Side and stride of the pooling window; rows and columns left over are dropped.
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
        """Width of the zero padding on every side of the input."""
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
        """Shape of the outputs, after pooling."""
        maps, rows, columns = self.maps_shape
        if self.pooling == "none":
            return self.maps_shape
        size, step = self.pool_size, self.pool_stride
        return maps, (rows - size) // step + 1, (columns - size) // step + 1

    @property
    def fan_in(self) -> int:
        """Inputs of each neuron, the shared weights of a map."""
        return self.in_shape[0] * self.kernel**2

    @property
    def parameter_count(self) -> int:
        """Number of shared weights and biases."""
        return (self.fan_in + 1) * self.maps

    @property
    def products(self) -> int:
        """Multiply-adds for one image, biases included."""
        maps, rows, columns = self.maps_shape
        return (self.fan_in + 1) * maps * rows * columns

    @property
    def activation_entry(self) -> Activation:
        """Entry of the stage's activation in ACTIVATION."""
        return ACTIVATION[self.activation]

    def check(self, word: str) -> None:
        """Raise if the convolution does not fit its input.

        Parameters
        ----------
        word : str
            Notation of the stage, for the message.

        Raises
        ------
        ShapeError
            Names the input shape and the shape needed.
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
        """Raise if the pooling window is larger than the maps.

        Raises
        ------
        ShapeError
            Names the shape of the maps and the shape needed.
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
