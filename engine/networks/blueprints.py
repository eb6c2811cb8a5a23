"""Describe a network layer by layer, and edit one layer in its notation."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isqrt
from typing import Literal, TypeAlias

from engine.errors import EngineError, SettingError
from engine.networks.layers.notation import CONVOLUTION, POOLING
from engine.networks.layers.stage import Stage
from engine.networks.specification import NetworkSpecification, parse_layers

PartKind: TypeAlias = Literal["input", "convolution", "pooling", "dense"]
Addition: TypeAlias = Literal["dense", "convolution", "pooling", "both"]

ADDITIONS: tuple[Addition, ...] = ("dense", "both", "convolution", "pooling")

POOLING_PREFIX = {"max": "", "average": "avg", "l2": "l2"}
"""Prefix of ``pool`` in the notation for each kind of pooling."""

_DENSE = re.compile(r"\d+( dense\d+:[a-z-]+)+")

NEW_NEURONS, NEW_MAPS, NEW_FIELD = 30, 20, 5
"""Initial size of a new layer: neurons, feature maps, side of the receptive field."""


@dataclass(frozen=True, slots=True)
class Part:
    """One layer of a blueprint: the input, a convolution, a pooling or a dense layer.

    Attributes
    ----------
    kind : str
        "input", "convolution", "pooling" or "dense".
    word : str
        The layer in notation.
    shape : tuple of int
        Shape of the outputs: neurons, or feature maps, rows and columns.
    size : int
        Inputs, neurons of a dense layer, maps of a convolution, or side of the pooling window.
    field : int
        Side of a convolution's local receptive field; 0 elsewhere.
    function : str
        Activation; for pooling its kind; "" for the input.
    parameters, products : int
        Number of weights and biases; multiply-adds for one example, biases included.
    """

    kind: PartKind
    word: str
    shape: tuple[int, ...]
    size: int
    field: int
    function: str
    parameters: int
    products: int

    @property
    def neurons(self) -> int:
        """Number of outputs."""
        count = 1
        for side in self.shape:
            count *= side
        return count


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
    words = specification.words.split()
    front, sizes = specification.front, specification.sizes
    shape = front[0].in_shape if front else _picture(sizes[0])
    parts = [Part("input", words[0], shape, specification.inputs, 0, "", 0, 0)]
    for stage in front:
        parts += _stage_parts(stage, words[len(parts) :])
    for n_in, n_out, name in zip(sizes[:-1], sizes[1:], specification.activations, strict=True):
        count = (n_in + 1) * n_out
        parts.append(Part("dense", words[len(parts)], (n_out,), n_out, 0, name, count, count))
    return tuple(parts)


def _picture(inputs: int) -> tuple[int, ...]:
    """Return the shape of a square image, or (inputs,) if few or not a square number."""
    side = isqrt(inputs)
    return (1, side, side) if side * side == inputs and side > 3 else (inputs,)


def _stage_parts(stage: Stage, words: list[str]) -> list[Part]:
    maps = Part(
        "convolution", words[0], stage.maps_shape, stage.maps, stage.kernel, stage.activation,
        stage.parameter_count, stage.products,
    )  # fmt: skip
    if stage.pooling == "none":
        return [maps]
    return [
        maps,
        Part("pooling", words[1], stage.out_shape, stage.pool_size, 0, stage.pooling, 0, 0),
    ]


# --- edits of one layer ---------------------------------------------------------------------
#
# The result is notation that is not checked here: parsing it refuses impossible networks.


def with_size(words: str, place: int, size: int) -> str:
    """Change the number of neurons or maps of a layer, or the side of a pooling window.

    Parameters
    ----------
    words : str
        `NetworkSpecification.words`.
    place : int
        Index of the layer, > 0: the input is given by the data.

    Examples
    --------
    >>> with_size("28x28 conv20@5:relu pool2 dense10:softmax", 1, 40)
    '28x28 conv40@5:relu pool2 dense10:softmax'
    """
    return _replaced(
        words, place, lambda word: re.sub(r"(conv|pool|dense)\d+", rf"\g<1>{size}", word)
    )


def with_field(words: str, place: int, field: int) -> str:
    """Change the receptive field of a convolution.

    Examples
    --------
    >>> with_field("28x28 conv20@5:relu dense10:softmax", 1, 3)
    '28x28 conv20@3:relu dense10:softmax'
    """
    return _replaced(words, place, lambda word: re.sub(r"@\d+", f"@{field}", word))


def with_function(words: str, place: int, name: str) -> str:
    """Change the activation of a layer, or the kind of a pooling.

    Examples
    --------
    >>> with_function("28x28 conv20@5:relu pool2 dense10:softmax", 2, "average")
    '28x28 conv20@5:relu avgpool2 dense10:softmax'
    """

    def change(word: str) -> str:
        if POOLING.fullmatch(word):
            return re.sub(r"^(max|avg|average|l2)?pool", f"{POOLING_PREFIX[name]}pool", word)
        return f"{word.partition(':')[0]}:{name}"

    return _replaced(words, place, change)


def without(words: str, place: int) -> str:
    """Remove a layer; a convolution together with the pooling behind it.

    Examples
    --------
    >>> without("28x28 conv20@5:relu pool2 dense10:softmax", 1)
    '28x28 dense10:softmax'
    """
    parts = _split(words, place)
    last = place + 1
    if CONVOLUTION.fullmatch(parts[place]) and place + 1 < len(parts):
        last += bool(POOLING.fullmatch(parts[place + 1]))
    return " ".join(parts[:place] + parts[last:])


def additions_at(specification: NetworkSpecification, place: int) -> tuple[Addition, ...]:
    """Return the kinds of layer that can be inserted before index `place`, likeliest first."""
    return tuple(each for each in ADDITIONS if _fits(specification, place, each))


def _fits(specification: NetworkSpecification, place: int, addition: Addition) -> bool:
    try:
        # the quadratic cost accepts any output activation
        parse_layers(with_addition(specification, place, addition), "quadratic")
    except EngineError:
        return False
    return True


def with_addition(specification: NetworkSpecification, place: int, addition: Addition) -> str:
    """Return the notation of a network with a layer inserted before index `place`.

    Examples
    --------
    >>> from engine.networks.specification import parse_layers
    >>> with_addition(parse_layers("784-30-10"), 1, "both")
    '28x28 conv20@5:sigmoid pool2 dense30:sigmoid dense10:sigmoid'
    >>> with_addition(parse_layers("784-30-10"), 2, "dense")
    '784 dense30:sigmoid dense30:sigmoid dense10:sigmoid'
    """
    words, parts = specification.words.split(), parts_of(specification)
    before = parts[place - 1]
    name = _activation_like(parts, place)
    if addition == "dense":
        added = [f"dense{NEW_NEURONS}:{name}"]
    elif addition == "pooling":
        added = ["pool2"]
    else:
        rows, columns = before.shape[-2:] if len(before.shape) == 3 else (1, 1)
        added = [f"conv{NEW_MAPS}@{min(NEW_FIELD, rows, columns)}:{name}"]
        added += ["pool2"] if addition == "both" else []
        words[0] = words[0] if "x" in words[0] else f"{rows}x{columns}"
    return " ".join(words[:place] + added + words[place:])


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


def _activation_like(parts: tuple[Part, ...], place: int) -> str:
    """Return the activation of the nearest hidden layer, sigmoid if there is none."""
    hidden = [part for part in parts[1:-1] if part.kind != "pooling"]
    behind = [part for part in parts[place:-1] if part.kind != "pooling"]
    near = behind or hidden[-1:]
    return near[0].function if near else "sigmoid"


def _split(words: str, place: int) -> list[str]:
    parts = words.split()
    if not 0 < place < len(parts):
        raise SettingError(
            "expected a layer from 1 to {last}, got {found}; choose one that is there",
            last=len(parts) - 1,
            found=place,
        )
    return parts


def _replaced(words: str, place: int, change: Callable[[str], str]) -> str:
    parts = _split(words, place)
    parts[place] = change(parts[place])
    return " ".join(parts)
