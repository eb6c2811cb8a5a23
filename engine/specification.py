"""Read what a person writes for a network: ``784-30-10`` or ``28x28 dense30:relu softmax10``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from engine.activations import ACTIVATION, SIGMOID, SOFTMAX, Activation
from engine.costs import COST
from engine.errors import ParameterError, ShapeError

MAX_LAYERS = 64
MAX_WIDTH = 100_000
MAX_PARAMETERS = 50_000_000

_NEURONS = re.compile(r"(?:(dense|softmax))?(\d+)(?::([a-z-]+))?")
_INPUT = re.compile(r"\d+(?:x\d+)*")


@dataclass(frozen=True, slots=True)
class NetworkSpecification:
    """The shape of a dense network.

    Attributes
    ----------
    sizes : tuple of int
        Neurons of each layer, the input's first; each > 0, at least two.
    activations : tuple of str
        Name of the activation of each layer but the first.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]

    @property
    def parameter_count(self) -> int:
        """Number of weights and biases."""
        pairs = zip(self.sizes[:-1], self.sizes[1:], strict=True)
        return sum((n_in + 1) * n_out for n_in, n_out in pairs)

    @property
    def layer_activations(self) -> tuple[Activation, ...]:
        """The activation of each layer but the first."""
        return tuple(ACTIVATION[name] for name in self.activations)

    def __str__(self) -> str:
        """Write the sizes as the book does: 784-30-10."""
        return "-".join(str(size) for size in self.sizes)


@lru_cache(maxsize=64)
def parse_layers(text: str, cost: str = "cross-entropy") -> NetworkSpecification:
    """Read a layer specification.

    Parameters
    ----------
    text : str
        Sizes joined by hyphens, or words; any layer but the first takes ``:activation``.
    cost : str
        With "log-likelihood" an output layer without activation is softmax, else sigmoid.

    Raises
    ------
    ParameterError
        If the text cannot be read.
    ShapeError
        If such a network cannot be built or trained with that cost.

    Examples
    --------
    >>> parse_layers("784-30-10").sizes
    (784, 30, 10)
    >>> parse_layers("28x28 dense100:relu softmax10").activations
    ('relu', 'softmax')
    """
    first, *rest = _split(text)
    if not _INPUT.fullmatch(first) or not rest:
        raise _unreadable(text, first or text)
    width = prod(int(side) for side in first.split("x"))
    output = SOFTMAX if cost == "log-likelihood" else SIGMOID
    layers = [_layer(text, word) for word in rest]
    defaults = [SIGMOID.name] * (len(layers) - 1) + [output.name]
    specification = NetworkSpecification(
        (width, *(size for size, _ in layers)),
        tuple(name or usual for (_, name), usual in zip(layers, defaults, strict=True)),
    )
    _check_size(text, specification)
    check_cost(specification, cost)
    return specification


def _split(text: str) -> list[str]:
    words = text.strip().lower().split()
    if len(words) == 1:
        # hyphens inside an activation's name ("leaky-relu") do not part layers
        return re.split(r"-(?=\d|-|$)", words[0])
    return words or [""]


def _layer(text: str, word: str) -> tuple[int, str]:
    match = _NEURONS.fullmatch(word)
    if match is None:
        raise _unreadable(text, word)
    kind, size, activation = match.groups()
    if activation and activation not in ACTIVATION:
        raise ParameterError(
            "expected an activation among {known}, got {found!r} in {text!r}; correct its name",
            known=", ".join(ACTIVATION),
            found=activation,
            text=text,
        )
    if kind == "softmax" and activation not in (None, "softmax"):
        raise ParameterError(
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
    """Refuse a cost that takes logarithms of outputs that are no probabilities.

    Raises
    ------
    ParameterError
        If the cost is unknown.
    ShapeError
        If the output activation leaves 0..1 and the cost needs it.
    """
    if cost not in COST:
        raise ParameterError(
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


def _unreadable(text: str, word: str) -> ParameterError:
    return ParameterError(
        "expected layers such as 784-30-10 or '28x28 dense100:relu softmax10', got {text!r} "
        "(at {word!r}); write the size of every layer",
        text=text,
        word=word,
    )
