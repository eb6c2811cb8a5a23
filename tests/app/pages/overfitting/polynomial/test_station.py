"""The station of the polynomial on screen: numbers, mouse, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.overfitting.polynomial.painting import far_words
from app.pages.overfitting.polynomial.words import missed_words
from engine.commands.edits import CancelDrag
from engine.commands.pages.overfitting import AddPoint, HoldPoint, MovePoint, RemovePoint

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def station(hand):
    """Return the station, large enough to catch its points one by one."""
    hand.page.resize(1_280, 620)
    hand.set(station="polynomial")
    station = hand.page.stations["polynomial"]
    station.canvas.resize(700, 480)
    hand.take()
    return station


def pixel(station, x, y):
    """Return the pixel of a place as a QPoint."""
    return station.canvas.pixel(x, y).toPoint()


def test_the_numbers_of_the_book_are_shown(hand, station):
    told = {line.left: line.right for line in station.account.lines}
    assert told["at 6: polynomial · line"] == "2,974 · 12"
    assert told["at 5.2: polynomial · line"] == "69 · 10.4"
    assert told["y = 2x misses them by"] == "0.266"
    assert hand.words == "Order 9 hits every point, but p(6) = 2,974; the line: 12."
    hand.set(poly_order=1)
    assert hand.words.startswith("Order 1 misses its points by 0.26")


def test_a_point_is_dragged_and_the_last_command_ends_the_drag(qtbot, hand, station):
    at = pixel(station, 0.7, 1.8)
    qtbot.mousePress(station.canvas, LEFT, pos=at)
    qtbot.mouseMove(station.canvas, at - QPoint(0, 40))
    qtbot.mouseRelease(station.canvas, LEFT, pos=at - QPoint(0, 60))
    sent = hand.take(MovePoint)
    assert [each.finished for each in sent][-1] is True
    assert {each.place for each in sent} == {0}
    assert sent[-1].x == pytest.approx(0.7, abs=0.02)
    assert sent[-1].y > 3


def test_a_double_click_adds_a_point_and_delete_removes_it(qtbot, hand, station):
    qtbot.mouseDClick(station.canvas, LEFT, pos=pixel(station, 2.0, 12.0))
    added = hand.take(AddPoint)
    assert [(round(each.x, 1), round(each.y)) for each in added] == [(2.0, 12)]
    hand.show(*added)
    assert station.canvas.selected == 11
    qtbot.keyClick(station.canvas, Qt.Key.Key_Delete)
    assert [each.place for each in hand.take(RemovePoint)] == [11]


def test_the_keys_select_move_and_hold_a_point(qtbot, hand, station):
    qtbot.mouseClick(station.canvas, LEFT, pos=pixel(station, 1.3, 2.2))
    assert station.canvas.selected == 1
    hand.take()
    qtbot.keyClick(station.canvas, Qt.Key.Key_Up)
    assert hand.take(MovePoint)[-1].y == pytest.approx(2.3)
    qtbot.keyClick(station.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert hand.take(MovePoint)[-1].x == pytest.approx(1.29)
    station.hold_button.click()
    assert hand.take(HoldPoint)[-1] == HoldPoint("overfitting", 1, True)


def test_escape_takes_a_drag_back(qtbot, hand, station):
    at = pixel(station, 0.7, 1.8)
    qtbot.mousePress(station.canvas, LEFT, pos=at)
    qtbot.mouseMove(station.canvas, at - QPoint(0, 40))
    qtbot.keyClick(station.canvas, Qt.Key.Key_Escape)
    assert hand.take(CancelDrag)
    qtbot.mouseRelease(station.canvas, LEFT, pos=at)
    assert hand.take(MovePoint) == []


def test_without_a_selection_the_buttons_rest(station):
    assert not station.hold_button.isEnabled()
    assert not station.remove_button.isEnabled()


def test_large_values_are_whole_and_rounding_is_none():
    assert (far_words(2973.96), far_words(-4512.3), far_words(10.42)) == (
        "2,974", "−4,512", "10.4",
    )  # fmt: skip
    assert (missed_words(1e-12), missed_words(0.2664)) == ("0", "0.266")
