"""Four small files of MNIST's form, arrays as IDX files, and pictures by class."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from PIL import Image

from engine.data.digits.built_in import built_in_digits
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


def picture(number):
    """Return black ink on white paper: a bar that moves with the number."""
    pixels = np.full((40, 30), 255, np.uint8)
    pixels[8:30, 5 + number % 15 : 10 + number % 15] = 0
    return Image.fromarray(pixels)


def class_folders(folder, names, count=10):
    """Write pictures of each class and return the folder."""
    for name in names:
        (folder / name).mkdir(parents=True)
        for number in range(count):
            picture(number).save(folder / name / f"{number}.png")
    return folder


def digit_folders(folder, names, count=8, seed=1):
    """Write synthesised digits, as many of each, into folders with these names."""
    examples = built_in_digits(20 * count, seed)
    for digit, name in names.items():
        (folder / name).mkdir(parents=True)
        rows = np.flatnonzero(examples.labels == digit)[:count]
        for row in rows.tolist():
            pixels = 255 - (examples.x[row] * 255).astype(np.uint8).reshape(28, 28)
            Image.fromarray(pixels).save(folder / name / f"{row}.png")
    return folder


def digit_arrays(count, seed=1):
    """Return synthesised digits as bytes, shape (count, 28, 28), and their labels."""
    examples = built_in_digits(count, seed)
    return (examples.x * 255).astype(np.uint8).reshape(-1, 28, 28), examples.labels


def write_pair(folder, prefix, pictures, labels):
    """Write a pair of IDX files with a prefix to their usual names."""
    folder.mkdir(exist_ok=True, parents=True)
    (folder / f"{prefix}-images-idx3-ubyte").write_bytes(idx_bytes(pictures))
    (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(idx_bytes(np.asarray(labels, np.uint8)))
    return folder
