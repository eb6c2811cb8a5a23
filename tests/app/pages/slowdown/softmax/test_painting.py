"""What is painted of softmax."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QPainter

from app.pages.slowdown.softmax.geometry import SUMS, places_in
from app.pages.slowdown.softmax.painting import draw_stack, draw_sums, head_words, name_of
from tests.support.pages.slowdown_page import view_at
from tests.support.pages.vanishing_page import picture


@pytest.fixture
def painter(qapp):
    """Return a painter of a picture of its own."""
    image = QImage(700, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    yield painter
    painter.end()


def test_a_stack_ends_at_the_sum_of_its_parts(painter, theme):
    places = places_in(700, 400, 11)
    bar = places.bar(0)
    end = draw_stack(painter, theme, bar, [0.1, 0.2, 0.3, 0.4])
    assert end == pytest.approx(bar.right())
    assert draw_stack(painter, theme, bar, [0.5] * 4) - bar.left() == pytest.approx(2 * bar.width())
    assert SUMS == 4


def test_sums_of_any_view_are_painted(painter, theme):
    for z in (-5.0, 5.0):
        view = view_at(station="softmax", softmax_z4=z, softmax_c=100.0)
        draw_sums(painter, theme, places_in(700, 400, 11), view)


def test_names_and_tooltips():
    assert (name_of("z1"), name_of("a4")) == ("z₁", "a₄")
    assert head_words(1, right=True) != head_words(1, right=False)


@pytest.mark.parametrize("change", [
    {"softmax_z2": 1.0}, {"softmax_c": 3.0}, {"softmax_label": "4"},
])  # fmt: skip
def test_every_change_is_seen(hand, change):
    canvas = hand.station("softmax").canvas
    before = picture(canvas)
    hand.set(**change)
    assert picture(canvas) != before


def test_it_is_painted_in_both_themes_and_a_small_lecture(hand, theme):
    canvas = hand.station("softmax").canvas
    light = picture(canvas)
    theme.set_name("dark" if theme.name == "light" else "light")
    assert picture(canvas) != light
    theme.set_lecture(True)
    hand.page.resize(1184, 620)
    picture(canvas)
