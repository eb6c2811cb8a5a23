"""Pictures for networks that were trained at another size than 28 × 28."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.arrays import Matrix, freeze
from engine.data.digits.strokes import Normalised


def at_size(normalised: Normalised, rows: int, columns: int) -> Normalised:
    """Return a normalised picture brought to rows × columns pixels."""
    picture = normalised.picture
    if picture.shape == (rows, columns):
        return normalised
    return replace(normalised, picture=freeze(resized(picture, rows, columns)))


def as_it_is(normalised: Normalised, picture: Matrix) -> Normalised:
    """Return the record of a picture that has the network's size already."""
    return replace(normalised, picture=freeze(picture.astype(np.float32)))


def resized(picture: Matrix, rows: int, columns: int) -> Matrix:
    """Return a picture at another size: areas are averaged, or values interpolated linearly."""
    down, across = _weights(picture.shape[0], rows), _weights(picture.shape[1], columns)
    sized: Matrix = (down @ picture @ across.T).astype(np.float32)
    return sized


def _weights(count: int, wanted: int) -> Matrix:
    """Return the share of each source pixel in each new one; shape (wanted, count)."""
    scale = count / wanted
    place = (np.arange(wanted) + 0.5) * scale - 0.5
    distance = np.abs(place[:, None] - np.arange(count)) / max(scale, 1.0)
    nearness = np.maximum(1 - distance, 0)
    weights: Matrix = nearness / nearness.sum(axis=1, keepdims=True)
    return weights
