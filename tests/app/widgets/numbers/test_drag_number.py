"""A number is dragged in notches of its size, or typed, and told once it is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from app.widgets.numbers.drag_number import NOTCH_PX, DragNumber
from tests.support.mouse import drag, move, press, release

AT = QPointF(10, 5)


@pytest.fixture
def make(qtbot):
    """Return (value, most, live) -> a shown number; what it says is in `told`."""

    def new(value, most=1000, *, live=False):
        number = DragNumber("number", most, live=live)
        qtbot.addWidget(number)
        number.resize(60, 24)
        number.show()
        number.show_value(value)
        number.told = []
        number.chosen.connect(lambda value, finished: number.told.append((value, finished)))
        return number

    return new


def aside(notches):
    """Return a place so many notches aside."""
    return AT + QPointF(notches * NOTCH_PX, 0)


@pytest.mark.parametrize(
    ("start", "notches", "end"),
    [(5, 3, 8), (5, -3, 2), (5, -9, 1), (100, 10, 120), (400, -10, 300), (990, 9, 1000)],
)
def test_a_drag_changes_a_number_by_fortieths_of_its_size(make, start, notches, end):
    number = make(start)
    drag(number.lineEdit(), [AT, aside(notches)])
    assert number.value() == end
    assert number.told == [(end, True)]


def test_a_number_above_the_limit_of_drags_is_not_drawn_down_to_it(make):
    number = make(5000, most=1000)
    drag(number.lineEdit(), [AT, aside(2)])
    assert number.value() == 5000
    drag(number.lineEdit(), [AT, aside(-2)])
    assert number.value() == 4750


def test_a_live_drag_tells_every_number_on_its_way(make):
    number = make(5, live=True)
    drag(number.lineEdit(), [AT, aside(1), aside(2)])
    assert number.told == [(6, False), (7, False), (7, True)]


def test_a_press_that_hardly_moves_is_a_click(make):
    number = make(5)
    drag(number.lineEdit(), [AT, AT + QPointF(3, 0)])
    assert (number.value(), number.told) == (5, [])


def test_what_the_engine_says_is_shown_silently_but_not_during_a_drag(make):
    number = make(5, live=True)
    number.show_value(8)
    press(number.lineEdit(), AT)
    move(number.lineEdit(), aside(1))
    number.show_value(50)
    assert number.value() == 9
    release(number.lineEdit(), aside(1))
    number.show_value(50)
    assert number.value() == 50
    assert number.told == [(9, False), (9, True)]


def test_a_typed_number_may_be_larger_and_is_told_at_enter(make, qtbot):
    number = make(5)
    number.selectAll()
    qtbot.keyClicks(number, "2500")
    assert number.told == []
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert number.told == [(2500, True)]


def test_a_wheel_that_passes_by_changes_nothing(make):
    number = make(5)
    none = Qt.MouseButton.NoButton
    turn = QWheelEvent(
        AT, QPointF(number.mapToGlobal(AT)), QPoint(), QPoint(0, 120), none,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(number, turn)
    assert (number.value(), number.told) == (5, [])
    assert not turn.isAccepted()
