"""Teach a drawing: it joins the training set in many slightly different hands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine import streams
from engine.arrays import Images
from engine.data.strokes import Normalised
from engine.settings import TrainingSettings
from engine.specification import NetworkSpecification

COPIES = 50
"""Variants of one drawing that join the training set."""

TEACHING_ETA = 0.001
"""η for a network that is ready already: small enough to keep what it knows."""

TEACHING_EPOCHS = 1
"""Epochs that follow each drawing that is taught."""

REHEARSAL = 8_000
"""Examples of the data set that are rehearsed, so that nothing else is forgotten."""


def teaching_settings(
    settings: TrainingSettings, specification: NetworkSpecification
) -> TrainingSettings:
    """Return settings under which the ready-made network goes on learning."""
    return replace(
        settings,
        layers=specification.words,
        cost="log-likelihood" if specification.activations[-1] == "softmax" else settings.cost,
        eta=TEACHING_ETA,
        lambda_=0.0,
        dropout=0.0,
        epochs=TEACHING_EPOCHS,
        train_size=REHEARSAL,
    )


def teaching_pictures(normalised: Normalised, seed: int) -> Images:
    """Return a drawing and variants of it: shifted, turned, sized, slanted a little.

    Returns
    -------
    Images, shape (COPIES, 28, 28), float32
        The first is the drawing itself.
    """
    picture = normalised.picture
    generator = streams.generator(seed, "expansion")
    pictures = np.empty((COPIES, *picture.shape), np.float32)
    pictures[0] = picture
    for number in range(1, COPIES):
        pictures[number] = _variant(picture, generator)
    return pictures


def _variant(picture: Images, generator: np.random.Generator) -> Images:
    """Sample the picture through a random affine map, bilinearly."""
    angle, slant = generator.uniform(-0.15, 0.15, 2)
    scale = generator.uniform(0.92, 1.08)
    shift = generator.uniform(-1, 1, 2)
    cosine, sine = np.cos(angle) / scale, np.sin(angle) / scale
    middle = (np.array(picture.shape) - 1) / 2
    rows, columns = np.indices(picture.shape) - middle[:, None, None]
    source_rows = cosine * rows + sine * columns + middle[0] + shift[0]
    source_columns = cosine * columns - sine * rows + slant * rows + middle[1] + shift[1]
    return _sample(picture, source_rows, source_columns)


def _sample(picture: Images, rows: Images, columns: Images) -> Images:
    padded = np.pad(picture, 1)
    rows = np.clip(rows + 1, 0, padded.shape[0] - 1.001)
    columns = np.clip(columns + 1, 0, padded.shape[1] - 1.001)
    r, c = rows.astype(int), columns.astype(int)
    down, right = rows - r, columns - c
    top = padded[r, c] * (1 - right) + padded[r, c + 1] * right
    bottom = padded[r + 1, c] * (1 - right) + padded[r + 1, c + 1] * right
    sampled: Images = (top * (1 - down) + bottom * down).astype(np.float32)
    return sampled
