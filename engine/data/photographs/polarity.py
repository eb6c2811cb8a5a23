"""Polarity of a photograph: whether its ink is dark, and how wide its pen is."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.photographs.components import components
from engine.data.photographs.levels import MAD, border_of
from engine.data.photographs.morphology import closing, opening

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


def polarity_of(coarse: Matrix, slope: Matrix) -> tuple[bool, int]:
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
