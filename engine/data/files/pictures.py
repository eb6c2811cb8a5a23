"""Picture files, read as white ink on black."""

from __future__ import annotations

import struct
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Matrix
from engine.errors import DataError

MAX_SIDE = 4_096
MAX_FILE_BYTES = 64 * 2**20
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM")
ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".pgm")
LEAST_CONTRAST = 0.1
"""Range of grey values below which a transparent picture is taken for white ink."""

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


def read_picture(path: Path) -> Matrix:
    """Return a picture as float32, shape (rows, columns), 0 paper .. 1 ink.

    Polarity is found from the border, which is assumed to be paper.

    Raises
    ------
    DataError
        If the file is no picture, is damaged or too large.
    """
    from PIL import Image

    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _unreadable(path, f"a file of more than {MAX_FILE_BYTES // 2**20} MB")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(path, formats=FORMATS) as image:
                if max(image.size) > MAX_SIDE:
                    raise _unreadable(path, f"{image.size[0]} × {image.size[1]} pixels")
                grey = _grey(image)
    except FileNotFoundError:
        raise _unreadable(path, "no file of that name") from None
    except (IsADirectoryError, PermissionError) as error:
        raise _unreadable(path, f"{error.strerror}".lower()) from None
    except (*_DAMAGED, Image.DecompressionBombError):
        raise _unreadable(path, "something else or a damaged file") from None
    return white_on_black(grey)


def white_on_black(picture: Matrix) -> Matrix:
    """Return the picture with light ink on dark paper, inverted if its border is light."""
    border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    if np.median(border) <= 0.5:
        return picture
    turned: Matrix = 1 - picture
    return turned


def _grey(image: Any) -> Matrix:
    """Return the first frame of a file in grey, 0 black .. 1 white."""
    from PIL import ImageOps

    if image.mode[0] in "IF":
        return _stretched(np.asarray(image))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    pixels = np.asarray(upright.convert("LA"), np.float32) / 255
    light, cover = pixels[..., 0], pixels[..., 1]
    on_white: Matrix = light * cover + (1 - cover)
    if cover.min() < 1 and np.ptp(on_white) < LEAST_CONTRAST:
        # white ink on transparent paper
        on_black: Matrix = light * cover
        return on_black
    return on_white


def _stretched(values: NDArray[Any]) -> Matrix:
    """Return pixels of 16 or 32 bits or floating point, scaled to 0..1."""
    high = 65_535.0 if values.dtype.kind == "u" else float(values.max(initial=0))
    low = min(0.0, float(values.min(initial=0)))
    if not np.isfinite(low) or not np.isfinite(high):
        raise ValueError("grey values that are not finite")
    return ((values - low) / max(high - low, 1e-9)).astype(np.float32)


def _unreadable(path: Path, found: str) -> DataError:
    return DataError(
        "{path}: expected a picture (PNG, JPEG, BMP …) of at most {limit} × {limit} pixels, got "
        "{found}; choose another file",
        path=path,
        limit=MAX_SIDE,
        found=found,
    )
