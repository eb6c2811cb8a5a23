"""One picture of 28 × 28 pixels distorted by given amounts, and its random copies of an epoch."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine import random_streams
from engine.arrays import Images, Matrix, Vector
from engine.data.digits.distortions import ELASTIC, STILL, Range, gaussian_weights
from engine.data.digits.expansion import affine_maps, expand_rows, inverse_warps
from engine.data.digits.expansion_kinds import distortions_of
from engine.data.digits.keyed_draws import KeyedDraws
from engine.data.digits.strokes import SIDE
from engine.kernels.pictures.distortion import distort_pictures

PLACES = np.arange(2, SIDE, 3)
"""Rows and columns at which the elastic field is shown."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Amounts of the distortions of one copy; those by default change nothing.

    Attributes
    ----------
    rotate_deg : float
        Clockwise.
    shift_px : float
        To the right.
    skew : float
        Columns a row.
    bend : float
        α of the elastic field.
    thicken : float
        -1..1.
    """

    rotate_deg: float = 0.0
    shift_px: float = 0.0
    skew: float = 0.0
    bend: float = 0.0
    thicken: float = 0.0


def elastic_knots(seed: int) -> Matrix:
    """Return the noise of an elastic field of strength 1, shape (2, 28, 28)."""
    generator = random_streams.generator(seed, "expansion")
    noise: Matrix = generator.uniform(-1, 1, (2, SIDE, SIDE))
    return noise


def shown_field(knots: Matrix, bend: float) -> np.ndarray:
    """Return the displacement by rows and columns in pixels at PLACES, shape (2, k, k)."""
    weights = gaussian_weights(SIDE, ELASTIC.sigma_px).astype(np.float64)[PLACES]
    field: np.ndarray = weights @ (knots * bend) @ weights.T
    return field


def distorted(picture: Matrix, amounts: Amounts, knots: Matrix, turns: Vector) -> Images:
    """Return copies of a picture, one for each further turn in degrees, shape (n, 784), float32.

    Parameters
    ----------
    picture : Matrix, shape (28, 28)
    knots : Matrix, shape (2, 28, 28)
        As of `elastic_knots`.
    """
    count = len(turns)
    warps = np.concatenate([_warp(amounts, float(turn)) for turn in turns]).astype(np.float32)
    fields = np.repeat((knots * amounts.bend)[None], count, axis=0).astype(np.float32)
    pens = np.tile(np.array([amounts.thicken, 0, 1], np.float32), (count, 1))
    out = np.empty((count, SIDE * SIDE), np.float32)
    source = np.ascontiguousarray(picture.reshape(1, -1), np.float32)
    rows = np.zeros(count, np.int64)
    weights = gaussian_weights(SIDE, ELASTIC.sigma_px)
    distort_pictures(source, rows, warps, fields, weights, pens, out)
    return out


def _warp(amounts: Amounts, turn: float) -> Matrix:
    """Return the inverse affine map of one copy, shape (1, 2, 3)."""
    angle = amounts.rotate_deg + turn
    skew = Range(amounts.skew, amounts.skew)
    still = replace(STILL, tilt_deg=Range(angle, angle), shear=skew)
    draws = KeyedDraws(np.uint64(0), 0, np.zeros(1, np.int64))
    warp = inverse_warps(affine_maps(draws, still, 1), draws, still)
    # shifted after it was turned: the copy takes its ink from further left
    warp[0, :, 2] -= warp[0, :, 1] * amounts.shift_px
    return warp


def random_copies(picture: Matrix, words: str, seed: int, epoch: int, count: int) -> Images:
    """Return copies as training on a set of equal pictures would see them in an epoch.

    Parameters
    ----------
    words : str
        As `engine.data.digits.expansion_kinds` reads them.
    epoch : int
        From 0.

    Returns
    -------
    Images, shape (count, 784), float32
    """
    pictures = np.repeat(picture.reshape(1, -1).astype(np.float32), count, axis=0)
    distortions = distortions_of(words)
    if distortions is None:
        return pictures
    rows = np.arange(count)
    out = np.empty_like(pictures)
    key = random_streams.counter_key(seed, "expansion")
    expand_rows(pictures, rows, distortions, KeyedDraws(key, epoch, rows), out)
    return out
