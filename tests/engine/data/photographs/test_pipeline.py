"""The clearest colour, small pictures and plain ones."""

import numpy as np
import pytest

from engine.data.photographs.pipeline import clearest_channel, figures_of, ink_of


def bar(side):
    """Return an upright bar, 1 ink."""
    ink = np.zeros((side, side), np.float32)
    ink[side // 5 : -side // 5, side // 2 - side // 20 : side // 2 + side // 20] = 1
    return ink


@pytest.mark.parametrize(
    ("paper", "ink"), [((0.2, 0.5, 0.2), (0.8, 0.2, 0.2)), ((1, 1, 0), (0.2, 0.2, 1))]
)
def test_a_colour_of_equal_brightness_stands_out(paper, ink):
    mask = bar(120)[..., None]
    picture = (np.array(paper) * (1 - mask) + np.array(ink) * mask).astype(np.float32)
    assert np.ptp(clearest_channel(picture)) > 0.5
    np.testing.assert_allclose(ink_of(picture), bar(120), atol=0.02)


def test_grey_in_three_colours_is_read_as_its_luminance():
    picture = np.repeat(bar(60)[..., None] * np.float32(0.5), 3, axis=2)
    np.testing.assert_allclose(clearest_channel(picture), 0.5 * bar(60), atol=1e-6)


@pytest.mark.parametrize("side", [28, 100])
@pytest.mark.parametrize("value", [0.0, 0.3, 1.0])
def test_blank_paper_has_no_figure(side, value):
    blank = np.full((side, side), value, np.float32)
    assert figures_of(blank) == ()
    assert not ink_of(blank).any()


def test_grain_and_shadow_without_writing_have_no_figure():
    generator = np.random.default_rng(8)
    page = 0.8 * np.linspace(0.5, 1, 300) + generator.normal(0, 0.02, (250, 300))
    assert figures_of(page.astype(np.float32)) == ()


def test_a_filled_shape_on_even_paper_stays_whole():
    page = np.ones((64, 64), np.float32)
    page[12:52, 12:52] = 0
    np.testing.assert_allclose(ink_of(page), 1 - page, atol=1e-6)
