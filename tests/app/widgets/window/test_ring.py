"""The ring follows a control, pulses unless motion is reduced, and goes away."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from app.widgets.window.ring import LASTS_MS, REACH_PX, Ring


@pytest.fixture
def ground(qtbot):
    """Return a window with a button at 100, 50."""
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(400, 300)
    ground.button = QPushButton("press", ground)
    ground.button.setGeometry(100, 50, 80, 30)
    ground.show()
    return ground


@pytest.fixture
def ring(ground, theme):
    """Return a ring over the window."""
    return Ring(theme, ground)


def test_it_surrounds_its_target_and_follows_it(ring, ground):
    ring.point_at(ground.button)
    assert ring.geometry() == ground.button.geometry().adjusted(
        -REACH_PX, -REACH_PX, REACH_PX, REACH_PX
    )
    ground.button.move(150, 60)
    ring.advance(16.0)
    assert ring.geometry().center() == ground.button.geometry().center()


def test_it_goes_away_after_its_time_or_with_its_target(ring, ground):
    ring.point_at(ground.button)
    ring.advance(LASTS_MS - 1.0)
    assert ring.target is ground.button
    ring.advance(1.0)
    assert ring.target is None
    ring.point_at(ground.button)
    ground.button.hide()
    ring.advance(1.0)
    assert ring.isHidden()


def test_it_stands_still_when_motion_is_reduced(ring, ground, theme):
    def pictures():
        ring.point_at(ground.button)
        first = ring.grab().toImage()
        ring.advance(400.0)
        return first, ring.grab().toImage()

    first, second = pictures()
    assert first != second
    theme.set_reduced_motion(True)
    first, second = pictures()
    assert first == second


def test_clicks_pass_through_it(ring, ground):
    ring.point_at(ground.button)
    assert ground.childAt(ground.button.geometry().center()) is ground.button
