"""A picture is painted grey by grey in the largest square, and fades in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from app.widgets.pictures.picture_view import GRID, PictureView, grey_image, grid_layer, square_in


class Counting(PictureView):
    """A view that counts how often it is painted."""

    painted = 0

    def paintEvent(self, event):  # noqa: N802
        self.painted += 1
        super().paintEvent(event)


@pytest.fixture
def view(qtbot, theme):
    """Return a shown view of 60 × 60 pixels."""
    view = Counting(theme, "view")
    qtbot.addWidget(view)
    view.resize(60, 60)
    view.show()
    qtbot.waitUntil(lambda: view.painted > 0)
    return view


def quarters():
    """Return a picture of four pixels."""
    return np.array([[0.0, 1.0], [0.5, 0.25]])


def middles(image):
    """Return the greys in the middles of the four quarters, row by row."""
    return [[image.pixelColor(x, y).red() for x in (15, 45)] for y in (15, 45)]


def test_greys_are_rounded_and_kept_within_black_and_white():
    image = grey_image(np.array([[-1.0, 0.0, 0.5, 0.998, 1.0, 7.0]]))
    assert [image.pixelColor(x, 0).red() for x in range(6)] == [0, 0, 128, 254, 255, 255]


@given(*[st.floats(1, 500)] * 4)
def test_the_square_is_centred_and_as_large_as_there_is_room(left, top, width, height):
    room = QRectF(left, top, width, height)
    square = square_in(room)
    assert square.width() == square.height() == min(width, height)
    assert square.center().x() == pytest.approx(room.center().x())
    assert square.center().y() == pytest.approx(room.center().y())


def test_a_grid_has_a_line_between_any_two_cells(qapp):
    image = grid_layer(40, 4).toImage()
    columns = [x for x in range(40) if image.pixelColor(x, 5).alpha()]
    rows = [y for y in range(40) if image.pixelColor(5, y).alpha()]
    assert columns == rows == [10, 20, 30]
    assert image.pixelColor(10, 5).alpha() == GRID.alpha()


def test_every_pixel_of_the_picture_has_its_quarter(view):
    view.show_picture(quarters())
    assert middles(view.grab().toImage()) == [[0, 255], [128, 64]]


def test_a_picture_that_fades_in_lies_between_the_ground_and_itself(view, theme):
    ground = theme.color("pad").red()
    view.show_picture(quarters(), 0.5)
    ((_, white), _) = middles(view.grab().toImage())
    assert white == pytest.approx((255 + ground) / 2, abs=1)
    view.show_picture(None)
    assert middles(view.grab().toImage()) == [[ground, ground], [ground, ground]]


def test_the_same_picture_is_not_painted_again(view, qtbot):
    view.show_picture(quarters())
    qtbot.waitUntil(lambda: view.painted == 2)
    view.show_picture(quarters())
    view.show_picture(1.0 - quarters())
    qtbot.waitUntil(lambda: view.painted == 3)
