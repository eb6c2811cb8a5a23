"""A heat map has round symmetric limits and colours that diverge with the sign."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.appearance.theme import Theme
from app.widgets.networks.heat_map import HeatMap, diverging_image, round_limit


@given(value=st.floats(1e-9, 1e9))
def test_limits_are_round_and_not_smaller_than_the_value(value):
    limit = round_limit(value)
    assert value <= limit * (1 + 1e-9)
    assert limit <= 2.5001 * value or limit == pytest.approx(value)


def test_colours_diverge_from_the_surface_with_the_sign(qtbot):
    theme = Theme()
    image = diverging_image(theme, np.array([[-2.0, 0.0, 2.0]]), 2.0)
    ends = ("negative", "surface", "positive")
    assert [image.pixelColor(column, 0) for column in range(3)] == [
        theme.color(token) for token in ends
    ]


def test_the_legend_has_symmetric_limits(qtbot):
    heat_map = HeatMap(Theme(), "map")
    qtbot.addWidget(heat_map)
    heat_map.show_values(np.array([[0.3, -0.1]] * 6))
    assert heat_map.accessibleDescription() == "Values from -0.5 to 0.5"


def test_the_same_values_take_another_limit(qtbot):
    heat_map = HeatMap(Theme(), "map")
    qtbot.addWidget(heat_map)
    values = np.array([[0.3, -0.1]] * 6)
    heat_map.show_values(values, 1.0)
    heat_map.show_values(values, 5.0)
    assert heat_map.accessibleDescription() == "Values from -5 to 5"


def test_values_beyond_the_limit_have_the_colours_of_its_ends(qtbot):
    theme = Theme()
    image = diverging_image(theme, np.array([[-9.0, -1.0, 0.5, 1.0, 9.0]]), 1.0)
    assert image.pixelColor(0, 0) == image.pixelColor(1, 0) == theme.color("negative")
    assert image.pixelColor(4, 0) == image.pixelColor(3, 0) == theme.color("positive")
    surface, positive = theme.color("surface"), theme.color("positive")
    middle = round((surface.red() + positive.red()) / 2)
    assert image.pixelColor(2, 0).red() == pytest.approx(middle, abs=1)


def test_a_map_is_painted_as_rows_and_columns_of_its_matrix(qtbot):
    theme = Theme()
    heat_map = HeatMap(theme, "map")
    qtbot.addWidget(heat_map)
    heat_map.resize(100, 100)
    values = np.zeros((5, 5))
    values[1, 3], values[4, 0] = 1.0, -1.0
    heat_map.show_values(values)
    image = heat_map.grab().toImage()
    assert image.pixelColor(70, 30) == theme.color("positive")
    assert image.pixelColor(10, 90) == theme.color("negative")
    assert image.pixelColor(30, 70) == theme.color("surface")
    heat_map.show_values(None)
    assert heat_map.grab().toImage().pixelColor(70, 30) != theme.color("positive")
