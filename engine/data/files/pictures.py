"""Picture files, read as ink on paper; large ones are reduced while they are read."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO
from math import ceil, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Matrix
from engine.data.photographs.morphology import block_means_by
from engine.data.photographs.pipeline import LUMINANCE, figures_of, ink_of
from engine.errors import DataError

MAX_PIXELS = 128_000_000
"""Photographs of phones have up to 108 million pixels, a page of A4 at 600 dpi has 35."""
MAX_BYTES = 512 * 2**20
"""Size limit of a file, and of its pixels in memory."""
WORKING_PIXELS = 600_000
"""Most pixels to which larger pictures are reduced while they are read."""
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM")
ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".pgm")
LEAST_CONTRAST = 0.1
"""Range of grey values below which a transparent picture is taken for white ink."""

_BYTES = {"1": 1, "L": 1, "P": 1, "LA": 2, "I;16": 2, "I;16B": 2, "RGB": 3}
"""Bytes of a pixel in memory, by mode; 4 in all other modes."""
_ORIENTATION = 0x0112
_STEPS = {2: (1, -1), 3: (-1, -1), 4: (-1, 1), 6: (1, -1), 7: (-1, -1), 8: (-1, 1)}
"""Steps along rows and columns by orientation, after rows and columns of 5 to 8 are swapped."""

_DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    OverflowError,
    TypeError,
    struct.error,
    Warning,
)


def is_picture(path: Path) -> bool:
    """Return whether a file's name ends as those of pictures do."""
    return path.suffix.lower() in ENDINGS


def read_picture(path: Path) -> Matrix:
    """Return the ink of a picture as float32, shape (rows, columns), 0 paper .. 1 ink.

    Raises
    ------
    DataError
        If the file is no picture, is damaged or too large.
    """
    return ink_of(read_pixels(path))


def read_figures(path: Path, content: bytes = b"") -> tuple[Matrix, ...] | None:
    """Return the ink of each figure of a picture, from left to right.

    Parameters
    ----------
    content : bytes
        Content of the file, if it is not to be read from the disk; `path` is then its name.

    Returns
    -------
    tuple of Matrix, or None
        Empty for blank paper; None for several figures that cannot be told apart.

    Raises
    ------
    DataError
        If the file is no picture, is damaged or too large.
    """
    return figures_of(read_pixels(path, content))


def read_pixels(path: Path, content: bytes = b"") -> Matrix:
    """Return the pixels of a file upright, 0 black .. 1 white, large ones reduced.

    Parameters
    ----------
    content : bytes
        Content of the file, if it is not to be read from the disk; `path` is then its name.

    Returns
    -------
    Matrix, shape (rows, columns), or (rows, columns, 3) if it has colours; float32

    Raises
    ------
    DataError
        If the file is no picture, is damaged or too large.
    """
    from PIL import Image

    try:
        if (len(content) or path.stat().st_size) > MAX_BYTES:
            raise _unreadable(path, f"a file of more than {MAX_BYTES // 2**20} MB")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content) if content else path, formats=FORMATS) as image:
                _check_size(path, image)
                return _pixels(image)
    except FileNotFoundError:
        raise _unreadable(path, "no file of that name") from None
    except (IsADirectoryError, PermissionError) as error:
        raise _unreadable(path, f"{error.strerror}".lower()) from None
    except (*_DAMAGED, Image.DecompressionBombError):
        raise _unreadable(path, "something else or a damaged file") from None


def _check_size(path: Path, image: Any) -> None:
    """Refuse too many pixels; reduce a JPEG while it is decoded."""
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _unreadable(path, f"{width} × {height} pixels")
    factor = _reduction(image.size)
    if factor > 1:
        image.draft(None, (ceil(width / factor), ceil(height / factor)))
    size = image.size[0] * image.size[1] * _BYTES.get(image.mode, 4)
    if size > MAX_BYTES:
        raise _unreadable(path, f"{size // 2**20} MB of pixels")


def _reduction(size: tuple[int, int]) -> int:
    """Return the whole factor by which both sides are reduced."""
    return max(1, ceil(sqrt(size[0] * size[1] / WORKING_PIXELS)))


def _pixels(image: Any) -> Matrix:
    if image.mode[0] in "IF":
        values = _stretched(block_means_by(np.asarray(image), _reduction(image.size)))
        return _turned(values, _orientation(image))
    image.load()
    orientation = _orientation(image)
    if image.mode not in ("L", "RGB", "RGBA"):
        image = image.convert("L" if image.mode == "1" else "RGBA")
    factor = _reduction(image.size)
    small = image.reduce(factor) if factor > 1 else image
    return _turned(_light(small), orientation)


def _orientation(image: Any) -> int:
    """Return the orientation 1 .. 8 that a camera noted."""
    return int(image.getexif().get(_ORIENTATION, 1))


def _turned(pixels: Matrix, orientation: int) -> Matrix:
    """Return pixels upright; orientations as in EXIF 2.3, table 4."""
    down, across = _STEPS.get(orientation, (1, 1))
    turned = np.swapaxes(pixels, 0, 1) if orientation in (5, 6, 7, 8) else pixels
    return np.ascontiguousarray(turned[::down, ::across])


def _light(image: Any) -> Matrix:
    """Return the pixels of a picture of 8 bits on white paper; grey ones in one channel."""
    pixels = np.asarray(image, np.float32) / 255
    if pixels.ndim == 2:
        return pixels
    cover = pixels[..., 3:]
    if cover.size and cover.min() < 1:
        on_white = pixels[..., :3] * cover + (1 - cover)
        # white ink on transparent paper
        plain = np.ptp(on_white @ LUMINANCE) < LEAST_CONTRAST
        pixels = pixels[..., :3] * cover if plain else on_white
    colours: Matrix = pixels[..., :3]
    first = colours[..., :1]
    return colours[..., 0] if bool((colours == first).all()) else colours


def _stretched(values: NDArray[Any]) -> Matrix:
    """Return pixels of 16 or 32 bits or floating point, scaled to 0..1.

    The largest value is white: files of 16 bits often hold 12.
    """
    high = float(values.max(initial=0))
    low = min(0.0, float(values.min(initial=0)))
    if not np.isfinite(low) or not np.isfinite(high):
        raise ValueError("grey values that are not finite")
    return ((values - low) / max(high - low, 1e-9)).astype(np.float32)


def _unreadable(path: Path, found: str) -> DataError:
    return DataError(
        "{path}: expected a picture (PNG, JPEG, BMP …) of at most {limit} million pixels, got "
        "{found}; choose another file",
        path=path,
        limit=MAX_PIXELS // 10**6,
        found=found,
    )
