"""How a neuron is painted: what cancels is struck out, what is almost 0 is framed."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtGui import QImage

from tests.support.pages.vanishing_page import picture


def share_of(image: QImage, theme, token) -> float:
    """Return the share of pixels that have just the colour of a token."""
    found = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1) & 0xFFFFFF
    colour = theme.color(token)
    return float((found == (colour.red() << 16 | colour.green() << 8 | colour.blue())).mean())


@pytest.fixture
def canvases(hand):
    """Return the canvases of both neurons."""
    return hand.station("neuron").canvases


def test_a_slope_that_is_almost_zero_is_framed_where_it_counts(hand, theme, canvases):
    left, right = (picture(each) for each in canvases)
    assert share_of(left, theme, "warning") > 0
    assert share_of(right, theme, "warning") == 0
    hand.set(w=0.0, b=0.0)
    assert share_of(picture(canvases[0]), theme, "warning") == 0


def test_the_output_fills_its_column(hand, theme, canvases):
    full = share_of(picture(canvases[1]), theme, "twin_2")
    hand.seek(100)
    assert share_of(picture(canvases[1]), theme, "twin_2") < full / 3


def test_a_negative_weight_and_gradient_have_the_negative_colour(hand, theme, canvases):
    assert share_of(picture(canvases[1]), theme, "negative") == 0
    hand.set(w=-2.0, b=-2.0, y=1.0)
    assert share_of(picture(canvases[1]), theme, "negative") > 0.01


def test_a_factor_beyond_one_fills_its_column(hand, theme, canvases):
    before = share_of(picture(canvases[1]), theme, "positive")
    hand.set(as_book=True)
    assert share_of(picture(canvases[1]), theme, "positive") > 1.2 * before


def test_both_themes_and_a_lecture_are_painted(hand, theme, canvases):
    pictures = [picture(canvases[0])]
    theme.toggle()
    pictures.append(picture(canvases[0]))
    theme.set_lecture(True)
    pictures.append(picture(canvases[0]))
    assert all(one != other for one, other in itertools.pairwise(pictures))
