"""Pictures of neurons have the colours of their levels; points lie where they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.widgets.networks.playground_pictures import (
    CLASS_TOKENS,
    colour_table,
    input_picture,
    paint_points,
    picture_of,
    place_in,
    point_at,
    regions_of,
)
from engine.simulations.learning.views.playground import REACH, SIDE, PlaygroundView, PointsView

AREA = QRectF(30, 10, 200, 200)


def view(*levels):
    """Return a playground of neurons that have one level everywhere."""
    pictures = np.array([np.full((SIDE, SIDE), level, np.uint8) for level in levels])
    return PlaygroundView(pictures, ((0.0, 1.0),), 1)


def colour_at(image, x, y):
    """Return the colour of a pixel."""
    return QColor(image.pixelColor(x, y))


def test_colours_go_from_negative_over_the_surface_to_positive(theme):
    table = [QColor.fromRgb(colour) for colour in colour_table(theme)]
    surface = theme.color("surface")
    assert table[128] == surface
    for end, token in ((1, "negative"), (255, "positive")):
        wanted = theme.color(token)
        for part in ("red", "green", "blue"):
            before, after = getattr(surface, part)(), getattr(wanted, part)()
            assert getattr(table[end], part)() == pytest.approx(
                before + 0.9 * (after - before), abs=1
            )


def test_a_picture_is_the_one_of_its_neuron(theme):
    table = colour_table(theme)
    shown = view(1, 128, 255)
    for neuron, level in enumerate((1, 128, 255)):
        image = picture_of(shown, neuron, table)
        assert (image.width(), image.height()) == (SIDE, SIDE)
        assert colour_at(image, 5, 60) == QColor.fromRgb(table[level])


def test_inputs_grow_to_the_right_and_upwards(theme):
    table = colour_table(theme)
    across, up = input_picture(0, table), input_picture(1, table)
    low, high = QColor.fromRgb(table[1]), QColor.fromRgb(table[255])
    assert (colour_at(across, 0, 9), colour_at(across, SIDE - 1, 9)) == (low, high)
    assert (colour_at(up, 9, SIDE - 1), colour_at(up, 9, 0)) == (low, high)


def test_of_three_classes_the_strongest_has_the_place_paler_where_unsure(theme):
    shown = view(7, 200, 51, 102)
    image = regions_of(shown, 3, colour_table(theme), theme)
    surface, wanted = theme.color("surface"), theme.color(CLASS_TOKENS[0])
    expected = surface.red() + 0.75 * (200 / 255) * (wanted.red() - surface.red())
    assert colour_at(image, 3, 3).red() == pytest.approx(expected, abs=1)
    two = regions_of(shown, 2, colour_table(theme), theme)
    assert colour_at(two, 3, 3) == QColor.fromRgb(colour_table(theme)[102])


@given(st.floats(-REACH, REACH), st.floats(-REACH, REACH))
def test_a_place_leads_back_to_its_point(x, y):
    (place,) = place_in(AREA, np.array([[x, y]]))
    assert AREA.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(QPointF(*place))
    assert point_at(AREA, QPointF(*place)) == pytest.approx((x, y), abs=1e-9)


def test_the_corners_of_the_plane_are_those_of_the_area():
    corners = np.array([[-REACH, REACH], [REACH, -REACH]])
    np.testing.assert_allclose(place_in(AREA, corners), [[30, 10], [230, 210]])


def test_points_have_the_colour_of_their_class_and_are_hollow_where_held_out(theme):
    x = np.array([[-1.0, 1.0], [1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
    labels, held = np.array([0, 1, 1, 0], np.uint8), np.array([False, False, True, True])
    points = PointsView("painted", x, labels, held, 2, 0.0, 0.5, 0.0, "four")
    picture = QImage(240, 220, QImage.Format.Format_RGB32)
    picture.fill(QColor("black"))
    painter = QPainter(picture)
    paint_points(painter, theme, points, AREA)
    painter.end()
    centres = np.rint(place_in(AREA, x)).astype(int)
    found = [colour_at(picture, *centre.tolist()) for centre in centres]
    surface = theme.color("surface")
    assert found == [theme.color("negative"), theme.color("positive"), surface, surface]
