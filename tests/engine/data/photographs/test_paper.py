"""Polarity and ink on uneven paper."""

import numpy as np
import pytest

from engine.data.photographs.levels import noise_of
from engine.data.photographs.paper import contrast, even_contrast


@pytest.fixture
def ring():
    """Return a drawn ring, 1 ink."""
    rows, columns = np.indices((180, 200))
    return (np.abs(np.hypot(rows - 90, columns - 100) - 45) < 6).astype(np.float32)


def light():
    """Return the light of a lamp at the left and of a shadow at the right."""
    across = np.linspace(1, 0.6, 200, dtype=np.float32)
    return np.where(np.arange(200) > 140, 0.6 * across, across)


@pytest.mark.parametrize(("paper", "ink"), [(0.9, 0.2), (0.45, 0.1), (0.2, 0.8), (0.62, 0.95)])
def test_ink_of_both_polarities_is_found_in_uneven_light(ring, paper, ink):
    page = ((paper + (ink - paper) * ring) * light()).astype(np.float32)
    found = contrast(page).ink
    on, off = found[ring == 1], found[ring == 0]
    assert np.percentile(on, 25) > 5 * np.percentile(off, 95)


def test_the_noise_is_that_of_the_paper(ring):
    page = ring + np.random.default_rng(4).normal(0, 0.05, ring.shape)
    assert noise_of(page) == pytest.approx(0.05, rel=0.15)


def test_even_paper_of_any_grey_is_subtracted(ring):
    for page in (0.5 - 0.4 * ring, 0.5 + 0.4 * ring):
        np.testing.assert_allclose(even_contrast(page, least_paper=0).ink, 0.4 * ring, atol=1e-6)


def test_a_thick_digit_that_covers_most_of_the_picture_keeps_its_polarity():
    picture = np.ones((20, 20), np.float32)
    picture[0] = picture[-1] = picture[:, 0] = picture[:, -1] = 0
    np.testing.assert_array_equal(even_contrast(picture, least_paper=0).ink, picture)
    np.testing.assert_array_equal(even_contrast(1 - picture, least_paper=0).ink, picture)
