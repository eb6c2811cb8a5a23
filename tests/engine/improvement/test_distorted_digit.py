"""One digit distorted by given amounts."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.digits.strokes import SIDE
from engine.improvement.distorted_digit import (
    PLACES,
    Amounts,
    distorted,
    elastic_knots,
    random_copies,
    shown_field,
)

BAR = np.zeros((SIDE, SIDE), np.float32)
BAR[6:22, 13:15] = 1
NOTHING = np.zeros((2, SIDE, SIDE))


def copy_of(picture=BAR, turn=0.0, **amounts):
    """Return one copy, shape (28, 28)."""
    return distorted(picture, Amounts(**amounts), NOTHING, np.array([turn])).reshape(SIDE, SIDE)


def test_no_amount_changes_nothing():
    np.testing.assert_allclose(copy_of(), BAR, atol=1e-6)


def test_whole_pixels_shift_the_picture():
    np.testing.assert_allclose(copy_of(shift_px=5), np.roll(BAR, 5, axis=1), atol=1e-5)


def test_half_a_turn_and_a_further_one_are_none():
    corner = BAR.copy()
    corner[6:9, 15:18] = 1
    turned = copy_of(corner, rotate_deg=180)
    # the middle is the pixel (14, 14)
    about = np.roll(corner[::-1, ::-1], 1, axis=(0, 1))
    np.testing.assert_allclose(turned, about, atol=1e-4)
    np.testing.assert_allclose(copy_of(corner, rotate_deg=180, turn=180), corner, atol=1e-4)


def test_a_shift_is_to_the_right_whatever_the_angle():
    turned, shifted = copy_of(rotate_deg=90), copy_of(rotate_deg=90, shift_px=4)
    np.testing.assert_allclose(shifted[:, 4:], turned[:, :-4], atol=1e-4)


@pytest.mark.parametrize(("thicken", "sign"), [(1.0, 1), (-0.5, -1)])
def test_strokes_grow_and_shrink(thicken, sign):
    assert sign * (copy_of(thicken=thicken).sum() - BAR.sum()) > 1


def test_the_shown_field_is_what_moves_the_ink():
    knots, picture = elastic_knots(3), np.zeros((SIDE, SIDE), np.float32)
    row, column = PLACES[4], PLACES[4]
    picture[row - 3 : row + 4, column - 3 : column + 4] = np.arange(7) / 7
    move = shown_field(knots, 20.0)[:, 4, 4]
    copy = distorted(picture, Amounts(bend=20.0), knots, np.zeros(1)).reshape(SIDE, SIDE)
    assert copy[row, column] - picture[row, column] == pytest.approx(move[1] / 7, abs=0.05)


def test_random_copies_follow_from_seed_and_epoch():
    one = random_copies(BAR, "shift,rotate", 1, 0, 5)
    np.testing.assert_array_equal(one, random_copies(BAR, "shift,rotate", 1, 0, 5))
    assert np.abs(one - random_copies(BAR, "shift,rotate", 1, 1, 5)).max() > 0.1
    assert (random_copies(BAR, "none", 1, 0, 2) == BAR.reshape(-1)).all()
