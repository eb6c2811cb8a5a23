"""Contrast of colours after WCAG, and colours of words."""

import pytest
from PySide6.QtGui import QColor

from app.appearance.contrast import LEAST, LEAST_OF_LINES, contrast, legible
from app.appearance.theme import NAMES, Theme


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#D55E00", "#D55E00", 1.0)],
)
def test_contrast_is_that_of_the_standard(one, other, expected):
    assert contrast(QColor(one), QColor(other)) == pytest.approx(expected, abs=0.01)
    assert contrast(QColor(other), QColor(one)) == contrast(QColor(one), QColor(other))


def test_a_legible_colour_is_the_nearest_that_can_be_read():
    white, black = QColor("white"), QColor("black")
    assert legible(QColor("#333333"), black, [white]).name() == "#333333"
    found = legible(QColor("#D55E00"), black, [white])
    assert LEAST <= contrast(found, white) < LEAST + 0.4
    assert found.hslHueF() == pytest.approx(QColor("#D55E00").hslHueF(), abs=0.01)
    assert contrast(legible(QColor("#EEEEEE"), black, [white], 3.0), white) >= LEAST_OF_LINES


def test_what_can_never_be_read_becomes_the_other_colour():
    grey = QColor("#808080")
    assert legible(grey, QColor("#909090"), [grey]).name() == "#909090"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "token", ["negative", "positive", "cost", "accuracy", "warning", "twin_1", "twin_2", "twin_3"]
)
def test_words_in_the_colour_of_a_curve_can_be_read_on_every_ground(qapp, name, token):
    theme = Theme(name)
    for ground in ("surface", "surface_2", "accent_soft"):
        assert contrast(theme.ink(token), theme.color(ground)) >= LEAST
