"""Describe a network layer by layer, and edit one layer in its notation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isqrt, prod

from engine.errors import EngineError, SettingError
from engine.networks.layers import table
from engine.networks.layers.layer import Addition, Layer, Shape, activation_of
from engine.networks.specification import NetworkSpecification, parse_layers
from engine.settings import Value

_OUTPUTS = re.compile(r"\d+(?=(:[a-z-]+)?$)")
_DENSE = re.compile(r"\d+( dense\d+:[a-z-]+)+")

NEW_FIELD = 5
"""Side of the receptive field of a new convolution, where it fits."""


@dataclass(frozen=True, slots=True)
class Part:
    """One layer of a blueprint, or the input.

    Attributes
    ----------
    word : str
        The layer in notation.
    shape : Shape
        Shape of the outputs: neurons, or feature maps, rows and columns.
    layer : Layer or None
        None for the input.
    """

    word: str
    shape: Shape
    layer: Layer | None = None

    @property
    def neurons(self) -> int:
        """Number of outputs."""
        return prod(self.shape)

    @property
    def parameters(self) -> int:
        """Number of weights and biases."""
        return self.layer.parameter_count if self.layer is not None else 0

    @property
    def products(self) -> int:
        """Multiply-adds for one example, biases included; 0 for layers that learn nothing."""
        return self.layer.products if self.layer is not None else 0


def parts_of(specification: NetworkSpecification) -> tuple[Part, ...]:
    """Return the layers of a network, the input first.

    Examples
    --------
    >>> from engine.networks.specification import parse_layers
    >>> [part.parameters for part in parts_of(parse_layers("784-30-10"))]
    [0, 23550, 310]
    >>> [part.shape for part in parts_of(parse_layers("28x28 conv20@5 pool2 softmax10"))]
    [(1, 28, 28), (20, 24, 24), (20, 12, 12), (10,)]
    """
    shape = specification.layers[0].in_shape
    picture = shape if len(shape) == 3 else _picture(shape[0])
    layers = (Part(layer.word, layer.out_shape, layer) for layer in specification.layers)
    return (Part(specification.words.split()[0], picture), *layers)


def _picture(inputs: int) -> Shape:
    """Return the shape of a square image, or (inputs,) if few or not a square number."""
    side = isqrt(inputs)
    return (1, side, side) if side * side == inputs and side > 3 else (inputs,)


# --- edits of one layer ---------------------------------------------------------------------
#
# The result is notation that is not checked here: parsing it refuses impossible networks.


def with_value(specification: NetworkSpecification, place: int, name: str, value: Value) -> str:
    """Change one field of a layer's card.

    Parameters
    ----------
    place : int
        Index of the layer, > 0: the input is given by the data.
    name : str
        A setting of the layer's card.

    Examples
    --------
    >>> network = parse_layers("28x28 conv20@5:relu pool2 softmax10")
    >>> with_value(network, 1, "maps", 40)
    '28x28 conv40@5:relu pool2 dense10:softmax'
    >>> with_value(network, 2, "pooling", "average")
    '28x28 conv20@5:relu avgpool2 dense10:softmax'
    """
    words = _split(specification, place)
    words[place] = specification.layers[place - 1].changed(name, value).word
    return " ".join(words)


def without(specification: NetworkSpecification, place: int) -> str:
    """Remove a layer; a convolution together with the pooling behind it.

    Examples
    --------
    >>> without(parse_layers("28x28 conv20@5:relu pool2 softmax10"), 1)
    '28x28 dense10:softmax'
    """
    words, last = _split(specification, place), place + 1
    while last < len(words) and specification.layers[last - 1].attached:
        last += 1
    return " ".join(words[:place] + words[last:])


def additions_at(specification: NetworkSpecification, place: int) -> tuple[Addition, ...]:
    """Return what can be inserted before index `place`, likeliest first."""
    return tuple(each for each in table.additions() if _fits(specification, place, each))


def _fits(specification: NetworkSpecification, place: int, addition: Addition) -> bool:
    try:
        # the quadratic cost accepts any output activation
        parse_layers(with_addition(specification, place, addition), "quadratic")
    except EngineError:
        return False
    return True


def with_addition(
    specification: NetworkSpecification, place: int, addition: Addition, usual: str = "sigmoid"
) -> str:
    """Return the notation of a network with layers inserted before index `place`.

    Parameters
    ----------
    usual : str
        Activation of the new layers in a network without hidden layers.

    Examples
    --------
    >>> dense, both = table.additions()[:2]
    >>> with_addition(parse_layers("784-30-10"), 1, both)
    '28x28 conv20@5:sigmoid pool2 dense30:sigmoid dense10:sigmoid'
    >>> with_addition(parse_layers("784-30-10"), 2, dense)
    '784 dense30:sigmoid dense30:sigmoid dense10:sigmoid'
    """
    words, shape = _split(specification, place), parts_of(specification)[place - 1].shape
    rows, columns = shape[-2:] if len(shape) == 3 else (1, 1)
    like = _activation_like(specification.layers, place) or usual
    added = addition.words.format(field=min(NEW_FIELD, rows, columns), like=like)
    if addition.needs_maps and "x" not in words[0]:
        words[0] = f"{rows}x{columns}"
    return " ".join([*words[:place], added, *words[place:]])


def with_outputs(layers: str, outputs: int) -> str:
    """Return layers in notation, with another number of outputs.

    Examples
    --------
    >>> with_outputs("784-30-10", 26), with_outputs("28x28 conv20@5 dense10:leaky-relu", 3)
    ('784-30-26', '28x28 conv20@5 dense3:leaky-relu')
    """
    return _OUTPUTS.sub(str(outputs), layers.strip())


def short_notation(words: str, cost: str) -> str:
    """Shorten dense networks to hyphenated sizes if they still parse the same with this cost.

    Examples
    --------
    >>> short_notation("784 dense30:tanh dense10:sigmoid", "cross-entropy")
    '784-30:tanh-10'
    >>> short_notation("784 dense30:tanh dense10:sigmoid", "log-likelihood")
    '784 dense30:tanh dense10:sigmoid'
    >>> short_notation("28x28 conv20@5:relu dense10:softmax", "log-likelihood")
    '28x28 conv20@5:relu dense10:softmax'
    """
    if not _DENSE.fullmatch(words):
        return words
    short = words.replace(" dense", "-").replace(":sigmoid", "")
    try:
        same = parse_layers(short, cost).words == words
    except EngineError:
        # parsing the notation later reports why it is impossible
        return words
    return short if same else words


def _activation_like(layers: tuple[Layer, ...], place: int) -> str:
    """Return the activation of the nearest hidden layer, "" if there is none."""
    behind, hidden = (
        [name for name in map(activation_of, chosen) if name]
        for chosen in (layers[place - 1 : -1], layers[:-1])
    )
    return (behind[:1] or hidden[-1:] or [""])[0]


def _split(specification: NetworkSpecification, place: int) -> list[str]:
    words = specification.words.split()
    if not 0 < place < len(words):
        raise SettingError(
            "expected a layer from 1 to {last}, got {found}; choose one that is there",
            last=len(words) - 1,
            found=place,
        )
    return words
