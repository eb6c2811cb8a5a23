"""Parts of a data set as arrays of pictures and numbered labels, before classes are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Images
from engine.data.classes import DIGITS, MAX_CLASSES, ordered_names
from engine.data.files.orientation import turned_upright
from engine.data.files.parts import MAX_PICTURES, Labelled, wrong_count
from engine.errors import DataError
from engine.snapshots import Message

LETTERS = tuple(ascii_uppercase)
LETTERS_READ = Message("Labels 1 to 26 are read as the letters A to Z.")
GREY_LEVELS = (1, 16, 255)
"""Largest grey values of the usual tables: floating point, scikit-learn's digits, bytes."""


@dataclass(frozen=True, slots=True)
class RawPart:
    """Pictures and labels as a file holds them.

    Attributes
    ----------
    pictures : ndarray, shape (n, rows, columns)
        Any real type; 0 .. 1, 0 .. 16 or 0 .. 255.
    labels : ndarray of integers, shape (n,)
    """

    pictures: NDArray[Any]
    labels: NDArray[Any]


def raw_part(place: Path, pictures: NDArray[Any], labels: NDArray[Any]) -> RawPart:
    """Return pictures and labels in one form, whatever their arrays look like.

    Parameters
    ----------
    pictures : ndarray
        Shape (n, rows, columns), (n, rows, columns, 1) or (n, side * side).
    labels : ndarray
        Shape (n,) or (n, 1), or (n, classes) with a 1 for the true class.

    Raises
    ------
    DataError
        If the shapes or values are others.
    """
    if labels.ndim == 2:
        labels = labels.argmax(axis=1) if labels.shape[1] > 1 else labels[:, 0]
    if pictures.ndim == 4 and pictures.shape[3] == 1:
        pictures = pictures[..., 0]
    if pictures.ndim == 2:
        side = round(pictures.shape[1] ** 0.5)
        if side * side == pictures.shape[1]:
            pictures = pictures.reshape(len(pictures), side, side)
    if (
        pictures.dtype.kind not in "buif"
        or pictures.ndim != 3
        or labels.ndim != 1
        or len(labels) != len(pictures)
    ):
        raise _refused(
            place,
            "grey pictures (n × rows × columns, or n × 784) and one label for each",
            f"{_sides(pictures)} and {_sides(labels)}",
        )
    if not 1 <= len(pictures) <= MAX_PICTURES:
        raise wrong_count(place, len(pictures))
    return RawPart(pictures, _checked_labels(place, labels))


def named_parts(
    place: Path, raw: Mapping[str, RawPart], names: dict[int, str]
) -> dict[str, Labelled]:
    """Return parts with named classes and upright pictures of grey values 0..1.

    Parameters
    ----------
    names : dict
        Names of labels, if a file gives them; empty otherwise.

    Raises
    ------
    DataError
        If labels or grey values are out of range.
    """
    values = np.unique(np.concatenate([part.labels for part in raw.values()])).tolist()
    known, remarks = _names(place, values, names)
    order = ordered_names(set(known.values()))
    table = np.zeros(MAX_CLASSES, np.uint8)
    for value, name in known.items():
        table[value] = order.index(name)
    scale, scaled = _scale(place, list(raw.values()))
    return turned_upright(
        {
            part: Labelled(
                _grey(read.pictures, scale),
                table[read.labels],
                order,
                read.pictures.shape[1],
                read.pictures.shape[2],
                (*remarks, *scaled),
            )
            for part, read in raw.items()
        }
    )


def _names(
    place: Path, values: list[int], names: dict[int, str]
) -> tuple[dict[int, str], tuple[Message, ...]]:
    """Return the name of each label that occurs, and what has to be said of it."""
    if names and set(values) <= set(names):
        return {value: names[value] for value in values}, ()
    letters = values[-1] == len(LETTERS) or "letters" in str(place.name).lower()
    if letters and values[0] >= 1 and values[-1] <= len(LETTERS):
        # all 26 are named, for parts in which some do not occur
        return dict(enumerate(LETTERS, 1)), (LETTERS_READ,)
    if values[-1] < len(DIGITS):
        return dict(enumerate(DIGITS)), ()
    return {value: str(value) for value in values}, ()


def _scale(place: Path, raw: list[RawPart]) -> tuple[int, tuple[Message, ...]]:
    """Return the grey value of full ink, and what has to be said of it."""
    ends = [(float(read.pictures.min()), float(read.pictures.max())) for read in raw]
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    most = next((level for level in GREY_LEVELS if high <= level), None)
    if most is None or not low >= 0:
        raise _refused(place, "grey values from 0 to 255", f"values from {low:g} to {high:g}")
    said = Message("Grey values are read on a scale from 0 to {most}.", {"most": most})
    return most, (said,) if most == GREY_LEVELS[1] else ()


def _grey(pictures: NDArray[Any], scale: int) -> Images:
    """Return pictures as rows of float32, 0 paper .. 1 ink."""
    rows: Images = np.array(pictures, np.float32, order="C").reshape(len(pictures), -1)
    rows /= scale
    return rows


def _checked_labels(place: Path, labels: NDArray[Any]) -> NDArray[Any]:
    if labels.dtype.kind not in "buif":
        raise _refused(place, "labels that are numbers", "others")
    whole: NDArray[Any] = labels.astype(np.float64)
    if not (np.isfinite(whole).all() and (whole == np.floor(whole)).all()):
        raise _refused(place, "whole numbers as labels", "others")
    if whole.min() < 0 or whole.max() >= MAX_CLASSES:
        found = f"{whole.min():g} to {whole.max():g}"
        raise _refused(place, f"labels 0 to {MAX_CLASSES - 1}", found)
    return whole.astype(np.int64)


def _sides(array: NDArray[Any]) -> str:
    return " × ".join(map(str, array.shape)) or "a single number"


def _refused(place: Path, expected: str, found: str) -> DataError:
    return DataError(
        "{path}: expected {expected}, got {found}; get the file again or choose another one",
        path=place,
        expected=expected,
        found=found,
    )
