"""Heights between places, slopes, colours and ways on the surface of a network."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from engine.simulations.surface.linked_view.views import (
    MOST_PLACES,
    Pictures,
    height_at,
    limits_of,
    path_of,
    slope_at,
)
from engine.surfaces.loss_slice import SIDE, LossSlice, places

REACH = 2.0
AT = np.linspace(-REACH, REACH, SIDE)


@pytest.fixture
def loss_slice():
    """Return a plane of five parameters, along the first and the third."""
    across, along = np.eye(5)[[0, 2]]
    return LossSlice("weights", np.arange(5.0), across, along, REACH, ("w₁", "w₂"))


def test_heights_between_places_are_drawn_straight(loss_slice):
    x, y = np.meshgrid(AT, AT)
    heights = 3.0 + 2.0 * x - y + 0.5 * x * y
    for u, v in np.random.default_rng(1).uniform(-REACH, REACH, (50, 2)):
        expected = 3.0 + 2.0 * u - v + 0.5 * u * v
        assert height_at(heights, loss_slice, u, v) == pytest.approx(expected, abs=1e-12)


def test_beside_the_picture_the_height_is_that_of_its_rim(loss_slice):
    heights = np.add.outer(10.0 * AT, AT)
    assert height_at(heights, loss_slice, 99.0, 0.0) == pytest.approx(REACH)
    assert height_at(heights, loss_slice, 0.0, -99.0) == pytest.approx(-10.0 * REACH)
    assert height_at(heights, loss_slice, REACH, REACH) == pytest.approx(11.0 * REACH)


def test_slopes_are_differences_over_both_neighbours(loss_slice):
    x, y = np.meshgrid(AT, AT)
    assert slope_at(4.0 * x - 3.0 * y, loss_slice, 0.3, -0.7) == pytest.approx((4.0, -3.0))
    # of a square the central difference is exact at the places themselves
    assert slope_at(x * x, loss_slice, AT[30], 0.0) == pytest.approx((2 * AT[30], 0.0))


def test_colours_end_before_the_few_enormous_costs():
    heights = np.arange(SIDE * SIDE, dtype=float).reshape(SIDE, SIDE)
    heights[-1, -5:] = np.inf, np.nan, 1e9, 1e9, 1e9
    low, high = limits_of(heights)
    finite = np.sort(heights[np.isfinite(heights)])
    assert low == 0.0
    assert high == pytest.approx(np.percentile(finite, 97.0))
    assert limits_of(np.full((SIDE, SIDE), np.nan)) == (0.0, 1.0)
    flat = limits_of(np.full((SIDE, SIDE), 0.5))
    assert flat[0] == 0.5 < flat[1]


def frames(*pairs):
    """Return a run with key frames (step, parameters) that stands at step 100."""
    kept = [SimpleNamespace(step=step, parameters=parameters) for step, parameters in pairs]
    return SimpleNamespace(step=100, recording=SimpleNamespace(frames=lambda: kept))


def test_the_way_consists_of_the_shadows_up_to_the_place_that_is_shown(loss_slice):
    here = np.arange(5.0)
    moved = np.array([0.5, 10.0, 1.75, 12.0, 13.0])
    run = frames((0, here), (50, moved), (60, np.zeros(7)), (101, here + 1))
    np.testing.assert_allclose(path_of(loss_slice, run), [[0, 0], [0.5, -0.25]], atol=1e-12)
    assert path_of(loss_slice, SimpleNamespace(step=3, recording=None)).shape == (0, 2)


def test_a_long_way_is_thinned_and_keeps_both_ends(loss_slice):
    origin = loss_slice.origin
    run = frames(*((0, origin + number * loss_slice.across) for number in range(500)))
    way = path_of(loss_slice, run)
    assert way.shape == (MOST_PLACES, 2)
    np.testing.assert_allclose(way[[0, -1], 0], [0.0, 499.0], atol=1e-9)
    assert (np.diff(way[:, 0]) > 0).all()


def test_a_finished_surface_is_painted_once(loss_slice):
    pictures, job = Pictures(), SimpleNamespace(rows=[np.full(SIDE, y) for y in places(loss_slice)])
    heights, picture = pictures.heights_of(job)
    assert pictures.heights_of(job)[1] is picture
    np.testing.assert_array_equal(heights[:, 3], AT)
    other = SimpleNamespace(rows=[row + 1 for row in job.rows])
    np.testing.assert_array_equal(pictures.heights_of(other)[0], heights + 1)
