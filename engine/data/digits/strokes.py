"""Normalisation of pen strokes to MNIST's form: check, smooth, scale, centre, redraw."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from engine.arrays import Matrix, Vector, freeze
from engine.errors import DataError

Strokes: TypeAlias = Sequence[Sequence[Sequence[float]]]
"""Strokes of points (x, y), y downwards, in any unit."""

SIDE = 28
LONGEST = 20.0
"""Longest side of the ink in pixels.  LeCun et al. (1998), the MNIST database."""
SOFT_EDGE = 1.0
"""Pixels of faint ink that the soft pen adds to its width."""
CENTRE = 14.0
"""Row and column of the ink's centre of mass, in pixels."""
PEN_PX = 2.5
"""Width of the pen in the picture, whatever the size of the drawing."""
MOST_POINTS = 100_000
MOST_COORDINATE = 1e9
DOT_SHARE = 0.02
"""Share of the pad below which a drawing is not enlarged to full size: it stays a dot."""
SMALLEST = 1e-300
"""Side below which a drawing is a dot in any unit: to divide by it would overflow."""
SPECK_SHARE = 0.05
"""A stroke smaller than this share of the largest one is dropped as accidental."""
STEP_PX = 0.5
"""Spacing to which strokes are resampled before smoothing, in pixels."""
MOST_STEPS = 4_000
"""Most steps of a resampled stroke; longer strokes get a wider spacing."""
SMOOTHINGS = 2
"""Passes of the weights 1/4, 1/2, 1/4 along a stroke."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One animated step of the normalisation.

    Attributes
    ----------
    name : str
        "as drawn", "sized", "centred" or "pen".
    strokes : tuple of Matrix, shape (n, 2)
        x and y in pixels of the 28 × 28 picture; empty where a picture was normalised.
    pen_px : float
        Width of the pen in pixels.
    picture : Matrix or None, shape (28, 28)
        Network input at this stage; None where there are strokes: `draw` renders them.
    """

    name: str
    strokes: tuple[Matrix, ...]
    pen_px: float
    picture: Matrix | None = None


@dataclass(frozen=True, slots=True)
class Normalised:
    """A drawing in MNIST's form, with the stages of its normalisation.

    Attributes
    ----------
    picture : Matrix, shape (28, 28), float32
        White ink (1) on black (0), read-only.
    scale : float
        Pixels per unit of the strokes, or per pixel of the source picture.
    shift_x, shift_y : float
        Pixels by which the ink was moved after scaling: pixel = scale · coordinate + shift.
    pen_px : float
        Width of the pen in pixels; 0 where a picture was normalised.
    stages : tuple of Stage
    """

    picture: Matrix
    scale: float
    shift_x: float
    shift_y: float
    pen_px: float
    stages: tuple[Stage, ...]


def check_strokes(strokes: object) -> tuple[Matrix, ...]:
    """Return each stroke as an array of finite points.

    Parameters
    ----------
    strokes : sequence of strokes
        A stroke is a sequence of points (x, y); a stroke without points is left out.

    Returns
    -------
    tuple of Matrix, shape (n, 2), float64

    Raises
    ------
    DataError
        If it is malformed, a number is not finite, or there are too many points.
    """
    if not isinstance(strokes, Sequence | np.ndarray) or isinstance(strokes, str | bytes):
        raise _refusal(type(strokes).__name__)
    arrays = tuple(_check_stroke(stroke) for stroke in strokes if _has_points(stroke))
    count = sum(len(points) for points in arrays)
    if count > MOST_POINTS:
        raise DataError(
            "expected at most {limit} points in a drawing, got {found}; draw fewer strokes",
            limit=MOST_POINTS,
            found=count,
        )
    return arrays


def _has_points(stroke: object) -> bool:
    return not (isinstance(stroke, Sequence | np.ndarray) and len(stroke) == 0)


def _check_stroke(stroke: object) -> Matrix:
    if isinstance(stroke, str | bytes) or not isinstance(stroke, Sequence | np.ndarray):
        raise _refusal(repr(stroke)[:40])
    try:
        points = np.asarray(stroke)
    except ValueError:
        raise _refusal("points of different lengths") from None
    if points.ndim != 2 or points.shape[1] != 2 or points.dtype.kind not in "iuf":
        raise _refusal(repr(stroke)[:40])
    points = points.astype(np.float64)
    if not np.isfinite(points).all() or np.abs(points).max() > MOST_COORDINATE:
        raise _refusal("a coordinate that is not a finite number below 1e9")
    return points


def _refusal(found: str) -> DataError:
    return DataError(
        "expected strokes as lists of points [x, y] with numbers, got {found}; "
        "write [[[x, y], [x, y], …], …]",
        found=found,
    )


def normalise_strokes(
    strokes: object, *, frame: float | None = None, pen_px: float = PEN_PX
) -> Normalised | None:
    """Normalise strokes to the form of the training pictures and draw them.

    Bounding box → longest side, pen included, 20 pixels → centre of mass at (14, 14) → drawn
    with the same pen whatever the original size. The aspect ratio is kept.

    Parameters
    ----------
    strokes : sequence of strokes
        Checked by `check_strokes`; y downwards, any unit.
    frame : float, optional
        Longer side of the pad in that unit: a drawing below 2 % of it stays a dot.
        The largest coordinate by default.
    pen_px : float
        Width of the pen in the picture.

    Returns
    -------
    Normalised or None
        None for an empty pad.

    Raises
    ------
    DataError
        If the strokes are malformed.
    """
    checked = _without_specks(check_strokes(strokes))
    if not checked:
        return None
    low, side = _box(checked)
    pad = frame or max(float(np.abs(stroke).max()) for stroke in checked) or 1.0
    longest = max(float(side.max()), DOT_SHARE * pad, SMALLEST)
    scale = (LONGEST - SOFT_EDGE - pen_px) / longest
    to_middle = CENTRE - scale * (low + side / 2)
    sized = tuple(_smooth(scale * stroke + to_middle) for stroke in checked)
    move = CENTRE - centre_of_mass(draw(sized, pen_px))
    centred = tuple(stroke + move for stroke in sized)
    as_drawn = SIDE / max(pad, longest)
    fat = min(pen_px * scale / as_drawn, LONGEST)
    stages = (
        _stage("as drawn", tuple(as_drawn * stroke - 0.5 for stroke in checked), pen_px),
        _stage("sized", sized, fat),
        _stage("centred", centred, fat),
        _stage("pen", centred, pen_px),
    )
    shift_x, shift_y = to_middle + move
    picture = freeze(draw(centred, pen_px))
    return Normalised(picture, scale, float(shift_x), float(shift_y), pen_px, stages)


def draw(strokes: Sequence[Matrix], pen_px: float) -> Matrix:
    """Draw strokes given in pixel coordinates.

    Parameters
    ----------
    strokes : sequence of Matrix, shape (n, 2)
        x and y; pixel centres lie at whole numbers.
    pen_px : float
        Width of the pen in pixels.

    Returns
    -------
    Matrix, shape (28, 28), float32
        White ink (1) on black (0), with soft edges.
    """
    # kernels are imported on first use: importing Numba would delay the window
    from engine.kernels.pictures.raster import draw_strokes

    picture = np.zeros((SIDE, SIDE), np.float32)
    points, starts = pack(strokes)
    radii = np.full(len(points), pen_px / 2, np.float32)
    draw_strokes(points, starts, radii, picture)
    return picture


def pack(strokes: Sequence[Matrix]) -> tuple[Matrix, Vector]:
    """Return strokes as the flat arrays that kernels take.

    Returns
    -------
    points : Matrix, shape (n, 2), float32
    starts : Vector, shape (strokes + 1,), int64
        Stroke s is points[starts[s]:starts[s + 1]].
    """
    starts = np.zeros(len(strokes) + 1, np.int64)
    np.cumsum([len(stroke) for stroke in strokes], out=starts[1:])
    return np.concatenate(strokes).astype(np.float32), starts


def centre_of_mass(picture: Matrix) -> Vector:
    """Return the centre of mass (x, y) of a picture's ink in pixels, shape (2,).

    For a picture without ink, the middle: (14, 14) of 28 × 28.
    """
    rows, columns = picture.shape
    mass = float(picture.sum())
    if mass <= 0:
        return np.array([columns / 2, rows / 2])
    x = float(picture.sum(axis=0) @ np.arange(columns)) / mass
    y = float(picture.sum(axis=1) @ np.arange(rows)) / mass
    return np.array([x, y])


def _stage(name: str, strokes: tuple[Matrix, ...], pen_px: float) -> Stage:
    return Stage(name, tuple(freeze(stroke) for stroke in strokes), pen_px)


def _box(strokes: Sequence[Matrix]) -> tuple[Vector, Vector]:
    low = np.min([stroke.min(axis=0) for stroke in strokes], axis=0)
    high = np.max([stroke.max(axis=0) for stroke in strokes], axis=0)
    return low, high - low


def _without_specks(strokes: tuple[Matrix, ...]) -> tuple[Matrix, ...]:
    sizes = [float((s.max(axis=0) - s.min(axis=0)).max()) for s in strokes]
    least = SPECK_SHARE * max(sizes, default=0.0)
    return tuple(s for s, size in zip(strokes, sizes, strict=True) if size >= least)


def _smooth(points: Matrix) -> Matrix:
    """Resample a stroke at equal steps and smooth it; both ends stay."""
    # points as complex numbers: one interpolation instead of two
    path = np.ascontiguousarray(points, np.float64).view(np.complex128)[:, 0]
    along = np.zeros(len(path))
    np.cumsum(np.abs(path[1:] - path[:-1]), out=along[1:])
    total = float(along[-1])
    steps = min(math.ceil(total / STEP_PX), MOST_STEPS)
    if steps < 2:
        return points[[0, -1]] if total > 0 else points[:1]
    even = np.interp(np.arange(steps + 1) * (total / steps), along, path)
    for _ in range(SMOOTHINGS):
        even[1:-1] += (even[:-2] - 2 * even[1:-1] + even[2:]) / 4
    smooth: Matrix = even.view(np.float64).reshape(-1, 2)
    return smooth
