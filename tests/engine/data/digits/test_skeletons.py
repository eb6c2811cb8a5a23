"""Skeletons: every way of writing a digit has a name and draws strokes."""

from __future__ import annotations

import numpy as np
import pytest

from engine.arrays import Matrix, freeze
from engine.data.digits.built_in import _curve
from engine.data.digits.skeletons import SKELETONS, skeletons_of


def digit_strokes(digit: int, variant: int = 0) -> tuple[Matrix, ...]:
    """Return the strokes of a digit without random variation.

    Returns
    -------
    tuple of Matrix, shape (n, 2)
        x and y in 0..1 of the height, y downwards, in the order of writing.
    """
    ways = skeletons_of(digit)
    skeleton = ways[variant % len(ways)]
    scale = np.array([skeleton.width, 1.0])
    return tuple(freeze(_curve(np.array(line)[None])[0] * scale) for line in skeleton.strokes)


@pytest.mark.parametrize("digit", range(10))
def test_every_way_of_writing_a_digit_draws_strokes(digit):
    ways = skeletons_of(digit)
    assert len(ways) >= 2
    for variant in range(len(ways)):
        strokes = digit_strokes(digit, variant)
        assert strokes
        assert all(np.isfinite(stroke).all() and len(stroke) > 10 for stroke in strokes)


def test_the_names_of_the_ways_tell_them_apart():
    names = [(skeleton.digit, skeleton.name) for skeleton in SKELETONS]
    assert len(set(names)) == len(names)
