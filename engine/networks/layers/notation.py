"""Notation of convolution and pooling: ``conv20@5:relu pool2``."""

from __future__ import annotations

import re

from engine.errors import SettingError, ShapeError
from engine.functions.activations import ACTIVATION
from engine.networks.layers.stage import Shape, Stage

MAX_SIDE = 1_024
MAX_MAPS = 4_096

CONVOLUTION = re.compile(r"conv(\d+)@(\d+)(same|valid)?(?:/(\d+))?(?::([a-z-]+))?")
POOLING = re.compile(r"(max|avg|average|l2)?pool(\d+)(?:/(\d+))?")
KINDS = {None: "max", "max": "max", "avg": "average", "average": "average", "l2": "l2"}


def is_stage_word(word: str) -> bool:
    """Return whether a word stands for convolution or pooling."""
    return word.startswith("conv") or "pool" in word


def input_shape(word: str) -> Shape:
    """Return channels, rows and columns of an input such as 28x28 or 3x32x32.

    Raises
    ------
    ShapeError
        If the input has no rows and columns.
    """
    sides = [int(side) for side in word.split("x")]
    if len(sides) == 2:
        sides = [1, *sides]
    if len(sides) != 3 or not all(0 < side <= MAX_SIDE for side in sides):
        raise ShapeError(
            "a convolution needs an input of rows and columns such as 28x28, up to "
            "{limit} each, got {word}; write 28x28 for a picture of 784 pixels",
            word=word,
            limit=MAX_SIDE,
        )
    return sides[0], sides[1], sides[2]


def read_stages(words: list[str], shape: Shape) -> tuple[Stage, ...]:
    """Parse a sequence of convolutions, each with optional pooling behind it.

    Raises
    ------
    SettingError
        If a word cannot be read.
    ShapeError
        If a layer cannot be built; names the layer, its input shape and the shape needed.
    """
    stages: list[Stage] = []
    for place, word in enumerate(words):
        if word.startswith("conv"):
            stage = _convolution(word, stages[-1].out_shape if stages else shape)
            stage.check(word)
            stages.append(stage)
        elif not place or not words[place - 1].startswith("conv"):
            raise ShapeError(
                "the layer {word} needs the maps of a convolution, got {before}; "
                "write conv20@5 before it",
                word=word,
                before=words[place - 1] if place else "the picture",
            )
        else:
            stages[-1] = _pooled(stages[-1], word)
    return tuple(stages)


def _convolution(word: str, shape: Shape) -> Stage:
    match = CONVOLUTION.fullmatch(word)
    if match is None:
        raise unreadable(word)
    maps, kernel, border, stride, activation = match.groups()
    if activation and (activation not in ACTIVATION or activation == "softmax"):
        raise SettingError(
            "expected an activation among {known} behind a convolution, got {found!r} in "
            "{word}; correct its name",
            known=", ".join(name for name in ACTIVATION if name != "softmax"),
            found=activation,
            word=word,
        )
    if not (0 < int(maps) <= MAX_MAPS and 0 < int(kernel) <= MAX_SIDE and int(stride or 1)):
        raise ShapeError(
            "the layer {word} needs 1 to {limit} maps and a field and a stride of at least 1, "
            "got {word}; change that layer",
            word=word,
            limit=MAX_MAPS,
        )
    same = border == "same"
    return Stage(shape, int(maps), int(kernel), int(stride or 1), same, activation or "sigmoid")


def _pooled(stage: Stage, word: str) -> Stage:
    match = POOLING.fullmatch(word)
    if match is None:
        raise unreadable(word)
    kind, size, step = match.groups()
    if int(size) < 1 or (step and int(step) < 1):
        raise ShapeError(
            "the layer {word} needs a window and a step of at least 1, got {word}; write pool2",
            word=word,
        )
    pooled = Stage(
        stage.in_shape,
        stage.maps,
        stage.kernel,
        stage.stride,
        stage.same,
        stage.activation,
        KINDS[kind],
        int(size),
        int(step or size),
    )
    pooled.check_pooling(word)
    return pooled


def unreadable(word: str) -> SettingError:
    """Return the error for a word that is not a layer."""
    return SettingError(
        "expected a layer such as conv20@5:relu, conv20@5same/2 or pool2, got {word!r}; "
        "write maps@field, and avgpool2 or l2pool2 for another pooling",
        word=word,
    )


def stage_words(stage: Stage) -> str:
    """Return the notation of a stage, as `read_stages` reads it back.

    Examples
    --------
    >>> stage_words(Stage((1, 28, 28), 20, 5, pooling="max", pool_size=2, pool_stride=2))
    'conv20@5:sigmoid pool2'
    """
    same = "same" if stage.same else ""
    stride = f"/{stage.stride}" if stage.stride > 1 else ""
    words = f"conv{stage.maps}@{stage.kernel}{same}{stride}:{stage.activation}"
    if stage.pooling == "none":
        return words
    kind = {"max": "", "average": "avg", "l2": "l2"}[stage.pooling]
    step = f"/{stage.pool_stride}" if stage.pool_stride != stage.pool_size else ""
    return f"{words} {kind}pool{stage.pool_size}{step}"
