"""The lines of the derivation under the hand."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.pages.slowdown.derivation.words import LINES
from engine.commands.transport import Seek
from tests.support.pages.vanishing_page import picture


@pytest.fixture
def lines(hand):
    """Return the widget of the lines."""
    return hand.station("derivation").lines


def test_a_click_goes_to_a_line(qtbot, hand, lines):
    pitch = lines.height() / len(LINES)
    for place in range(len(LINES)):
        at = QPoint(lines.width() // 2, int((place + 0.5) * pitch))
        qtbot.mouseClick(lines, Qt.MouseButton.LeftButton, pos=at)
        assert hand.take(Seek) == [Seek("slowdown", place)]


def test_points_outside_belong_to_the_nearest_line(lines):
    assert lines.line_at(QPointF(0, -50)) == 0
    assert lines.line_at(QPointF(0, 10_000)) == len(LINES) - 1


def test_arrows_go_up_and_down(qtbot, hand, lines):
    for key, expected in ((Qt.Key.Key_Up, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 2)):
        qtbot.keyClick(lines, key)
        assert hand.take(Seek) == [Seek("slowdown", expected)]
        hand.show()


def test_each_line_shows_more(hand, lines):
    seen = []
    for step in range(len(LINES)):
        hand.seek(step)
        seen.append(picture(lines))
    assert all(one != other for one, other in itertools.pairwise(seen))


def test_the_line_is_read_aloud_with_its_numbers(hand, lines):
    hand.seek(4)
    said = lines.accessibleDescription()
    assert "ln a" in said
    assert "needed 3.125, measured 3.125" in said


def test_every_line_has_a_tooltip(lines):
    pitch = lines.height() / len(LINES)
    tips = {lines.tip_at(QPointF(5, (place + 0.5) * pitch)) for place in range(len(LINES))}
    assert len(tips) == len(LINES)
