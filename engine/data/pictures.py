"""Read picture files as white ink on black."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np

from engine.arrays import Matrix
from engine.errors import DataError

MAX_SIDE = 8_192
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM")
ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".pgm")


def read_picture(path: Path) -> Matrix:
    """Return a picture as float32, shape (rows, columns), 0 paper .. 1 ink.

    Which of the two is dark is found from the border: paper is what surrounds the ink.

    Raises
    ------
    DataError
        If the file is no picture, is damaged or too large.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(path, formats=FORMATS) as image:
                if max(image.size) > MAX_SIDE:
                    raise _unreadable(path, f"{image.size[0]} × {image.size[1]} pixels")
                # transparent paper counts as white
                rgba = image.convert("RGBA")
                paper = Image.new("RGBA", rgba.size, "white")
                grey = Image.alpha_composite(paper, rgba).convert("L")
    except FileNotFoundError:
        raise _unreadable(path, "no file of that name") from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        raise _unreadable(path, "something else or a damaged file") from None
    return white_on_black(np.asarray(grey, np.float32) / 255)


def white_on_black(picture: Matrix) -> Matrix:
    """Return the picture with light ink on dark paper, whichever way round it came."""
    border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    if np.median(border) <= 0.5:
        return picture
    turned: Matrix = 1 - picture
    return turned


def _unreadable(path: Path, found: str) -> DataError:
    return DataError(
        "{path}: expected a picture (PNG, JPEG, BMP …) of at most {limit} × {limit} pixels, got "
        "{found}; choose another file", path=path, limit=MAX_SIDE, found=found,
    )
