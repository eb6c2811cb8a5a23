"""Windows of grey morphology against SciPy-free naive twins."""

import numpy as np
import pytest

from engine.data.photographs.morphology import (
    block_means,
    closing,
    opening,
    softened,
    spread,
)


@pytest.fixture
def picture():
    """Return random grey values."""
    return np.random.default_rng(5).random((13, 17))


@pytest.mark.parametrize("reach", [1, 2, 3, 5])
@pytest.mark.parametrize(("pick", "whole"), [(np.maximum, np.max), (np.minimum, np.min)])
def test_a_window_finds_the_extreme_around_each_pixel(picture, reach, pick, whole):
    expected = np.empty_like(picture)
    for row, column in np.ndindex(picture.shape):
        window = picture[max(row - reach, 0) : row + reach + 1]
        expected[row, column] = whole(window[:, max(column - reach, 0) : column + reach + 1])
    np.testing.assert_array_equal(spread(picture, reach, pick), expected)


def test_closing_removes_thin_dark_parts_and_keeps_wide_ones():
    page = np.ones((40, 40))
    page[:, 18:21] = 0
    page[:, 30:] = 0.4
    closed = closing(page, 3)
    assert (closed[:, :30] == 1).all()
    assert (closed[:, 30:] == 0.4).all()
    np.testing.assert_array_equal(opening(1 - page, 3), 1 - closed)


def test_blocks_are_averaged_and_small_pictures_stay(picture):
    assert block_means(picture, 17) is picture
    reduced = block_means(np.arange(24.0).reshape(4, 6), 3)
    np.testing.assert_array_equal(reduced, [[3.5, 5.5, 7.5], [15.5, 17.5, 19.5]])


def test_softening_keeps_even_grey_and_spreads_a_point():
    np.testing.assert_allclose(softened(np.full((4, 5), 0.3)), 0.3)
    point = np.zeros((5, 5))
    point[2, 2] = 16
    np.testing.assert_array_equal(softened(point)[1:4, 1:4], [[1, 2, 1], [2, 4, 2], [1, 2, 1]])
