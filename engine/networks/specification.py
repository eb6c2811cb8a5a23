"""Specification of a network, and its notation such as ``28x28 conv20@5 pool2 softmax10``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import prod

from engine.errors import SettingError, ShapeError
from engine.functions.activations import ACTIVATION, SIGMOID, SOFTMAX, Activation
from engine.functions.costs import COST
from engine.networks.layers.notation import input_shape, is_stage_word, read_stages, stage_words
from engine.networks.layers.stage import Stage

MAX_LAYERS = 64
MAX_WIDTH = 100_000
MAX_PARAMETERS = 50_000_000

_NEURONS = re.compile(r"(?:(dense|softmax))?(\d+)(?::([a-z-]+))?")
_INPUT = re.compile(r"\d+(?:x\d+)*")


@dataclass(frozen=True, slots=True)
class NetworkSpecification:
    """Layers of a network: optional convolutions followed by dense layers.

    Attributes
    ----------
    sizes : tuple of int
        Inputs of the first dense layer, then the neurons of each dense layer; at least two
        entries, each > 0.
    activations : tuple of str
        Activation of each dense layer, a key of ACTIVATION.
    front : tuple of Stage
        Convolutions with their pooling; the last one has sizes[0] outputs.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    front: tuple[Stage, ...] = ()

    @property
    def inputs(self) -> int:
        """Number of inputs, the pixels of all channels for an image."""
        return prod(self.front[0].in_shape) if self.front else self.sizes[0]

    @property
    def front_count(self) -> int:
        """Number of weights and biases of the convolutions, which precede the dense layers."""
        return sum(stage.parameter_count for stage in self.front)

    @property
    def parameter_count(self) -> int:
        """Number of weights and biases."""
        pairs = zip(self.sizes[:-1], self.sizes[1:], strict=True)
        return self.front_count + sum((n_in + 1) * n_out for n_in, n_out in pairs)

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
        >>> NetworkSpecification((2, 3, 1), ("tanh", "sigmoid")).parameter_index(1, 0, 2)
        11
        """
        before = pairwise(self.sizes[: layer + 1])
        start = self.front_count + sum((n_in + 1) * n_out for n_in, n_out in before)
        n_in, n_out = self.sizes[layer : layer + 2]
        return start + (n_in if source is None else source) * n_out + neuron

    @property
    def products(self) -> int:
        """Multiply-adds of one example's forward pass, biases included."""
        pairs = zip(self.sizes[:-1], self.sizes[1:], strict=True)
        return sum(stage.products for stage in self.front) + sum(
            (n_in + 1) * n_out for n_in, n_out in pairs
        )

    @property
    def layer_activations(self) -> tuple[Activation, ...]:
        """Activation of each dense layer."""
        return tuple(ACTIVATION[name] for name in self.activations)

    def __str__(self) -> str:
        """Return the sizes as in the book, 784-30-10; with convolutions `words`."""
        return self.words if self.front else "-".join(str(size) for size in self.sizes)

    @property
    def words(self) -> str:
        """Full notation: every layer with its activation; `parse_layers` reads it back."""
        picture = str(self.sizes[0])
        if self.front:
            channels, rows, columns = self.front[0].in_shape
            picture = f"{rows}x{columns}" if channels == 1 else f"{channels}x{rows}x{columns}"
        layers = zip(self.sizes[1:], self.activations, strict=True)
        dense = [f"dense{size}:{name}" for size, name in layers]
        return " ".join([picture, *(stage_words(stage) for stage in self.front), *dense])


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
        Sets the default output activation: softmax for "log-likelihood", else sigmoid.

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
    front = _front(first, rest)
    dense = [word for word in rest if not is_stage_word(word)]
    if not dense:
        raise ShapeError(
            "expected a dense layer behind the last convolution, got {text!r}; "
            "add softmax10 at the end",
            text=text,
        )
    width = prod(front[-1].out_shape if front else [int(side) for side in first.split("x")])
    output = SOFTMAX if cost == "log-likelihood" else SIGMOID
    layers = [_layer(text, word) for word in dense]
    defaults = [SIGMOID.name] * (len(layers) - 1) + [output.name]
    specification = NetworkSpecification(
        (width, *(size for size, _ in layers)),
        tuple(name or usual for (_, name), usual in zip(layers, defaults, strict=True)),
        front,
    )
    _check_size(text, specification)
    check_cost(specification, cost)
    return specification


def _front(first: str, rest: list[str]) -> tuple[Stage, ...]:
    """Parse the convolutions, which must precede all dense layers."""
    words = [word for word in rest if is_stage_word(word)]
    if not words:
        return ()
    late = next((word for word in rest[len(words) :] if is_stage_word(word)), None)
    if late is not None:
        raise ShapeError(
            "the layer {word} needs maps of rows and columns, got the neurons of a dense "
            "layer; move it before the first dense layer",
            word=late,
        )
    return read_stages(words, input_shape(first))


def _split(text: str) -> list[str]:
    words = text.strip().lower().split()
    if len(words) == 1:
        # hyphens inside an activation's name ("leaky-relu") do not separate layers
        return re.split(r"-(?=\d|-|$)", words[0])
    return words or [""]


def _layer(text: str, word: str) -> tuple[int, str]:
    match = _NEURONS.fullmatch(word)
    if match is None:
        raise _unreadable(text, word)
    kind, size, activation = match.groups()
    if activation and activation not in ACTIVATION:
        raise SettingError(
            "expected an activation among {known}, got {found!r} in {text!r}; correct its name",
            known=", ".join(ACTIVATION),
            found=activation,
            text=text,
        )
    if kind == "softmax" and activation not in (None, "softmax"):
        raise SettingError(
            "expected a softmax layer without another activation, got {word!r}; "
            "write dense{size}:{activation}",
            word=word,
            size=size,
            activation=activation,
        )
    return int(size), "softmax" if kind == "softmax" else activation or ""


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
        If the cost needs outputs in 0..1 and the output activation is not sigmoid or softmax.
    """
    if cost not in COST:
        raise SettingError(
            "expected a cost among {known}, got {found!r}; correct its name",
            known=", ".join(COST),
            found=cost,
        )
    output = specification.activations[-1]
    if cost != "quadratic" and output not in ("sigmoid", "softmax"):
        raise ShapeError(
            "the cost {cost} needs outputs between 0 and 1 (sigmoid or softmax), got {output}; "
            "change the last layer or use the quadratic cost",
            cost=cost,
            output=output,
        )


def _unreadable(text: str, word: str) -> SettingError:
    return SettingError(
        "expected layers such as 784-30-10 or '28x28 dense100:relu softmax10', got {text!r} "
        "(at {word!r}); write the size of every layer",
        text=text,
        word=word,
    )
