"""Augmented training sets: every epoch trains on a newly distorted copy of each digit.

Nielsen (2015), ch. 3, "artificially expanding the training data". Every distortion is a
function of (seed, epoch, index of the example), so resumed training is reproducible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine import random_streams
from engine.arrays import Images, Matrix, Vector
from engine.data.digits.distortions import Distortions, Source
from engine.data.digits.strokes import CENTRE, LONGEST, SOFT_EDGE, Normalised, pack
from engine.kernels.pictures.distortion import distort_pictures, draw_digits

CHUNK = 128
"""Digits of one kernel call."""


@dataclass(frozen=True, slots=True)
class PackedStrokes:
    """Drawings as flat arrays, in pixels of the picture.

    Attributes
    ----------
    points : Matrix, shape (points, 2), float32
    starts : Vector, shape (strokes + 1,), int64
    firsts : Vector, shape (drawings + 1,), int64
        Drawing i has the strokes firsts[i] .. firsts[i + 1] - 1.
    """

    points: Matrix
    starts: Vector
    firsts: Vector

    def __len__(self) -> int:
        """Return the number of drawings."""
        return len(self.firsts) - 1

    @property
    def edges(self) -> Vector:
        """Index of the first point of each drawing, then the number of points; int64."""
        edges: Vector = self.starts[self.firsts]
        return edges


def pack_drawings(drawings: Sequence[Normalised]) -> PackedStrokes:
    """Return the strokes of normalised drawings as flat arrays."""
    strokes = [drawing.stages[-1].strokes for drawing in drawings]
    points, starts = pack([stroke for drawing in strokes for stroke in drawing])
    firsts = np.concatenate([[0], np.cumsum([len(drawing) for drawing in strokes])])
    return PackedStrokes(points, starts, firsts.astype(np.int64))


def expand_pictures(
    pictures: Images, distortions: Distortions, seed: int, epoch: int, out: Images
) -> None:
    """Write a distorted copy of every picture.

    Parameters
    ----------
    pictures : Images, shape (n, 784), float32
    seed, epoch : int
        Choose the distortions.
    out : Images, shape (n, 784), float32
        Changed in place.
    """
    generator = random_streams.generator(seed, "expansion", 2 * epoch)
    for start in range(0, len(pictures), CHUNK):
        rows = np.arange(start, min(start + CHUNK, len(pictures)))
        expand_rows(pictures, rows, distortions, generator, out[start : start + CHUNK])


def expand_rows(
    pictures: Images, rows: Vector, distortions: Distortions, source: Source, out: Images
) -> None:
    """Write distorted copies of a few pictures, at most about CHUNK: one kernel call.

    Parameters
    ----------
    pictures : Images, shape (any, 784)
    rows : Vector, shape (n,), int64
        Indices of the pictures to copy.
    source : Source
        Of the random numbers.
    out : Images, shape (n, 784)
        Changed in place.
    """
    count, field = len(rows), distortions.field_weights
    grid = (2, field.shape[1], field.shape[1])
    warps = inverse_warps(affine_maps(source, distortions, count), source, distortions)
    knots = source.uniform(-1, 1, (count, *grid)) * distortions.bend_px
    pens = np.stack(
        [
            distortions.thickness.draw(source, count),
            np.maximum(distortions.blur.draw(source, count), 0),
            np.maximum(distortions.contrast.draw(source, count), 1),
        ],
        axis=1,
    )
    drawn = (each.astype(np.float32) for each in (warps, knots, pens))
    warps_f32, knots_f32, pens_f32 = drawn
    distort_pictures(pictures, rows, warps_f32, knots_f32, field, pens_f32, out)


def expand_strokes(
    drawings: PackedStrokes, distortions: Distortions, seed: int, epoch: int, out: Images
) -> None:
    """Distort every drawing, then scale, centre and draw it.

    Parameters
    ----------
    drawings : PackedStrokes
    seed, epoch : int
        Choose the distortions.
    out : Images, shape (n, 784), float32
        Changed in place.
    """
    generator = random_streams.generator(seed, "expansion", 2 * epoch + 1)
    count = len(drawings)
    edges = drawings.edges
    owner = np.repeat(np.arange(count), np.diff(edges))
    points = drawings.points.astype(np.float64) - CENTRE
    points = points + _waves(generator, points, owner, count, distortions.bend_px / 6)
    maps = affine_maps(generator, distortions, count)[owner]
    points = np.einsum("nij,nj->ni", maps, points)
    pens = distortions.pen_px.draw(generator, count)
    low = np.minimum.reduceat(points, edges[:-1])
    high = np.maximum.reduceat(points, edges[:-1])
    longest = np.maximum((high - low).max(axis=1), 1e-6)
    size = (LONGEST - SOFT_EDGE - pens) * generator.uniform(0.94, 1.04, count) / longest
    points = (points - ((low + high) / 2)[owner]) * size[owner, None] + CENTRE
    targets = CENTRE + generator.uniform(-0.75, 0.75, (count, 2))
    _draw_all(drawings, points, pens, targets, out)


def _draw_all(
    drawings: PackedStrokes, points: Matrix, pens: Vector, targets: Matrix, out: Images
) -> None:
    edges = drawings.edges
    moved = points.astype(np.float32)
    for start in range(0, len(drawings), CHUNK):
        end = min(start + CHUNK, len(drawings))
        strokes = slice(drawings.firsts[start], drawings.firsts[end] + 1)
        part = slice(edges[start], edges[end])
        radii = np.repeat(pens[start:end] / 2, np.diff(edges[start : end + 1]))
        draw_digits(
            moved[part],
            drawings.starts[strokes] - edges[start],
            drawings.firsts[start : end + 1] - drawings.firsts[start],
            radii.astype(np.float32),
            targets[start:end],
            out[start:end],
        )


def _waves(
    generator: np.random.Generator, points: Matrix, owner: Vector, count: int, size: float
) -> Matrix:
    """Return a smooth displacement of each point: two slow waves per axis."""
    moves = np.zeros_like(points)
    for _ in range(2):
        waves = generator.normal(0, 2 * np.pi / 30, (count, 2, 2))
        phases = generator.uniform(0, 2 * np.pi, (count, 2))
        heights = generator.normal(0, size, (count, 2))
        angles = np.einsum("nij,nj->ni", waves[owner], points) + phases[owner]
        moves += heights[owner] * np.sin(angles)
    return moves


def affine_maps(source: Source, distortions: Distortions, count: int) -> Matrix:
    """Return matrices on (x, y) about the centre: shear, stretch, tilt; shape (count, 2, 2)."""
    angle = np.radians(distortions.tilt_deg.draw(source, count))
    stretch = np.sqrt(distortions.stretch.draw(source, count))
    shear = distortions.shear.draw(source, count)
    cosine, sine = np.cos(angle), np.sin(angle)
    a, b, d = stretch, stretch * shear, 1 / stretch
    rows = [[cosine * a, cosine * b - sine * d], [sine * a, sine * b + cosine * d]]
    return np.moveaxis(np.array(rows), -1, 0)


def inverse_warps(maps: Matrix, source: Source, distortions: Distortions) -> Matrix:
    """Return the inverse affine maps, with random scale and shift.

    Parameters
    ----------
    maps : array, shape (n, 2, 2)
        Matrices on (x, y) about the centre.

    Returns
    -------
    array, shape (n, 2, 3)
        Map (row, column, 1) of the copy to (row, column) of the picture.
    """
    count = len(maps)
    scale = distortions.scale.draw(source, count)
    shift = distortions.shift_px.draw(source, count, 2)
    inverse = np.linalg.inv(maps * scale[:, None, None])[:, ::-1, ::-1]
    offset = CENTRE - np.einsum("nij,nj->ni", inverse, CENTRE + shift)
    return np.concatenate([inverse, offset[:, :, None]], axis=2)
