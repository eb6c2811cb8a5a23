"""Hair: as much ink as the curves are long, where they run, and nothing where they are unknown."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.kernels.drawing.density_plot import draw_density_plot

ROWS, COLUMNS = 40, 60


def sparse_images(x, y, light=0.0):
    """Return how much light curves take, 0..1 in every pixel."""
    out = np.ones((ROWS, COLUMNS), np.float32)
    draw_density_plot(np.array(x, float), np.array(y, float).reshape(len(x), -1), light, out)
    return 1.0 - out


def naive(x, y, fine=16):
    """Count the points of a fine grid that lie within half a pixel of a polyline."""
    grid = (np.arange(fine) + 0.5) / fine
    ink = np.zeros((ROWS, COLUMNS))
    for row in range(ROWS):
        for column in range(COLUMNS):
            px, py = np.meshgrid(column + grid, row + grid)
            near = np.zeros(px.shape, bool)
            for x0, y0, x1, y1 in zip(x[:-1], y[:-1], x[1:], y[1:], strict=True):
                length = math.hypot(x1 - x0, y1 - y0)
                along = ((px - x0) * (x1 - x0) + (py - y0) * (y1 - y0)) / length
                across = np.abs((px - x0) * (y1 - y0) - (py - y0) * (x1 - x0)) / length
                near |= (across <= 0.5) & (along >= 0) & (along <= length)
            ink[row, column] = near.mean()
    return ink


@pytest.mark.parametrize(
    "y", [(20, 20, 20), (5, 20, 12), (2.3, 37.7, 9.1)], ids=["flat", "gentle", "steep"]
)
def test_a_hair_looks_like_its_naive_twin(y):
    x = (5.5, 31.2, 55.0)
    ours, theirs = sparse_images(x, y), naive(x, y)
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.05)
    # the ink of a column lies around the same row
    rows = np.arange(ROWS)[:, None]
    inside = slice(7, 54)
    centre = (rows * ours).sum(0)[inside] / ours.sum(0)[inside]
    wanted = (rows * theirs).sum(0)[inside] / theirs.sum(0)[inside]
    assert np.abs(centre - wanted).max() < 0.6


def test_many_points_within_a_pixel_draw_as_much_as_their_line():
    x = np.linspace(5, 55, 2_000)
    many, one = sparse_images(x, 10 + x / 5, 0.8), sparse_images([5, 55], [11, 21], 0.8)
    assert many.sum() == pytest.approx(one.sum(), rel=0.1)


def test_light_is_taken_once_by_each_hair():
    one = sparse_images([0, 60], [[20.5], [20.5]], 0.8)
    two = sparse_images([0, 60], [[20.5, 20.5], [20.5, 20.5]], 0.8)
    assert one[20, 30] == pytest.approx(0.2, abs=1e-6)
    assert two[20, 30] == pytest.approx(1 - 0.8**2, abs=1e-6)


def test_what_is_not_known_is_not_drawn():
    ink = sparse_images([0, 20, 40, 60], [[5.0, 30.0], [5.0, np.nan], [5.0, 30.0], [5.0, 30.0]])
    assert ink[30, 5:38].max() == 0
    assert ink[30, 45:58].min() > 0
    assert ink[5, 2:58].min() > 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.floats(-1e6, 1e6)] * 2), min_size=2, max_size=6))
def test_nothing_is_written_outside_the_picture(points):
    x, y = zip(*sorted(points), strict=True)
    room = np.full((ROWS + 2, COLUMNS + 2), 7.0, np.float32)
    inner = room[1:-1, 1:-1]
    inner[:] = 1.0
    draw_density_plot(np.array(x), np.array(y).reshape(-1, 1), 0.5, inner)
    assert inner.min() >= 0
    assert inner.max() <= 1
    edge = np.concatenate([room[0], room[-1], room[:, 0], room[:, -1]])
    assert (edge == 7.0).all()
