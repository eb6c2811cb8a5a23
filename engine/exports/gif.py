"""Animated GIFs, written frame by frame with one palette that keeps flat colours exact."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.uint32]
"""A picture, shape (rows, columns): 0x00RRGGBB, the highest byte is ignored."""

COLOURS = 256
EXACT = 96
"""Most frequent colours that the palette holds as they are; the others stand for several."""

CELL_BITS = 6
"""Bits of each colour channel that decide its place in the palette."""

MOST_SAMPLES = 400_000
"""Pixels from which the palette is made."""

LONGEST_MS = 655_350
"""Longest duration of a frame in milliseconds: hundredths of a second in 16 bits."""

_LOOP = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
_END = b"\x3b"


class Palette:
    """Colours of a GIF, and the nearest of them to any colour.

    Parameters
    ----------
    samples : sequence of Pixels
        Pictures like those to be written, at least one.

    Attributes
    ----------
    colours : array of uint8, shape (256, 3)
    """

    def __init__(self, samples: Sequence[Pixels]) -> None:
        found = np.concatenate([_thinned(sample) for sample in samples]) & np.uint32(0xFFFFFF)
        values, counts = np.unique(found, return_counts=True)
        exact = values[np.argsort(-counts, kind="stable")[:EXACT]]
        others = found[~np.isin(found, exact)]
        self.colours = np.zeros((COLOURS, 3), np.uint8)
        self.colours[: len(exact)] = _channels(exact)
        made = _median_colours(others, COLOURS - len(exact))
        self.colours[len(exact) : len(exact) + len(made)] = made
        self._table = _table(self.colours, len(exact) + len(made), len(exact))

    def places(self, pixels: Pixels) -> NDArray[np.uint8]:
        """Return the place in the palette of each pixel's colour, of the same shape."""
        return np.asarray(self._table[_cells(pixels)])


class GifWriter:
    """Writer of an animated GIF that plays for ever; frames go to the file at once.

    Parameters
    ----------
    file : binary file
        Open for writing; stays open.
    size : (int, int)
        Width and height in pixels, each 1 .. 65535.
    """

    def __init__(self, file: BinaryIO, size: tuple[int, int], palette: Palette) -> None:
        self._file, self._size, self._palette = file, size, palette
        self._before: Pixels | None = None
        self.frames = 0
        screen = struct.pack("<HHBBB", *size, 0xF7, 0, 0)
        file.write(b"GIF89a" + screen + palette.colours.tobytes() + _LOOP)

    def add(self, pixels: Pixels, duration_ms: int) -> None:
        """Write a frame: what differs from the one before.

        Parameters
        ----------
        pixels : Pixels
            Of the size of the GIF.
        duration_ms : int
            Rounded to hundredths of a second, 20 .. LONGEST_MS.

        Raises
        ------
        OSError
            If the file cannot be written.
        ValueError
            If the picture has another size.
        """
        if pixels.shape != self._size[::-1]:
            raise ValueError(f"expected a picture of {self._size}, got {pixels.shape[::-1]}")
        top, bottom, left, right = _changed(self._before, pixels)
        places = self._palette.places(pixels[top:bottom, left:right])
        self._before = pixels
        self._file.write(_frame(places, (left, top), duration_ms))
        self.frames += 1

    def close(self) -> None:
        """Write the end of the GIF."""
        self._file.write(_END)


def _frame(places: NDArray[np.uint8], corner: tuple[int, int], duration_ms: int) -> bytes:
    from PIL import Image
    from PIL.GifImagePlugin import getdata

    image = Image.fromarray(places, "P")
    hundredths = round(min(max(duration_ms, 20), LONGEST_MS) / 10)
    control = b"\x21\xf9\x04" + struct.pack("<BHBB", 0x04, hundredths, 0, 0)
    blocks = getdata(image, corner)
    return control + b"".join(blocks)


def _changed(before: Pixels | None, pixels: Pixels) -> tuple[int, int, int, int]:
    """Return top, bottom, left and right of what changed; one pixel where nothing did."""
    if before is None:
        return 0, pixels.shape[0], 0, pixels.shape[1]
    differs = before != pixels
    rows = np.flatnonzero(differs.any(axis=1))
    if not rows.size:
        return 0, 1, 0, 1
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(differs[top:bottom].any(axis=0))
    return top, bottom, int(columns[0]), int(columns[-1]) + 1


def _thinned(pixels: Pixels) -> Pixels:
    flat = pixels.reshape(-1)
    # odd strides meet every column
    return flat[:: flat.size // MOST_SAMPLES * 2 + 1]


def _channels(colours: Pixels) -> NDArray[np.uint8]:
    parts = [(colours >> shift) & 0xFF for shift in (16, 8, 0)]
    return np.stack(parts, axis=-1).astype(np.uint8)


def _cells(pixels: Pixels) -> NDArray[np.uint32]:
    """Return the cell of each colour: its channels with CELL_BITS bits each."""
    keep = np.uint32(2**CELL_BITS - 1)
    cells = (pixels >> np.uint32(18)) & keep
    for shift in (10, 2):
        cells <<= np.uint32(CELL_BITS)
        cells |= (pixels >> np.uint32(shift)) & keep
    return cells


def _median_colours(found: Pixels, count: int) -> NDArray[np.uint8]:
    """Return colours that stand for many others, at most `count`."""
    from PIL import Image

    if not found.size:
        return np.zeros((0, 3), np.uint8)
    strip = Image.fromarray(_channels(found)[np.newaxis])
    used = strip.quantize(count, Image.Quantize.MEDIANCUT).getpalette() or []
    return np.array(used, np.uint8).reshape(-1, 3)[:count]


def _table(colours: NDArray[np.uint8], count: int, exact: int) -> NDArray[np.uint8]:
    """Return the place of the nearest colour for each cell; cells of exact ones hold these."""
    side = 2**CELL_BITS
    width = 256 // side
    steps = (np.arange(side) * width + width / 2).astype(np.float32)
    known = colours[:count].astype(np.float32)
    away = [(steps[:, np.newaxis] - known[:, channel]) ** 2 for channel in range(3)]
    table = np.empty((side, side, side), np.uint8)
    for red in range(side):
        near = away[0][red] + away[1]
        table[red] = (near[:, np.newaxis] + away[2][np.newaxis]).argmin(axis=-1)
    table = table.reshape(-1)
    rgb = colours[:exact].astype(np.uint32)
    cells = _cells((rgb @ np.array([1 << 16, 1 << 8, 1], np.uint32)).astype(np.uint32))
    # the most frequent colour of a cell comes last
    table[cells[::-1]] = np.arange(exact, dtype=np.uint8)[::-1]
    return table
