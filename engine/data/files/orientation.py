"""Pictures stored column by column, as those of EMNIST are, are noticed and turned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine.arrays import Images, Matrix
from engine.data.classes import DIGITS, name_of
from engine.data.digits.built_in import built_in_digits
from engine.data.files.parts import Labelled
from engine.snapshots import Message

TURNED = Message("The pictures were stored on their side, as EMNIST's are; they were turned.")
LEAST_CLASSES = 5
"""Fewest classes of digits by which the orientation is judged."""
SAMPLES = 600
"""Synthesised digits whose mean pictures are compared with those of the data."""
MARGIN = 0.15
"""Least advantage in correlation at which digits count as transposed."""
TALL = frozenset("1IJLTFijltf")
"""Names of characters that are higher than wide."""
WIDER = 1.3
"""Ratio of width to height of tall letters at which they count as transposed."""


def turned_upright(parts: Mapping[str, Labelled]) -> dict[str, Labelled]:
    """Return the parts as they are, or with rows and columns of every picture exchanged."""
    if not _transposed(list(parts.values())):
        return dict(parts)
    return {part: _turned(read) for part, read in parts.items()}


def _turned(read: Labelled) -> Labelled:
    pictures = read.x.reshape(-1, read.rows, read.columns).transpose(0, 2, 1)
    x = np.ascontiguousarray(pictures).reshape(len(read.x), -1)
    return replace(read, x=x, remarks=(*read.remarks, TURNED))


def _transposed(parts: list[Labelled]) -> bool:
    first = parts[0]
    if first.rows != first.columns:
        return False
    means = _class_means(parts)
    if first.names == DIGITS:
        return len(means) >= LEAST_CLASSES and _digits_transposed(means)
    tall = [mean for name, mean in means.items() if name in TALL]
    letters = all(len(name) == 1 for name in first.names)
    return letters and bool(tall) and float(np.mean([_width(mean) for mean in tall])) > WIDER


def _class_means(parts: list[Labelled]) -> dict[str, Matrix]:
    """Return the mean picture of each class."""
    names, shape = parts[0].names, (parts[0].rows, parts[0].columns)
    sums: dict[str, Images] = {}
    for read in parts:
        for label in np.unique(read.labels).tolist():
            total = read.x[read.labels == label].sum(axis=0)
            name = name_of(names, label)
            sums[name] = sums.get(name, 0) + total
    return {name: _unit(total.reshape(shape)) for name, total in sums.items()}


def _unit(picture: Matrix) -> Matrix:
    scaled: Matrix = picture / max(float(picture.max()), 1e-9)
    return scaled


def _digits_transposed(means: Mapping[str, Matrix]) -> bool:
    """Compare mean pictures of digits, as they are and transposed, with synthesised digits."""
    samples = built_in_digits(SAMPLES, 0)
    side = round(samples.x.shape[1] ** 0.5)
    upright, turned = [], []
    for name, mean in means.items():
        places = np.linspace(0, len(mean) - 1, side).round().astype(int)
        sized = mean[np.ix_(places, places)]
        model = samples.x[samples.labels == int(name)].mean(axis=0)
        upright.append(_correlation(sized, model))
        turned.append(_correlation(sized.T, model))
    return bool(np.mean(turned) > np.mean(upright) + MARGIN)


def _correlation(picture: Matrix, model: Images) -> float:
    first, second = picture.ravel() - picture.mean(), model - model.mean()
    length = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / length if length else 0.0


def _width(mean: Matrix) -> float:
    """Return the ratio of the ink's spread across to that down."""
    spreads = []
    for axis in (0, 1):
        ink = mean.sum(axis=axis)
        place = np.arange(len(ink))
        centre = (ink @ place) / max(float(ink.sum()), 1e-9)
        spreads.append(float(ink @ (place - centre) ** 2))
    return float(np.sqrt(spreads[0] / max(spreads[1], 1e-9)))
