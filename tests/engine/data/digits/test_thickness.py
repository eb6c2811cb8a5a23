"""The thickness of strokes is measured whatever their edges; thin ones grow, others stay."""

import numpy as np
import pytest

from engine.data.digits.normalisation import normalise_picture
from engine.data.digits.thickness import THINNEST, thickened, thickness_of


def bar(width, soft=0.0):
    """Return an upright bar of 160 pixels, with edges as soft as given."""
    across = np.abs(np.arange(200) - 100)
    profile = np.clip((width / 2 - across) / max(soft, 1e-6) + 0.5, 0, 1)
    return (profile[None, :] * (np.abs(np.arange(200) - 100) <= 80)[:, None]).astype(np.float32)


@pytest.mark.parametrize("soft", [1.0, 6.0])
@pytest.mark.parametrize("width", [9, 16, 24])
def test_the_thickness_of_a_bar_is_its_width(width, soft):
    assert thickness_of(bar(width, soft)) == pytest.approx(width, rel=0.2)


def test_nothing_has_no_thickness():
    assert thickness_of(np.zeros((5, 5), np.float32)) == 0


@pytest.mark.parametrize("width", [2, 4, 8])
def test_thin_strokes_reach_the_least_thickness(width):
    thick = thickened(bar(width), 160)
    longest = np.ptp(np.flatnonzero(thick.any(axis=1))) + 1
    wide = np.ptp(np.flatnonzero(thick.any(axis=0))) + 1
    assert 20 * wide / longest == pytest.approx(THINNEST, abs=0.3)


def test_strokes_of_a_pen_stay():
    ink = bar(24)
    assert thickened(ink, 160) is ink


def test_a_thin_drawing_is_centred_where_it_was():
    shifted = np.roll(bar(3), (15, -30), (0, 1))
    for picture in (bar(3), shifted):
        normalised = normalise_picture(picture)
        rows, columns = np.nonzero(picture)
        at = normalised.scale * np.array([columns.mean(), rows.mean()])
        shift = np.array([normalised.shift_x, normalised.shift_y])
        np.testing.assert_allclose(at + shift, 14, atol=0.3)
