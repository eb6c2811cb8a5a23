"""The disturbances of the robustness table: what pads and scanners do to digits."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]


def shifted(picture: Picture, right: int, down: int) -> Picture:
    """Move a 28 × 28 digit by whole pixels; what leaves the picture is lost."""
    padded = np.pad(picture, 8)
    return padded[8 - down : 36 - down, 8 - right : 36 - right]


def resized(picture: Picture, factor: float) -> Picture:
    """Sample a 28 × 28 digit at another size on a 28 × 28 paper, averaging 4 × 4 points."""
    fine = 4
    grid = ((np.arange(28 * fine) + 0.5) / fine - 0.5 - 13.5) / factor + 13.5
    low = np.floor(grid).astype(int)
    share = grid - low
    weights = np.zeros((28 * fine, 30))
    rows = np.arange(28 * fine)
    weights[rows, np.clip(low, -1, 28) + 1] += 1 - share
    weights[rows, np.clip(low + 1, -1, 28) + 1] += share
    inner = weights[:, 1:-1].reshape(28, fine, 28).mean(axis=1)
    sampled: Picture = (inner @ picture @ inner.T).astype(np.float32)
    return sampled


def grown(picture: Picture, reach: int, pick: Callable[..., Picture]) -> Picture:
    """Take the largest or smallest value of reach × reach pixels: a thicker or thinner pen."""
    before, after = (reach - 1) // 2, reach // 2
    padded = np.pad(picture, (before, after))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (reach, reach))
    return pick(windows, axis=(2, 3))


def tilted(picture: Picture, degrees: float) -> Picture:
    """Turn a digit about the middle, bilinearly."""
    angle = np.radians(degrees)
    rows, columns = np.indices((28, 28)) - 13.5
    y = np.cos(angle) * rows + np.sin(angle) * columns + 14.5
    x = np.cos(angle) * columns - np.sin(angle) * rows + 14.5
    padded = np.pad(picture, 1)
    y, x = np.clip(y, 0, 28.99), np.clip(x, 0, 28.99)
    r, c = y.astype(int), x.astype(int)
    v, u = y - r, x - c
    top = padded[r, c] * (1 - u) + padded[r, c + 1] * u
    bottom = padded[r + 1, c] * (1 - u) + padded[r + 1, c + 1] * u
    turned: Picture = (top * (1 - v) + bottom * v).astype(np.float32)
    return turned
