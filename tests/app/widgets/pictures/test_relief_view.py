"""Drags and arrow keys ask for other angles of a relief; the picture keeps its shape."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from app.widgets.pictures.relief_view import KEY_DEGREES, ReliefView
from tests.support.mouse import NONE, drag, move, press, release

RED = np.full((30, 60), 0xFFFF0000, np.uint32)


@pytest.fixture
def relief(qtbot, theme):
    """Return a relief of 200 × 200 pixels, seen from 30° and 40°; `turns` holds what it asks."""
    relief = ReliefView(theme, "relief")
    qtbot.addWidget(relief)
    relief.resize(200, 200)
    relief.show()
    relief.turns = []
    relief.turned.connect(lambda turn, tilt: relief.turns.append((turn, tilt)))
    relief.show_picture(RED, 30.0, 40.0)
    return relief


@pytest.mark.parametrize(
    ("key", "turn", "tilt"),
    [
        (Qt.Key.Key_Left, 30 + KEY_DEGREES, 40),
        (Qt.Key.Key_Right, 30 - KEY_DEGREES, 40),
        (Qt.Key.Key_Up, 30, 40 + KEY_DEGREES),
        (Qt.Key.Key_Down, 30, 40 - KEY_DEGREES),
    ],
)
def test_arrow_keys_turn_and_tilt(relief, qtbot, key, turn, tilt):
    qtbot.keyClick(relief, key)
    assert relief.turns == [(turn, tilt)]


def test_a_drag_turns_by_half_a_degree_for_each_pixel_of_its_way(relief):
    drag(relief, [QPointF(100, 100), QPointF(110, 100), QPointF(110, 120)])
    assert relief.turns == [(25.0, 40.0), (25.0, 50.0)]


def test_nobody_looks_from_below_or_straight_down(relief):
    drag(relief, [QPointF(100, 100), QPointF(100, 180), QPointF(100, 199)])
    drag(relief, [QPointF(100, 190), QPointF(100, 0)])
    assert [tilt for _, tilt in relief.turns] == [80.0, 85.0, 5.0]


def test_angles_of_a_late_picture_do_not_pull_a_drag_back(relief):
    press(relief, QPointF(100, 100))
    move(relief, QPointF(120, 100))
    relief.show_picture(RED, 30.0, 40.0)
    move(relief, QPointF(140, 100))
    release(relief, QPointF(140, 100))
    assert relief.turns == [(20.0, 40.0), (10.0, 40.0)]
    relief.show_picture(RED, 0.0, 60.0)
    drag(relief, [QPointF(100, 100), QPointF(98, 100)])
    assert relief.turns[-1] == (1.0, 60.0)


def test_a_pointer_without_a_button_turns_nothing(relief):
    move(relief, QPointF(50, 50), NONE)
    assert relief.turns == []


def test_the_picture_is_as_large_as_fits_and_in_the_middle(relief):
    image = relief.grab().toImage()
    red = QColor(255, 0, 0)
    column = [image.pixelColor(100, y) == red for y in range(200)]
    assert column.index(True) == pytest.approx(50, abs=1)
    assert sum(column) == pytest.approx(100, abs=2)
    assert all(image.pixelColor(x, 100) == red for x in range(2, 198))
