"""Paper of a photograph, estimated locally, and the ink that stands out from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix
from engine.data.photographs.levels import border_of, noise_of, some_of
from engine.data.photographs.morphology import block_means, closing, opening, softened
from engine.data.photographs.polarity import polarity_of
from engine.data.photographs.surface import smooth_surface, values_of

COARSE = 96
"""Longest side of the picture in which polarity and the pen's width are measured."""
DARKEST = 0.15
"""Least brightness by which the contrast of dark ink is divided: in a shadow ink is fainter."""
GRAINY = 0.012
"""Noise above which the ink is blurred."""


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
    surface = smooth_surface(coarse)
    dark, reach = polarity_of(coarse, values_of(surface, coarse.shape))
    wide = round(reach * max(grey.shape) / max(coarse.shape))
    # windows are cut at the border, where a slope of the light would count as ink
    slope = values_of(surface, grey.shape)
    if dark:
        paper = closing(grey - slope, wide) + slope
        paper = paper - float(np.median(some_of(paper - grey)))
        ink = (paper - grey) / np.maximum(paper, DARKEST)
    else:
        paper = opening(grey - slope, wide) + slope
        ink = grey - paper - float(np.median(some_of(grey - paper)))
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
