"""Words about points with units of their own."""

from __future__ import annotations

import numpy as np
import pytest

from app.appearance.theme import LIGHT, Theme
from app.appearance.translation import set_language
from app.widgets.networks.playground_units import (
    GLYPHS,
    axis_name,
    class_legend,
    reading,
    scale_words,
)
from engine.data.points.own_points import MOST_CLASSES, OwnPoints


@pytest.fixture
def own():
    """Return points in centimetres, the second input of which has no name."""
    values = np.array([(80.0, -1.0), (160.0, 1.0)])
    return OwnPoints.of(values, np.array([0, 1]), ("height (cm)", ""), ("<a>", "b"), "table")


def test_inputs_are_named_and_read_in_their_units(own):
    assert [axis_name(own, which) for which in (0, 1)] == ["height (cm)", "x₂"]
    assert reading(own, (0.0, 0.0)).startswith("height (cm) = 120 · x₂ = ")
    assert reading(None, (0.5, -1.0)) == "x₁ = 0.5 · x₂ = −1"


def test_the_scale_of_each_input_is_stated(own):
    assert scale_words(own, 0) == "height (cm): shown as (x − 120) / 25"
    assert scale_words(own, 1) == "x₂: shown as x / 0.6"


def test_numbers_take_the_marks_of_the_language(own):
    set_language("es")
    assert scale_words(own, 1).endswith("x / 0,6")


def test_classes_keep_their_names_as_they_are(own):
    words = class_legend(Theme(LIGHT), own)
    assert "&lt;a&gt;" in words
    assert GLYPHS[0] in words
    assert len(GLYPHS) == MOST_CLASSES
