"""Take a network apart layer by layer, and write it down again with one layer changed."""

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
"""How notation writes each kind of pooling in front of ``pool``."""

_DENSE = re.compile(r"\d+( dense\d+:[a-z-]+)+")

NEW_NEURONS, NEW_MAPS, NEW_FIELD = 30, 20, 5
"""What a layer begins with that is put in."""


@dataclass(frozen=True, slots=True)
class Part:
    """One column of a blueprint.

    Attributes
    ----------
    kind : str
        "input", "convolution", "pooling" or "dense".
    word : str
        As notation writes it.
    shape : tuple of int
        What leaves: neurons, or maps, rows and columns.
    size : int
        Neurons of a dense layer, maps of a convolution, side of a pooled window.
    field : int
        Side of a convolution's local receptive field; 0 elsewhere.
    function : str
        Activation; of pooling its kind; "" of the input.
    parameters, products : int
        Weights and biases; multiplications of one example on its way through.
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
        """Number of values that leave."""
        count = 1
        for side in self.shape:
            count *= side
        return count


def parts_of(specification: NetworkSpecification) -> tuple[Part, ...]:
    """Return the columns of a network, the input first.

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
    """Return rows and columns of a square picture; of few inputs their number."""
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


# --- the same with one layer changed --------------------------------------------------------
#
# What comes out is notation: whoever builds it refuses what cannot be built.


def with_size(words: str, place: int, size: int) -> str:
    """Give a layer another number of neurons or maps, or a pooled window another side.

    Parameters
    ----------
    words : str
        `NetworkSpecification.words`.
    place : int
        Of the word, > 0: the input is given by the data.

    Examples
    --------
    >>> with_size("28x28 conv20@5:relu pool2 dense10:softmax", 1, 40)
    '28x28 conv40@5:relu pool2 dense10:softmax'
    """
    return _replaced(
        words, place, lambda word: re.sub(r"(conv|pool|dense)\d+", rf"\g<1>{size}", word)
    )


def with_field(words: str, place: int, field: int) -> str:
    """Give a convolution another receptive field.

    Examples
    --------
    >>> with_field("28x28 conv20@5:relu dense10:softmax", 1, 3)
    '28x28 conv20@3:relu dense10:softmax'
    """
    return _replaced(words, place, lambda word: re.sub(r"@\d+", f"@{field}", word))


def with_function(words: str, place: int, name: str) -> str:
    """Give a layer another activation, or pooling another kind.

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
    """Take a layer out; a convolution goes with the pooling behind it.

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
    """Return what can stand in front of the word at `place`, the likeliest first."""
    return tuple(each for each in ADDITIONS if _fits(specification, place, each))


def _fits(specification: NetworkSpecification, place: int, addition: Addition) -> bool:
    try:
        # the quadratic cost takes any output
        parse_layers(with_addition(specification, place, addition), "quadratic")
    except EngineError:
        return False
    return True


def with_addition(specification: NetworkSpecification, place: int, addition: Addition) -> str:
    """Return the words of a network with a layer more in front of the word at `place`.

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


def brief(words: str, cost: str) -> str:
    """Write dense networks as short as the book does, if the cost then reads the same.

    Examples
    --------
    >>> brief("784 dense30:tanh dense10:sigmoid", "cross-entropy")
    '784-30:tanh-10'
    >>> brief("784 dense30:tanh dense10:sigmoid", "log-likelihood")
    '784 dense30:tanh dense10:sigmoid'
    >>> brief("28x28 conv20@5:relu dense10:softmax", "log-likelihood")
    '28x28 conv20@5:relu dense10:softmax'
    """
    if not _DENSE.fullmatch(words):
        return words
    short = words.replace(" dense", "-").replace(":sigmoid", "")
    try:
        same = parse_layers(short, cost).words == words
    except EngineError:
        # whoever builds it says why it cannot be
        return words
    return short if same else words


def _activation_like(parts: tuple[Part, ...], place: int) -> str:
    """Return the activation of the nearest hidden layer."""
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
