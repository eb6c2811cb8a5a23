"""Data so small that an experiment takes a moment, a clock, a request."""

from __future__ import annotations

import numpy as np

from engine.data.examples import DataSet, Examples
from engine.experiments.experiment import Request


class Clock:
    """A second passes at every look."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        self.now += 1.0
        return self.now


def digits(count, seed):
    """Return pictures of 784 pixels whose class is where they are bright."""
    generator = np.random.default_rng(seed)
    labels = generator.integers(0, 10, count).astype(np.uint8)
    x = generator.random((count, 784)).astype(np.float32) / 4
    for row, label in zip(x, labels, strict=True):
        row[78 * int(label) : 78 * int(label) + 60] += 0.7
    return Examples(x, labels)


SMALL = DataSet("small", digits(60, 1), digits(20, 2), digits(40, 3))


def request(seed=1, epochs=1, load=None):
    """Return a request on small data."""

    def say(line):
        assert line

    def progress(text, share):
        assert 0 <= share <= 1

    def small(name):
        return SMALL

    return Request(seed, epochs, load or small, Clock(), say, progress)
