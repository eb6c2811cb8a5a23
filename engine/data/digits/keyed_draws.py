"""Random numbers that are a function of a key, an epoch and the index of an example alone."""

from __future__ import annotations

import numpy as np

from engine.arrays import Vector

_EPOCH = np.uint64(0x9E3779B97F4A7C15)
_ROW = np.uint64(0xD1B54A32D192ED03)
_PLACE = np.uint64(0x8CB92BA72F3D8DD7)


class KeyedDraws:
    """Uniform random numbers by counter (splitmix64, Steele et al. 2014), in the order of calls.

    Parameters
    ----------
    key : numpy.uint64
        As of `engine.random_streams.counter_key`.
    epoch : int
    rows : Vector, shape (n,), int64
        Examples; what one of them draws does not depend on the others.
    """

    def __init__(self, key: np.uint64, epoch: int, rows: Vector) -> None:
        start = np.asarray([key], np.uint64) + np.asarray([epoch], np.uint64) * _EPOCH
        self._starts = start + rows.astype(np.uint64) * _ROW
        self._place = 0

    def random(self, size: tuple[int, ...], /) -> Vector:
        """Return numbers from 0 to 1, shape (n, ...), float64."""
        count = int(np.prod(size[1:], dtype=np.int64))
        places = np.arange(self._place, self._place + count).astype(np.uint64)
        self._place += count
        h = self._starts[:, None] + places * _PLACE
        h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        h = h ^ (h >> np.uint64(31))
        numbers: Vector = ((h >> np.uint64(11)).astype(np.float64) * 2.0**-53).reshape(size)
        return numbers

    def uniform(self, low: float, high: float, size: tuple[int, ...], /) -> Vector:
        """Return numbers from `low` to `high`, shape (n, ...), float64."""
        numbers: Vector = low + (high - low) * self.random(size)
        return numbers
