"""Paper of a photograph, estimated locally, and the ink that stands out from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Matrix, Vector
from engine.data.photographs.components import components
from engine.data.photographs.morphology import block_means, closing, opening, softened

COARSE = 96
"""Longest side of the picture in which polarity and the pen's width are measured."""
REACHES = (1, 2, 3, 4, 6, 8, 11, 16)
"""Half windows in the coarse picture; the largest window is a third of its side."""
NOISE_LEVELS = 3.0
"""Standard deviations of the noise that count for nothing in the choice of polarity."""
CLEARLY = 0.1
"""Thin parts of less than this share of the others' energy are no ink."""
MOST_INK = 0.45
"""Share of a picture that ink covers at most."""
EXTREME = 99.7
"""Percentile that counts as the lightest pixel; the darkest is its mirror image."""
MOSTLY = 0.7
"""Share of the border that is paper where the border can be trusted."""
ONE_SIDED = 2.5
"""Ratio of the extremes' distances from the border's median that decides the polarity."""
DARKEST = 0.15
"""Least brightness by which the contrast of dark ink is divided: in a shadow ink is fainter."""
GRAINY = 0.012
"""Noise above which the ink is blurred."""
EXPLAINED = 0.2
"""Deviation from a smooth surface, over the deviation without it, at which it is subtracted."""
SAMPLE = 10_007
"""Least number of pixels that a median is taken of; a prime, so columns are not singled out."""
QUANTILES = 0.97
"""Distance of the quantiles 5 % and 25 % of normal noise, in standard deviations."""
MAD = 1.4826
"""Standard deviation of normal noise over its median absolute deviation."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Ink in front of its paper.

    Attributes
    ----------
    ink : Matrix, shape (rows, columns)
        0 on paper, larger where there is ink, in any unit.
    noise : float
        Standard deviation of `ink` on paper.
    """

    ink: Matrix
    noise: float


def contrast(grey: Matrix) -> Contrast:
    """Return how far each pixel stands out from the paper around it.

    Paper is what remains after closing with a window some pens wide (dark ink), or opening
    (light ink): shadows, stains and tables are wider than a pen and count as paper.

    Parameters
    ----------
    grey : Matrix, shape (rows, columns)
        0 black .. 1 white.
    """
    coarse = block_means(grey, COARSE)
    surface = _smooth_surface(coarse)
    dark, reach = _polarity(coarse, _values_of(surface, coarse.shape))
    wide = round(reach * max(grey.shape) / max(coarse.shape))
    # windows are cut at the border, where a slope of the light would count as ink
    slope = _values_of(surface, grey.shape)
    if dark:
        paper = closing(grey - slope, wide) + slope
        paper = paper - float(np.median(_some(paper - grey)))
        ink = (paper - grey) / np.maximum(paper, DARKEST)
    else:
        paper = opening(grey - slope, wide) + slope
        ink = grey - paper - float(np.median(_some(grey - paper)))
    noise = noise_of(ink)
    if noise > GRAINY:
        ink = softened(ink)
        noise = noise_of(ink)
    return Contrast(ink, noise)


def even_contrast(grey: Matrix, least_paper: float = DARKEST) -> Contrast:
    """Return how far each pixel stands out from the median of the border.

    Ink lies to the side where the extreme is farther from the paper.

    Parameters
    ----------
    least_paper : float
        As DARKEST; 0 leaves the contrast undivided.
    """
    paper = np.float32(np.median(border_of(grey)))
    dark = float(paper) - float(grey.min()) > float(grey.max()) - float(paper)
    if dark:
        # brightness is turned before the paper is subtracted: white paper costs no bit
        ink = (1 - grey) - (1 - paper)
        if least_paper:
            ink = ink / max(paper, np.float32(least_paper))
    else:
        ink = grey - paper
    return Contrast(np.maximum(ink, 0), noise_of(ink))


def border_of(picture: NDArray[Any]) -> NDArray[Any]:
    """Return the outermost pixels of a picture, in one row."""
    return np.concatenate([picture[0], picture[-1], picture[1:-1, 0], picture[1:-1, -1]])


def noise_of(values: Matrix) -> float:
    """Return the standard deviation of the paper's values, of which ink covers up to a half.

    The lower quantiles are those of paper alone, as ink has larger values.
    """
    low, high = np.percentile(_some(values), (5, 25))
    return float(high - low) / QUANTILES


def _some(values: Matrix) -> Vector:
    """Return some thousand of the values, evenly spread: enough for a median."""
    return values.ravel()[:: max(1, values.size // SAMPLE)]


def _smooth_surface(coarse: Matrix) -> Vector:
    """Return the coefficients of the quadratic surface nearest to a picture: lamps, vignettes.

    All are 0 where the surface explains little, as where a shadow has an edge.
    """
    terms = _terms(coarse.shape)
    normal, right = np.empty((6, 6)), np.empty(6)
    for number, (down, across) in enumerate(terms):
        right[number] = down @ coarse @ across
        normal[number] = [(down @ other) * (across @ along) for other, along in terms]
    found: Vector = np.linalg.lstsq(normal, right)[0]
    rest = coarse - _values_of(found, coarse.shape)
    return found if _deviation(rest) <= EXPLAINED * _deviation(coarse) else np.zeros(6)


def _deviation(values: Matrix) -> float:
    return float(np.median(np.abs(values - np.median(values))))


def _values_of(surface: Vector, shape: tuple[int, ...]) -> Matrix:
    """Return a quadratic surface at every pixel of a picture."""
    values = np.zeros(shape, np.float32)
    for coefficient, (down, across) in zip(surface, _terms(shape), strict=True):
        values += (coefficient * down)[:, None].astype(np.float32) * across.astype(np.float32)
    return values


def _terms(shape: tuple[int, ...]) -> list[tuple[Vector, Vector]]:
    """Return the terms 1, y, y², x, xy, x² as factors along rows and along columns."""
    down, across = (2 * (np.arange(side) + 0.5) / side - 1 for side in shape)
    return [(down**i, across**j) for j in range(3) for i in range(3 - j)]


def _polarity(coarse: Matrix, slope: Matrix) -> tuple[bool, int]:
    """Return whether the ink is dark, and half the window that holds paper alone.

    Strokes are thinner than the paper between them, so the polarity whose thin parts vanish
    first, as the window grows, is the ink's.
    """
    step = np.abs(np.diff(coarse, axis=1))
    floor = NOISE_LEVELS * MAD * float(np.median(step)) / np.sqrt(2) if step.size else 0.0
    reaches = [reach for reach in REACHES if 2 * reach < min(coarse.shape)] or [1]
    level = coarse - slope
    dark = _energies([closing(level, reach) - level for reach in reaches], floor)
    light = _energies([level - opening(level, reach) for reach in reaches], floor)
    largest = max(dark.max(), light.max())
    is_dark = _one_sided(coarse, _scale(dark, largest) <= _scale(light, largest))
    energies = dark if is_dark else light
    whole = int(np.argmax(energies >= 0.8 * energies.max()))
    reach = min(2 * reaches[whole] + 1, reaches[-1])
    return is_dark, reach


def _one_sided(coarse: Matrix, otherwise: bool) -> bool:
    """Return whether the ink is dark, by the extremes if these lie to one side of the border.

    A border of several parts, such as paper and table, says nothing.
    """
    border = border_of(coarse)
    paper = float(np.median(border))
    lowest, highest = np.percentile(coarse, (100 - EXTREME, EXTREME))
    dark, light = paper - lowest, highest - paper
    alike = np.abs(border - paper) <= max(dark, light) / 3
    if alike.mean() >= MOSTLY and max(dark, light) > ONE_SIDED * min(dark, light):
        return bool(dark > light)
    return otherwise


def _scale(energies: Vector, largest: float) -> tuple[int, float]:
    """Return the first window that holds half of the thin parts, and minus their energy there."""
    if energies.max() < CLEARLY * largest:
        return len(energies), 0.0
    first = int(np.argmax(energies >= energies.max() / 2))
    return first, -float(energies[first])


def _energies(residues: list[Matrix], floor: float) -> Vector:
    """Return the energy above the noise for each window.

    It is 0 where what stands out must be the paper, unless that would leave none.
    """
    above = [_inside(np.maximum(residue - floor, 0)) for residue in residues]
    energies = np.array([float(np.square(values).sum()) for values in above])
    ink = np.array([(values > values.max() / 2).mean() <= MOST_INK for values in above])
    possible: Vector = energies * ink
    if possible.any():
        return possible
    return np.array([float(np.square(residue).sum()) for residue in residues])


def _inside(values: Matrix) -> Matrix:
    """Return the values without the strong parts along the border: tables and frames."""
    found = components(values > values.max() / 2)
    inside: Matrix = np.where(found.mask(found.along_border(values.shape), values.shape), 0, values)
    return inside
