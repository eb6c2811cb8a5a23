"""Data for staged runs: a few built-in digits, and points of the plane."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet, Examples
from engine.data.points.toys import toy_data_set


@lru_cache(maxsize=4)
def _digits(seed: int) -> Examples:
    return built_in_digits(3_000, 1_000 + seed)


def digits(count: int) -> Callable[[int], DataSet]:
    """Return seed -> so many built-in digits, 500 to validate and 500 to test."""

    def data(seed: int) -> DataSet:
        every = _digits(seed)
        cuts = [slice(0, count), slice(2_000, 2_500), slice(2_500, 3_000)]
        training, validation, test = (Examples(every.x[cut], every.labels[cut]) for cut in cuts)
        return DataSet("digits", training, validation, test)

    return data


def points(shape: str, count: int) -> Callable[[int], DataSet]:
    """Return seed -> so many points of the plane."""
    return lambda seed: toy_data_set(shape, count, seed)
