"""The bubble lies inside the window, off its control where there is room, in its own colours."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from app.widgets.window.hint_bubble import HintBubble


@pytest.fixture
def ground(qtbot):
    """Return a shown window of 600 × 400."""
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(600, 400)
    ground.show()
    return ground


@pytest.mark.parametrize("place", [(0, 0), (560, 0), (0, 370), (560, 370), (280, 190)])
def test_it_lies_beside_its_control_within_the_window(ground, theme, place):
    target = QWidget(ground)
    target.setGeometry(*place, 40, 30)
    target.show()
    bubble = HintBubble(theme, ground)
    bubble.point_at(target, "Press Play: the ball rolls down the cost.")
    assert ground.rect().contains(bubble.geometry())
    assert not bubble.geometry().adjusted(1, 1, -1, -1).intersects(target.geometry())
    assert target.geometry().adjusted(0, -1, 0, 1).contains(bubble.tip)


def test_it_points_into_a_picture_that_fills_the_window(ground, theme):
    target = QWidget(ground)
    target.setGeometry(ground.rect())
    target.show()
    bubble = HintBubble(theme, ground)
    bubble.point_at(target, "Drag a bar.")
    assert bubble.tip == target.geometry().center()
    assert ground.rect().contains(bubble.geometry())


@pytest.mark.parametrize("name", ["light", "dark"])
def test_it_is_painted_in_the_colours_of_the_theme(ground, theme, name):
    theme.set_name(name)
    target = QWidget(ground)
    target.setGeometry(QRect(QPoint(280, 300), QPoint(320, 330)))
    target.show()
    bubble = HintBubble(theme, ground)
    bubble.point_at(target, "Drag a bar.")
    picture = bubble.grab().toImage()
    accent = theme.color("accent")
    assert picture.pixelColor(bubble.width() // 2, 3) == accent
    theme.set_name("light")
