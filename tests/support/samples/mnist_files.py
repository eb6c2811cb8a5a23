"""Four small files of MNIST's form, and arrays as IDX files."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

from engine.data.files.mnist import MNIST_FILES

NAMES = tuple(file.name for file in MNIST_FILES)


def small_files(count=12, side=28):
    """Return the contents of four small files of MNIST's form, by name."""
    generator = np.random.default_rng(0)
    contents = {}
    for name in NAMES:
        shape = (count, side, side) if "images" in name else (count,)
        contents[name] = idx_bytes(generator.integers(0, 10, shape, np.uint8))
    return contents


def write_files(folder: Path, contents, rename=str):
    """Write the files into a folder, which is made."""
    folder.mkdir(exist_ok=True)
    for name, content in contents.items():
        (folder / rename(name)).write_bytes(content)
    return folder


def idx_bytes(array):
    """Return an array of bytes as an IDX file."""
    sizes = struct.pack(f">{array.ndim}I", *array.shape)
    return bytes((0, 0, 8, array.ndim)) + sizes + array.tobytes()
