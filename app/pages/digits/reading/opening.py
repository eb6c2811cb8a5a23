"""The opening animation: a ghost pen writes a digit, layers light up, the bars grow."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from engine.commands.edits import Point, Stroke

PEN_MS = 1_050.0
WAVE_MS = 750.0
BARS_MS = 400.0
TOTAL_MS = PEN_MS + WAVE_MS + BARS_MS

_THREE: tuple[Point, ...] = (
    (0.30, 0.25),
    (0.38, 0.16),
    (0.52, 0.13),
    (0.66, 0.20),
    (0.67, 0.33),
    (0.58, 0.43),
    (0.44, 0.47),
    (0.60, 0.50),
    (0.71, 0.60),
    (0.70, 0.74),
    (0.57, 0.85),
    (0.42, 0.86),
    (0.29, 0.77),
)
"""The corners of a 3, in 0..1 of the pad's side."""


@dataclass(frozen=True, slots=True)
class OpeningFrame:
    """One frame of the opening animation.

    Attributes
    ----------
    strokes : tuple of strokes
        Strokes of the ghost pen so far.
    wave : float or None
        Progress of the activations through the layers, 0..1; None once all are lit.
    bars : float
        Length of the bars, 0..1.
    done : bool
    """

    strokes: tuple[Stroke, ...]
    wave: float | None
    bars: float
    done: bool


def opening_frame(elapsed_ms: float, reduced_motion: bool = False) -> OpeningFrame:
    """Return the frame of the opening at a time."""
    if reduced_motion or elapsed_ms >= TOTAL_MS:
        return OpeningFrame((GHOST_DIGIT,), None, 1.0, True)
    if elapsed_ms < PEN_MS:
        return OpeningFrame((beginning(GHOST_DIGIT, ease(elapsed_ms / PEN_MS)),), 0.0, 0.0, False)
    wave = (elapsed_ms - PEN_MS) / WAVE_MS
    if wave < 1.0:
        return OpeningFrame((GHOST_DIGIT,), ease(wave), 0.0, False)
    bars = (elapsed_ms - PEN_MS - WAVE_MS) / BARS_MS
    return OpeningFrame((GHOST_DIGIT,), None, ease(bars), False)


def ease(share: float) -> float:
    """Ease a share 0..1 in and out (smoothstep)."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def rounded(corners: Sequence[Point], times: int = 3) -> Stroke:
    """Smooth a line by cutting its corners (Chaikin 1974)."""
    points = list(corners)
    for _ in range(times):
        cut = [points[0]]
        for (x, y), (next_x, next_y) in itertools.pairwise(points):
            cut.append((0.75 * x + 0.25 * next_x, 0.75 * y + 0.25 * next_y))
            cut.append((0.25 * x + 0.75 * next_x, 0.25 * y + 0.75 * next_y))
        points = [*cut, points[-1]]
    return tuple(points)


def beginning(stroke: Stroke, share: float) -> Stroke:
    """Return the first part of a stroke, up to a share 0..1 of its length."""
    pairs = list(itertools.pairwise(stroke))
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairs]
    left = share * sum(lengths)
    written = [stroke[0]]
    for (start, end), length in zip(pairs, lengths, strict=True):
        if left < length:
            part = left / length
            x = start[0] + part * (end[0] - start[0])
            written.append((x, start[1] + part * (end[1] - start[1])))
            break
        written.append(end)
        left -= length
    return tuple(written)


GHOST_DIGIT: Stroke = rounded(_THREE)
