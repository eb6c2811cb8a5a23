"""Skeletons: every way of writing a digit has a name and draws strokes."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.digits.skeletons import SKELETONS, skeletons_of
from tests.support.samples.digit_strokes import digit_strokes


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
