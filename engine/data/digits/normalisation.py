"""Normalisation of pictures of digits to MNIST's form: light on dark, 20 pixels, centred."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix, Vector, freeze
from engine.data.digits.strokes import CENTRE, LONGEST, SIDE, Normalised, Stage, centre_of_mass
from engine.data.digits.thickness import thickened
from engine.errors import DataError

FAINT = 0.35
"""Ink below this share of the strongest ink does not count for the size of a digit.

Measured: with it the size of resampled digits is found to 2 %, with or without soft edges.
"""
TRACE = 0.02
"""Ink below this share is noise."""
SAME_SIZE = 1
"""Largest deviation from MNIST's size, in pixels, at which a picture is moved but not scaled."""
LARGEST_SIDE = 8_192


def normalise_picture(picture: Matrix) -> Normalised | None:
    """Scale and centre a picture as the training pictures were.

    Bounding box of the ink → strokes as thick as a pen's → longest side 20 pixels → centre of
    mass at (14, 14). A picture that has this form already is moved by whole pixels at most, so
    it is not blurred.

    Parameters
    ----------
    picture : Matrix, shape (rows, columns)
        Light ink on dark paper; the paper's value is the median of the border.

    Returns
    -------
    Normalised or None
        None for a picture without ink.

    Raises
    ------
    DataError
        If it is no two-dimensional numeric array, too large, or has a value that is not finite.
    """
    source = _ink(_check_picture(picture))
    if source.max() <= 0:
        return None
    longest = _longest(ink_box(source, FAINT))
    # the size with soft edges (TRACE) and without (FAINT) must both be near LONGEST
    same = max(abs(_longest(ink_box(source, TRACE)) - LONGEST), LONGEST - longest) <= SAME_SIZE
    ink = source if same else thickened(source, longest)
    sides = ink_box(ink, FAINT)
    scale = 1.0 if same else LONGEST / _longest(sides)
    middle = sides.mean(axis=1)
    sized_shift = np.round(CENTRE - middle) if same else CENTRE - scale * middle
    sized = resample(ink, scale, sized_shift)
    move = CENTRE - centre_of_mass(sized)[::-1]
    shift = sized_shift + (np.round(move) if same else move)
    final = resample(ink, scale, shift)
    final = final / max(final.max(), 1e-6)
    stages = tuple(
        Stage(name, (), 0.0, freeze(picture))
        for name, picture in (("as drawn", _as_drawn(source)), ("sized", sized), ("centred", final))
    )
    margin = (len(ink) - len(source)) // 2
    shift_y, shift_x = shift + scale * margin
    return Normalised(freeze(final), scale, float(shift_x), float(shift_y), 0.0, stages)


def _as_drawn(ink: Matrix) -> Matrix:
    """Return the whole picture at the size of the network's."""
    scale = SIDE / max(ink.shape)
    edge = (scale - 1) / 2
    return resample(ink, scale, np.array([edge, edge]))


def ink_box(ink: Matrix, faint: float) -> Matrix:
    """Return the bounding box of the ink.

    Parameters
    ----------
    ink : Matrix, shape (rows, columns)
        Values 0..1, the largest 1.
    faint : float
        Ink up to this value does not count.

    Returns
    -------
    Matrix, shape (2, 2)
        First and last edge of rows, then of columns, in pixels; pixel centres are integers,
        so pixel 0 spans -0.5 to 0.5.
    """
    edges = []
    for axis in (1, 0):
        present = np.flatnonzero(ink.max(axis=axis) > faint)
        edges.append((present[0] - 0.5, present[-1] + 0.5))
    return np.array(edges)


def _longest(sides: Matrix) -> float:
    return float((sides[:, 1] - sides[:, 0]).max())


def resample(picture: Matrix, scale: float, shift: Vector) -> Matrix:
    """Return the 28 × 28 picture whose pixel p shows the source at (p - shift) / scale.

    Parameters
    ----------
    picture : Matrix, shape (rows, columns)
    scale : float
        Below 1 areas are averaged, above 1 values are interpolated linearly.
    shift : Vector, shape (2,)
        Shift of rows and of columns, in pixels of the result.
    """
    down = _weights(picture.shape[0], scale, float(shift[0]))
    across = _weights(picture.shape[1], scale, float(shift[1]))
    sampled: Matrix = (down @ picture @ across.T).astype(np.float32)
    return sampled


def _weights(count: int, scale: float, shift: float) -> Matrix:
    """Return the share of each source pixel in each pixel of a side; shape (28, count)."""
    place = (np.arange(SIDE) - shift) / scale
    reach = max(1.0, 1 / scale)
    distance: Matrix = np.abs(place[:, None] - np.arange(count)) / reach
    triangle: Matrix = np.maximum(1 - distance, 0) / reach
    return triangle


def _ink(picture: Matrix) -> Matrix:
    """Return the picture with paper 0 and its strongest ink 1."""
    border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    paper = float(np.median(border))
    if picture.max() == picture.min():
        return np.zeros_like(picture)
    # a tightly cropped digit may fill its border: the paper's value is then unknown
    ink = np.maximum(picture - (paper if paper < picture.max() / 2 else 0), 0)
    largest = float(ink.max())
    scaled: Matrix = ink / largest if largest > 0 else ink
    return scaled


def _check_picture(picture: Matrix) -> Matrix:
    array = np.asarray(picture)
    if array.ndim != 2 or array.dtype.kind not in "buif" or 0 in array.shape:
        raise DataError(
            "expected a grey picture of rows and columns, got an array of shape {shape}; "
            "convert it to grey",
            shape=array.shape,
        )
    if max(array.shape) > LARGEST_SIDE:
        raise DataError(
            "expected a picture of at most {limit} pixels a side, got {found}; make it smaller",
            limit=LARGEST_SIDE,
            found=max(array.shape),
        )
    values = array.astype(np.float32)
    if not np.isfinite(values).all():
        raise DataError("expected finite grey values, got some that are not; save it again")
    return values
