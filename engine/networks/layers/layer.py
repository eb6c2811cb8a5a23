"""Base of every layer kind: what a class of LAYERS declares and computes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod
from types import MappingProxyType
from typing import ClassVar, Literal, Self, TypeAlias

import numpy as np

from engine.arrays import Images, Matrix, Vector
from engine.errors import SettingError
from engine.functions.activations import ACTIVATION, ACTIVATIONS, Activation
from engine.settings import Setting, Value
from engine.snapshots import Message

Shape: TypeAlias = tuple[int, ...]
"""Neurons alone; or channels, rows and columns of maps."""

Parameters: TypeAlias = tuple[Images, ...]
"""Weights, one row for each neuron or map, and biases; empty if a layer learns nothing."""

ACTIVATION_SETTING = Setting(
    "activation", "activation", "sigmoid", "choice", choices=tuple(ACTIVATION),
    help="Layer {number}: what its neurons do with their weighted input.",
)  # fmt: skip
"""Card of every kind whose neurons have an activation."""

KernelPart: TypeAlias = Literal["", "dense", "maps", "pooling"]
"""Part of the compiled layouts in `engine.execution` that computes a kind; "" for NumPy alone."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Weighted inputs z and activations a of a layer, shape (batch, *out_shape) each."""

    z: Matrix
    a: Matrix


@dataclass(frozen=True, slots=True)
class Addition:
    """Layers that the Builder offers to insert.

    Attributes
    ----------
    label : Message
        Entry of the menu.
    words : str
        Notation; {field} is the side of a receptive field that fits, {like} the activation of
        the layers around.
    needs_maps : bool
        Whether its inputs have rows and columns.
    """

    name: str
    label: Message
    words: str
    needs_maps: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """One word of a notation, and what stands before it.

    Attributes
    ----------
    text, word : str
        The whole notation, and the word of this layer.
    shape : Shape
        Shape of the layer's inputs, as written for the first layer.
    before : Layer or None
        The layer before it; None behind the input.
    usual : str
        Activation of a dense layer that names none.
    """

    text: str
    word: str
    shape: Shape
    before: Layer | None
    usual: str

    def activation(self, found: str | None, *, softmax: bool) -> str:
        """Return the activation that the word names, `usual` for none.

        Raises
        ------
        SettingError
            If there is none of that name; with `softmax` False also for softmax.
        """
        known = [each.name for each in ACTIVATIONS if softmax or not each.whole_layer]
        if found and found not in known:
            raise SettingError(
                "expected an activation among {known}, got {found!r} in {text!r}; correct its name",
                known=", ".join(known),
                found=found,
                text=self.text,
            )
        return found or self.usual


@dataclass(frozen=True, slots=True)
class Layer(ABC):
    """One layer of a network; each kind is a subclass in a file of its own, listed in LAYERS.

    Attributes
    ----------
    in_shape : Shape
        Shape of the inputs.
    kind, title : str, Message
        Name of the kind; its title on a card.
    card : tuple of Setting
        Fields that are edited on a card: first the size, then activation or further numbers. Each
        `help` is the field's tooltip and may name the layer's {number}.
    names : Mapping
        Titles of choices on the card that differ from their names in the notation.
    additions : tuple of Addition
    kernels : str
        Part of the compiled layouts that computes this kind.
    attached : bool
        Whether it belongs to the layer before it, and is removed with it.
    answers : bool
        Whether a network may end with it.
    tensor : str
        Name of its weights and biases in files and programs, with {part} and {number}.
    """

    in_shape: Shape

    kind: ClassVar[str]
    title: ClassVar[Message]
    card: ClassVar[tuple[Setting, ...]] = ()
    names: ClassVar[Mapping[str, Message]] = MappingProxyType({})
    additions: ClassVar[tuple[Addition, ...]] = ()
    kernels: ClassVar[KernelPart] = ""
    attached: ClassVar[bool] = False
    answers: ClassVar[bool] = False
    tensor: ClassVar[str] = ""

    # --- notation ---------------------------------------------------------------------------

    @classmethod
    @abstractmethod
    def claims(cls, word: str) -> bool:
        """Return whether a word of a notation is meant to be this kind."""

    @classmethod
    @abstractmethod
    def read(cls, told: Told) -> Self:
        """Return the layer that a claimed word describes.

        Raises
        ------
        SettingError
            If the word cannot be read.
        ShapeError
            If the layer cannot be built on its inputs.
        """

    @property
    @abstractmethod
    def word(self) -> str:
        """The layer in notation, as `read` reads it back."""

    def changed(self, name: str, value: Value) -> Layer:
        """Return the layer with another value of one field of its card, unchecked."""
        changes: dict[str, object] = {name: value}
        return replace(self, **changes)  # type: ignore[arg-type]

    # --- shape and parameters ---------------------------------------------------------------

    @property
    @abstractmethod
    def out_shape(self) -> Shape:
        """Shape of the outputs."""

    @property
    def units(self) -> int:
        """Number of biases: neurons, or maps; 0 if the layer learns nothing."""
        return 0

    @property
    def field(self) -> Shape:
        """Shape of the weights of one neuron or map, in the order in which they are stored."""
        return ()

    @property
    def window(self) -> int:
        """Side of the square of inputs that each output sees; 0 if it sees all."""
        return 0

    @property
    def fan_in(self) -> int:
        """Number of weights of one neuron or map."""
        return prod(self.field)

    @property
    def parameter_count(self) -> int:
        """Number of weights and biases."""
        return (self.fan_in + 1) * self.units

    @property
    def products(self) -> int:
        """Multiply-adds for one example, biases included."""
        return self.parameter_count

    @property
    @abstractmethod
    def explanation(self) -> Message:
        """Sentence on how the sizes of the layer are computed, with its numbers."""

    def views(self, block: Vector) -> Parameters:
        """Return weights of shape (units, *field) and biases of shape (units,) as views.

        Parameters
        ----------
        block : Vector, shape (parameter_count,)
            The weights, units innermost, then the biases.
        """
        if not self.units:
            return ()
        count = self.fan_in * self.units
        stored = block[:count].reshape(*self.field, self.units)
        return stored.transpose(-1, *range(len(self.field))), block[count:]

    # --- arithmetic -------------------------------------------------------------------------

    @abstractmethod
    def forward(self, parameters: Parameters, before: Signal) -> Signal:
        """Return the layer's values for those of the layer before it."""

    def delta(self, after: Signal, error: Matrix) -> Matrix:
        """Return ∂C/∂z from ∂C/∂a; equal where the layer has no activation."""
        return error

    def gradient(self, before: Signal, delta: Matrix) -> Parameters:
        """Return ∂C/∂w and ∂C/∂b, summed over the batch."""
        return ()

    @abstractmethod
    def error(self, parameters: Parameters, before: Signal, delta: Matrix) -> Matrix:
        """Return ∂C/∂a of the layer before it."""

    # --- exported programs ------------------------------------------------------------------

    @property
    def sources(self) -> tuple[str, ...]:
        """Functions that `line` calls, as text; without those of activations."""
        return ()

    @abstractmethod
    def line(self, number: int) -> str:
        """Return the expression that computes the outputs from `a`, shape (n, *in_shape).

        Parameters
        ----------
        number : int
            1 for the first layer of this kind.
        """


def tensor_names(layer: Layer, number: int) -> tuple[str, ...]:
    """Return the names of a layer's weights and biases; () if it learns nothing."""
    return tuple(layer.tensor.format(part=part, number=number) for part in "wb" if layer.units)


def activation_of(layer: Layer | None) -> str:
    """Return the name of a layer's activation, "" for none."""
    return str(getattr(layer, "activation", ""))


def applied(activation: str, z: str) -> str:
    """Return the text of a call of an activation in an exported program."""
    return f"{activation.replace('-', '_')}({z})"


def fitted(a: Matrix, shape: Shape) -> Matrix:
    """Return a batch as maps or as neurons.

    Maps become neurons in the order (row, column, map), maps innermost; the pixels of a picture
    become maps in the order (channel, row, column).
    """
    if len(shape) == 3 and a.ndim == 2:
        return a.reshape(len(a), *shape)
    if len(shape) == 1 and a.ndim == 4:
        return np.moveaxis(a, 1, 3).reshape(len(a), -1)
    return a


def unfitted(error: Matrix, shape: Shape) -> Matrix:
    """Return errors of neurons as errors of the maps that they were made of by `fitted`."""
    if len(shape) == 3 and error.ndim == 2:
        maps, rows, columns = shape
        return np.moveaxis(error.reshape(len(error), rows, columns, maps), 3, 1)
    return error


def through(activation: Activation, z: Matrix, a: Matrix, error: Matrix) -> Matrix:
    """Return δ = ∂C/∂z of a layer from its ∂C/∂a.

    For softmax, ∂a_k/∂z_j = a_k (δ_kj − a_j) mixes the neurons of the layer.
    """
    if activation.whole_layer:
        mixed: Matrix = a * (error - (error * a).sum(axis=-1, keepdims=True))
        return mixed
    return error * activation.derivative(z, a)
