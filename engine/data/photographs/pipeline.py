"""From a picture of any kind to its ink: small, plain and photographed pictures."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix
from engine.data.photographs.figures import figures
from engine.data.photographs.levels import border_of
from engine.data.photographs.morphology import block_means, closing, opening
from engine.data.photographs.paper import Contrast, contrast, even_contrast
from engine.data.photographs.polarity import EXTREME, MOST_INK
from engine.data.photographs.sheet import on_its_sheet
from engine.data.photographs.writing import FAINTEST, Writing, find_writing

SMALL_SIDE = 32
"""Longest side of pictures that hold one figure and nothing else, as training pictures do."""
PLAIN_SHARE = 0.98
"""Share of the border that has one brightness where paper is even."""
PLAIN_SPREAD = 0.02
LUMINANCE = np.array([0.299, 0.587, 0.114], np.float32)
"""Weights of red, green and blue.  ITU-R BT.601."""
COLOUR_GAIN = 2.0
"""Contrast of one colour over that of the luminance, from which the colour is taken."""
COLOUR_SIDE = 64
COLOUR_REACH = 6


def ink_of(picture: Matrix) -> Matrix:
    """Return the ink of a picture, shape (rows, columns), float32; 0 paper, 1 ink.

    Parameters
    ----------
    picture : Matrix, shape (rows, columns) or (rows, columns, 3)
        0 black .. 1 white. Up to SMALL_SIDE pixels a side it is only turned and its paper
        subtracted; black paper leaves every bit as it is.
    """
    grey = clearest_channel(picture)
    if max(grey.shape) <= SMALL_SIDE:
        return even_contrast(grey, least_paper=0).ink
    found = _writing(grey)
    return np.zeros_like(grey) if found is None else found.ink


def figures_of(picture: Matrix) -> tuple[Matrix, ...] | None:
    """Return the ink of each figure from left to right; None where they cannot be told apart."""
    grey = clearest_channel(picture)
    if max(grey.shape) <= SMALL_SIDE:
        ink = even_contrast(grey, least_paper=0).ink
        return (ink,) if ink.max() > FAINTEST else ()
    found = _writing(grey)
    return () if found is None else figures(found)


def clearest_channel(picture: Matrix) -> Matrix:
    """Return the luminance of a picture, or the colour in which thin parts stand out more."""
    if picture.ndim == 2:
        return picture
    channels = [np.ascontiguousarray(picture @ LUMINANCE)]
    channels += [np.ascontiguousarray(picture[..., colour]) for colour in range(3)]
    strengths = np.array([_thin_parts(channel) for channel in channels])
    strengths[0] *= COLOUR_GAIN
    return channels[int(np.argmax(strengths))]


def _thin_parts(channel: Matrix) -> float:
    coarse = block_means(channel, COLOUR_SIDE)
    reach = min(COLOUR_REACH, max(1, min(coarse.shape) // 4))
    residues = np.maximum(closing(coarse, reach) - coarse, coarse - opening(coarse, reach))
    return float(np.percentile(residues, EXTREME))


def _writing(grey: Matrix) -> Writing | None:
    sheet = on_its_sheet(grey)
    found = find_writing(_contrast(sheet))
    return found if found or sheet is grey else find_writing(_contrast(grey))


def _contrast(grey: Matrix) -> Contrast:
    """Return the contrast with one value of paper where the border is even, else locally."""
    border = border_of(grey)
    near = np.abs(border - np.median(border)) <= PLAIN_SPREAD
    if near.mean() >= PLAIN_SHARE:
        even = even_contrast(grey)
        if (even.ink > FAINTEST).mean() <= MOST_INK:
            return even
    return contrast(grey)
