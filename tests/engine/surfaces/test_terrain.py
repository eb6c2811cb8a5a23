"""Pictures of a surface: rings of equal height, hidden balls, flat and missing heights."""

import numpy as np
import pytest

from engine.surfaces.terrain import MAP_SIDE, Trail, View, map_picture

from engine.surfaces.terrain import relief_picture, scaled  # isort: skip
from tests.support.samples.heights import bowl, grid


def test_lines_of_equal_height_are_dark_rings():
    picture = map_picture(bowl(81))
    middle = [sum((int(c) >> shift) & 255 for shift in (0, 8, 16)) for c in picture[MAP_SIDE // 2]]
    dark = np.array(middle) < np.roll(middle, 4) * 0.85
    assert 8 < (np.diff(dark.astype(int)) == 1).sum() < 40


def test_a_ball_behind_a_hill_is_hidden_unless_it_is_seen_from_above():
    x, y = grid(61)
    hill = np.exp(-6 * (x * x + y * y)).astype(np.float32)
    behind, before = (np.array([[0.0, place, 0.02]], np.float32) for place in (0.7, -0.7))

    def red(tilt, trail):
        picture = relief_picture(hill, View(0, tilt), [Trail(trail, 0xFFFF0000)]).astype(int)
        return int((((picture >> 16) & 255 > 120) & ((picture >> 8) & 255 < 5)).sum())

    assert red(80, behind) > 100
    assert red(80, before) > 100
    assert red(8, before) > 40
    assert red(8, behind) == 0


def test_heights_that_are_no_numbers_are_the_highest():
    shares = scaled(np.array([[0.0, 1.0], [np.nan, np.inf]]), 0.0, 4.0)
    np.testing.assert_allclose(shares, [[0.0, 0.5], [1.0, 1.0]])


@pytest.mark.parametrize("low_high", [(2.0, 2.0), (0.0, 1e-320)])
def test_a_flat_surface_is_drawn(low_high):
    shares = scaled(np.full((5, 5), 2.0), *low_high)
    assert np.isfinite(shares).all()
    assert relief_picture(shares, View()).any()
