"""Built-in digits: synthesised from stroke skeletons at random, normalised as MNIST is."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from engine import random_streams
from engine.arrays import Images, Labels, Matrix, Vector
from engine.data.digits.skeletons import SKELETONS, Skeleton
from engine.data.digits.strokes import CENTRE, LONGEST, SIDE
from engine.data.examples import DataSet, Examples
from engine.kernels.pictures.distortion import draw_digits

BLOCK = 500
"""Digits that share a random generator: one digit costs one block, not all before it."""

CHUNK = 100
"""Digits of one kernel call: a few milliseconds."""

SAMPLES = 36
"""Points along a stroke."""

TRAINING, VALIDATION, TEST = 10_000, 2_000, 2_000


@dataclass(frozen=True, slots=True)
class Handwriting:
    """Random variation of the handwriting; standard deviations unless stated otherwise.

    Attributes
    ----------
    jitter : float
        Displacement of each control point, in digit heights.
    bend : float
        Amplitude of slow waves along the digit, in digit heights.
    slant_mean, slant : float
        Mean and standard deviation of the shear to the right.
    tilt_rad : float
    width : float
        Logarithm of the digit's width.
    pen_px, pen_spread : float
        Median width of the pen in pixels, and standard deviation of its logarithm.
    pressure : float
        Logarithm of the pen's width along a stroke.
    """

    jitter: float = 0.055
    bend: float = 0.045
    slant_mean: float = 0.12
    slant: float = 0.3
    tilt_rad: float = 0.14
    width: float = 0.26
    pen_px: float = 2.7
    pen_spread: float = 0.26
    pressure: float = 0.1


HAND = Handwriting()


def built_in_digits(count: int, seed: int, *, first: int = 0) -> Examples:
    """Return synthesised digits; number i depends on nothing but the seed and i.

    Parameters
    ----------
    count : int
        Number of digits, >= 0.
    first : int
        Number of the first one.
    """
    start, end = first // BLOCK, -(-(first + count) // BLOCK)
    blocks = [_block(seed, number) for number in range(start, end)]
    cut = slice(first - start * BLOCK, first - start * BLOCK + count)
    x = np.concatenate([pictures for pictures, _ in blocks] or [np.zeros((0, SIDE * SIDE))])
    labels = np.concatenate([labels for _, labels in blocks] or [np.zeros(0, np.uint8)])
    return Examples(x[cut].astype(np.float32, copy=False), labels[cut].astype(np.uint8))


def built_in_data_set(*, seed: int = 0) -> DataSet:
    """Return the default data set, used without MNIST: 10,000 / 2,000 / 2,000 digits."""
    digits = built_in_digits(TRAINING + VALIDATION + TEST, seed)
    cuts = (0, TRAINING, TRAINING + VALIDATION, TRAINING + VALIDATION + TEST)
    training, validation, test = (
        Examples(digits.x[low:high], digits.labels[low:high])
        for low, high in itertools.pairwise(cuts)
    )
    return DataSet("built-in", training, validation, test)


# --- private ------------------------------------------------------------------------------


def _block(seed: int, number: int) -> tuple[Images, Labels]:
    """Return one block of digits: every class equally often, in random order."""
    generator = random_streams.generator(seed, "digits", number)
    labels = generator.permutation(np.arange(BLOCK) % 10).astype(np.uint8)
    choice = generator.random(BLOCK)
    ways = np.array([_choose(int(d), c) for d, c in zip(labels, choice, strict=True)])
    strokes: list[list[Matrix]] = [[] for _ in range(BLOCK)]
    for way in np.unique(ways):
        rows = np.flatnonzero(ways == way)
        for curves in _written(SKELETONS[way], len(rows), generator):
            for row, curve in zip(rows, curves, strict=True):
                strokes[row].append(curve)
    return _drawn(strokes, generator), labels


def _choose(digit: int, chance: float) -> int:
    """Return the index in SKELETONS of one way to write a digit, drawn by share."""
    places = [i for i, skeleton in enumerate(SKELETONS) if skeleton.digit == digit]
    shares = np.cumsum([SKELETONS[i].share for i in places])
    return places[int(np.searchsorted(shares, chance * shares[-1], side="right"))]


def _written(skeleton: Skeleton, count: int, generator: np.random.Generator) -> list[Matrix]:
    """Return random variants of each stroke, shape (count, SAMPLES, 2), in digit heights."""
    width = skeleton.width * np.exp(generator.normal(0, HAND.width, count))
    strokes = []
    for line in skeleton.strokes:
        points = np.array(line)
        moved = generator.normal(0, HAND.jitter, (count, *points.shape))
        # a repeated point is a corner: both copies move together
        twice = np.flatnonzero((points[1:] == points[:-1]).all(axis=1)) + 1
        moved[:, twice] = moved[:, twice - 1]
        moved[..., 0] /= np.maximum(skeleton.width, 0.3)
        curves = _curve(points + moved)
        curves[..., 0] *= width[:, None]
        strokes.append(curves)
    return strokes


def _curve(points: Matrix) -> Matrix:
    """Return SAMPLES points of the Catmull-Rom curves through points, shape (count, n, 2)."""
    padded = np.concatenate([points[:, :1], points, points[:, -1:]], axis=1)
    pieces = points.shape[1] - 1
    at = np.linspace(0, pieces, SAMPLES)
    piece = np.minimum(at.astype(int), pieces - 1)
    t = (at - piece)[:, None]
    p0, p1, p2, p3 = (padded[:, piece + k] for k in range(4))
    curve: Matrix = 0.5 * (
        2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
        + (3 * p1 - p0 - 3 * p2 + p3) * t**3
    )  # fmt: skip
    return curve


def _drawn(strokes: list[list[Matrix]], generator: np.random.Generator) -> Images:
    """Slant, bend, scale and draw digits, shape (n, SIDE²)."""
    counts = np.array([len(own) for own in strokes])
    firsts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    starts = np.arange(firsts[-1] + 1, dtype=np.int64) * SAMPLES
    points = np.concatenate([curve for own in strokes for curve in own])
    owner = np.repeat(np.arange(len(strokes)), counts * SAMPLES)
    edges = starts[firsts]
    points = _leaning(points - 0.5, owner, len(strokes), generator)
    pen = HAND.pen_px * np.exp(generator.normal(0, HAND.pen_spread, len(strokes)))
    pen = np.clip(pen, 1.2, 5.5)
    low = np.minimum.reduceat(points, edges[:-1])
    high = np.maximum.reduceat(points, edges[:-1])
    longest = np.maximum((high - low).max(axis=1), 1e-6)
    # half a pixel of soft edge lies on either side of the pen
    size = (LONGEST - pen) / longest
    points = (points - ((low + high) / 2)[owner]) * size[owner, None] + CENTRE
    radii = pen[owner] / 2 * _pressure(len(points) // SAMPLES, generator)
    out = np.zeros((len(strokes), SIDE * SIDE), np.float32)
    targets = CENTRE + generator.uniform(-0.5, 0.5, (len(strokes), 2))
    moved, radii = points.astype(np.float32), radii.astype(np.float32)
    for first in range(0, len(strokes), CHUNK):
        end = min(first + CHUNK, len(strokes))
        own = slice(firsts[first], firsts[end] + 1)
        part = slice(edges[first], edges[end])
        draw_digits(
            moved[part],
            starts[own] - edges[first],
            firsts[first : end + 1] - firsts[first],
            radii[part],
            targets[first:end],
            out[first:end],
        )
    return out


def _leaning(points: Matrix, owner: Vector, count: int, generator: np.random.Generator) -> Matrix:
    """Bend, shear and tilt digits about their centre."""
    for _ in range(2):
        waves = generator.normal(0, 3.5, (count, 2, 2))
        phases = generator.uniform(0, 2 * np.pi, (count, 2))
        heights = generator.normal(0, HAND.bend, (count, 2))
        angles = np.einsum("nij,nj->ni", waves[owner], points) + phases[owner]
        points = points + heights[owner] * np.sin(angles)
    slant = generator.normal(HAND.slant_mean, HAND.slant, count)
    tilt = generator.normal(0, HAND.tilt_rad, count)
    x = points[:, 0] - slant[owner] * points[:, 1]
    cosine, sine = np.cos(tilt)[owner], np.sin(tilt)[owner]
    return np.stack([cosine * x - sine * points[:, 1], sine * x + cosine * points[:, 1]], axis=1)


def _pressure(strokes: int, generator: np.random.Generator) -> Vector:
    """Return the factor on the pen's width at each point of each stroke."""
    ends = generator.normal(0, HAND.pressure, (strokes, 3))
    along = np.linspace(0, 2, SAMPLES)
    left = np.minimum(along.astype(int), 1)
    t = along - left
    factors: Vector = np.exp(ends[:, left] * (1 - t) + ends[:, left + 1] * t).ravel()
    return factors
