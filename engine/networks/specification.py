"""Specification of a network, and its notation such as ``28x28 conv20@5 pool2 softmax10``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from math import prod

from engine.errors import SettingError, ShapeError
from engine.functions.activations import ACTIVATION, ACTIVATIONS, SIGMOID, Activation
from engine.functions.costs import COST
from engine.networks.layers import table
from engine.networks.layers.dense import Dense
from engine.networks.layers.layer import Layer, Told

MAX_LAYERS = 64
MAX_WIDTH = 65_536
"""Widest layer: its indices fit into uint16."""

MAX_PARAMETERS = 50_000_000

_INPUT = re.compile(r"\d+(?:x\d+)*")


@dataclass(frozen=True, slots=True)
class NetworkSpecification:
    """Layers of a network, in order; the last one is dense."""

    layers: tuple[Layer, ...]

    @classmethod
    def dense(cls, sizes: tuple[int, ...], activations: tuple[str, ...]) -> NetworkSpecification:
        """Return dense layers alone.

        Parameters
        ----------
        sizes : tuple of int
            Inputs, then the neurons of each layer.
        activations : tuple of str
            Activation of each layer, a key of ACTIVATION.
        """
        layers = zip(sizes[:-1], sizes[1:], activations, strict=True)
        return cls(tuple(Dense((n_in,), n_out, name) for n_in, n_out, name in layers))

    @property
    def dense_layers(self) -> tuple[Dense, ...]:
        """The dense layers."""
        return tuple(layer for layer in self.layers if isinstance(layer, Dense))

    @property
    def front(self) -> tuple[Layer, ...]:
        """The layers before the first dense one."""
        return tuple(takewhile(lambda layer: not isinstance(layer, Dense), self.layers))

    @property
    def is_dense(self) -> bool:
        """Whether all layers are dense."""
        return all(isinstance(layer, Dense) for layer in self.layers)

    @property
    def has_kernels(self) -> bool:
        """Whether the compiled layouts compute every layer."""
        return all(layer.kernels for layer in self.layers)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Inputs of the first dense layer, then the neurons of each dense layer."""
        dense = self.dense_layers
        return (*dense[0].in_shape, *(layer.neurons for layer in dense)) if dense else ()

    @property
    def activations(self) -> tuple[str, ...]:
        """Name of each dense layer's activation."""
        return tuple(layer.activation for layer in self.dense_layers)

    @property
    def inputs(self) -> int:
        """Number of inputs, the pixels of all channels for an image."""
        return prod(self.layers[0].in_shape)

    @property
    def parameter_count(self) -> int:
        """Number of weights and biases."""
        return sum(layer.parameter_count for layer in self.layers)

    def parameter_index(self, layer: int, neuron: int, source: int | None) -> int:
        """Return the index of a weight among all parameters; of a bias if `source` is None.

        Parameters
        ----------
        layer : int
            Index among the dense layers.
        neuron, source : int
            The weight leads from neuron `source` of the layer before to `neuron`.

        Examples
        --------
        >>> NetworkSpecification.dense((2, 3, 1), ("tanh", "sigmoid")).parameter_index(1, 0, 2)
        11
        """
        found = self.dense_layers[layer]
        before = takewhile(lambda each: each is not found, self.layers)
        row = found.fan_in if source is None else source
        return sum(each.parameter_count for each in before) + row * found.neurons + neuron

    @property
    def products(self) -> int:
        """Multiply-adds of one example's forward pass, biases included."""
        return sum(layer.products for layer in self.layers)

    @property
    def layer_activations(self) -> tuple[Activation, ...]:
        """Activation of each dense layer."""
        return tuple(ACTIVATION[name] for name in self.activations)

    def __str__(self) -> str:
        """Return the sizes as in the book, 784-30-10; with other layers `words`."""
        return "-".join(map(str, self.sizes)) if self.is_dense else self.words

    @property
    def words(self) -> str:
        """Full notation: every layer with its activation; `parse_layers` reads it back."""
        shape = self.layers[0].in_shape
        sides = shape[1:] if len(shape) == 3 and shape[0] == 1 else shape
        return " ".join(["x".join(map(str, sides)), *(layer.word for layer in self.layers)])


@lru_cache(maxsize=64)
def parse_layers(text: str, cost: str = "cross-entropy") -> NetworkSpecification:
    """Read a layer specification.

    Parameters
    ----------
    text : str
        Sizes joined by hyphens, or words. Dense layers and convolutions take ``:activation``.
        Convolution: conv20@5 (maps@field), conv20@5same/2 (zero padding, stride); pooling
        behind it: pool2 (max), avgpool2, l2pool2, pool3/2 (window/stride).
    cost : str
        Sets the default output activation: its natural one, else sigmoid.

    Raises
    ------
    SettingError
        If the text cannot be read.
    ShapeError
        If the network cannot be built, or not be trained with that cost.

    Examples
    --------
    >>> parse_layers("784-30-10").sizes
    (784, 30, 10)
    >>> parse_layers("28x28 dense100:relu softmax10").activations
    ('relu', 'softmax')
    >>> parse_layers("28x28 conv20@5 pool2 dense100 dense10").sizes
    (2880, 100, 10)
    """
    first, *rest = _split(text)
    if not _INPUT.fullmatch(first) or not rest:
        raise _unreadable(text, first or text)
    output = (COST[cost].natural if cost in COST else "") or SIGMOID.name
    layers: list[Layer] = []
    for place, word in enumerate(rest, 1):
        kind = table.kind_of(word)
        if kind is None:
            raise _unreadable(text, word)
        shape = layers[-1].out_shape if layers else tuple(int(side) for side in first.split("x"))
        usual = output if place == len(rest) else SIGMOID.name
        layers.append(kind.read(Told(text, word, shape, layers[-1] if layers else None, usual)))
    if not layers[-1].answers:
        raise ShapeError(
            "expected a dense layer behind the last convolution, got {text!r}; "
            "add softmax10 at the end",
            text=text,
        )
    specification = NetworkSpecification(tuple(layers))
    _check_size(text, specification)
    check_cost(specification, cost)
    return specification


def _split(text: str) -> list[str]:
    words = text.strip().lower().split()
    if len(words) == 1:
        # hyphens inside an activation's name ("leaky-relu") do not separate layers
        return re.split(r"-(?=\d|-|$)", words[0])
    return words or [""]


def _check_size(text: str, specification: NetworkSpecification) -> None:
    sizes = specification.sizes
    if min(sizes) < 1 or max(sizes) > MAX_WIDTH:
        raise ShapeError(
            "expected layers of 1 to {limit} neurons, got {text!r}; change that layer",
            limit=MAX_WIDTH,
            text=text,
        )
    if len(sizes) > MAX_LAYERS or specification.parameter_count > MAX_PARAMETERS:
        raise ShapeError(
            "expected at most {layers} layers and {limit} parameters, got {found_layers} and "
            "{found}; make the network smaller",
            layers=MAX_LAYERS,
            limit=MAX_PARAMETERS,
            found_layers=len(sizes),
            found=specification.parameter_count,
        )


def check_cost(specification: NetworkSpecification, cost: str) -> None:
    """Raise if the cost takes logarithms of outputs that are not in 0..1.

    Raises
    ------
    SettingError
        If the cost is unknown.
    ShapeError
        If the cost needs outputs in 0..1 and the output activation has others.
    """
    if cost not in COST:
        raise SettingError(
            "expected a cost among {known}, got {found!r}; correct its name",
            known=", ".join(COST),
            found=cost,
        )
    output = specification.layer_activations[-1]
    if COST[cost].probabilities and not output.probabilities:
        raise ShapeError(
            "the cost {cost} needs outputs between 0 and 1 ({known}), got {output}; "
            "change the last layer or use the quadratic cost",
            cost=cost,
            known=", ".join(each.name for each in ACTIVATIONS if each.probabilities),
            output=output.name,
        )


def _unreadable(text: str, word: str) -> SettingError:
    return SettingError(
        "expected layers such as 784-30-10 or '28x28 dense100:relu softmax10', got {text!r} "
        "(at {word!r}); write the size of every layer",
        text=text,
        word=word,
    )
