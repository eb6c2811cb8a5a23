"""Numbers of a canvas are dragged, typed, and reached and changed from the keyboard."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.widgets.numbers.number_canvas import Grip, NumberCanvas
from tests.support.mouse import NONE, drag, move, press, release

BOXES = {name: QRectF(10 + 60 * place, 10, 40, 20) for place, name in enumerate("abc")}
SHIFT = Qt.KeyboardModifier.ShiftModifier


class ThreeNumbers(NumberCanvas[str]):
    """A canvas with a small number, a large one, and one that follows from them."""

    def __init__(self, theme):
        super().__init__(theme, "canvas", "canvas_field")
        self.values = {"a": 0.5, "b": 200.0, "c": 7.0}

    def boxes(self):
        return BOXES

    def value_of(self, key):
        return self.values[key]

    def name_of(self, key):
        return f"w{key}"

    def place_of(self, key):
        return "abc".index(key)

    def is_fixed(self, key):
        return key == "c"


@pytest.fixture
def canvas(qtbot, theme):
    """Return a canvas above a button; changes are in `told`, looks in `looks`."""
    window, canvas = QWidget(), ThreeNumbers(theme)
    qtbot.addWidget(window)
    canvas.setParent(window)
    button = QPushButton("a button", window)
    canvas.resize(300, 100)
    button.move(0, 120)
    window.resize(300, 200)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    button.setFocus()
    canvas.button, canvas.frame = button, window
    canvas.told, canvas.looks = [], []
    canvas.changed.connect(lambda *change: canvas.told.append(change))
    canvas.looked_at.connect(canvas.looks.append)
    return canvas


def middle(key):
    """Return the middle of a number's rectangle."""
    return BOXES[key].center()


# --- mouse --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "away", "modifiers", "value"),
    [
        ("a", QPointF(10, 0), Qt.KeyboardModifier.NoModifier, 0.7),
        ("a", QPointF(0, 10), Qt.KeyboardModifier.NoModifier, 0.3),
        ("a", QPointF(10, 0), SHIFT, 0.52),
        ("b", QPointF(10, 0), Qt.KeyboardModifier.NoModifier, 220.0),
        ("b", QPointF(-10, 0), SHIFT, 198.0),
    ],
)
def test_a_drag_changes_a_number_by_its_way_and_large_ones_by_their_size(
    canvas, key, away, modifiers, value
):
    drag(canvas, [middle(key), middle(key) + away], modifiers=modifiers)
    assert canvas.told == [
        (key, pytest.approx(value), False),
        (key, pytest.approx(value), True),
    ]


def test_a_click_and_a_fixed_number_change_nothing(canvas):
    drag(canvas, [middle("a"), middle("a") + QPointF(1, 1)])
    drag(canvas, [middle("c"), middle("c") + QPointF(30, 0)])
    drag(canvas, [middle("a"), middle("a") + QPointF(30, 0)], Qt.MouseButton.RightButton)
    assert canvas.told == []


def test_esc_ends_a_drag_that_is_to_be_taken_back(canvas, qtbot):
    cancelled = []
    canvas.cancelled.connect(partial(cancelled.append, "a"))
    press(canvas, middle("a"))
    move(canvas, middle("a") + QPointF(10, 0))
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    move(canvas, middle("a") + QPointF(30, 0))
    release(canvas, middle("a") + QPointF(30, 0))
    assert (canvas.told, cancelled) == ([("a", pytest.approx(0.7), False)], ["a"])
    assert canvas.keyboardGrabber() is None


def test_other_keys_wait_while_a_number_is_dragged(canvas, qtbot):
    press(canvas, middle("a"))
    move(canvas, middle("a") + QPointF(10, 0))
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    release(canvas, middle("a") + QPointF(10, 0))
    assert [finished for _, _, finished in canvas.told] == [False, True]


@pytest.mark.parametrize(
    ("way", "value"), [(QPointF(50, 0), 2.0), (QPointF(0, -9), 3.0), (QPointF(0, 21), 0.0)]
)
def test_a_grip_may_go_upwards_only_and_by_notches(way, value):
    grip = Grip(0.1, notch=1.0, sideways=False)
    assert grip.moved(2.0, way, 1.0) == value


def test_a_number_may_go_the_other_way():
    assert Grip(-0.1, share=0.01).moved(50.0, QPointF(4, 0), 1.0) == 48.0


def test_the_number_under_the_pointer_is_looked_at_until_the_pointer_leaves(canvas):
    for place in (middle("a"), middle("b"), QPointF(5, 90)):
        move(canvas, place, NONE)
    assert canvas.looks == [0, 1, -1]
    move(canvas, middle("c"), NONE)
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
    move(canvas, middle("b"), NONE)
    assert canvas.cursor().shape() == Qt.CursorShape.SizeHorCursor


def test_tips_tell_what_can_be_done_with_a_number(canvas):
    assert canvas.tip("b").startswith("wb = 200: drag it sideways")
    assert canvas.tip("c") == "wc = 7"
    assert canvas.tip(None) == canvas.hint()


# --- typing -------------------------------------------------------------------------------------


def test_a_double_click_opens_a_field_whose_number_is_taken_at_enter(canvas, qtbot):
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=middle("b").toPoint())
    assert canvas.field.isVisible()
    assert canvas.field.text() == "200"
    assert canvas.field.geometry().contains(middle("b").toPoint())
    canvas.field.selectAll()
    canvas.field.insert("−1,5")
    qtbot.keyClick(canvas.field, Qt.Key.Key_Return)
    assert canvas.told == [("b", -1.5, True)]
    assert not canvas.field.isVisible()


@pytest.mark.parametrize("text", ["seven", "nan", "inf", "1e999", ""])
def test_what_is_no_number_is_marked_and_waits(canvas, qtbot, text):
    canvas.type("b")
    canvas.field.selectAll()
    qtbot.keyClick(canvas.field, Qt.Key.Key_Delete)
    qtbot.keyClicks(canvas.field, text)
    qtbot.keyClick(canvas.field, Qt.Key.Key_Return)
    assert (canvas.told, canvas.field.isVisible()) == ([], True)
    assert canvas.field.property("role") == "refused"
    qtbot.keyClick(canvas.field, Qt.Key.Key_Escape)
    assert (canvas.told, canvas.field.isVisible()) == ([], False)


def test_a_number_is_told_while_its_field_is_still_open(canvas, qtbot):
    open_when_told = []
    canvas.changed.connect(lambda *_: open_when_told.append(canvas.field.isVisible()))
    canvas.type("b")
    qtbot.keyClicks(canvas.field, "3")
    qtbot.keyClick(canvas.field, Qt.Key.Key_Return)
    assert open_when_told == [True]
    assert canvas.hasFocus()


def test_escape_leaves_a_number_as_it_was(canvas, qtbot):
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=middle("a").toPoint())
    qtbot.keyClicks(canvas.field, "9")
    qtbot.keyClick(canvas.field, Qt.Key.Key_Escape)
    assert canvas.told == []
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=middle("c").toPoint())
    assert not canvas.field.isVisible()


def test_a_click_elsewhere_and_another_size_close_the_field(canvas, qtbot):
    for leave in (lambda: press(canvas, QPointF(5, 90)), lambda: canvas.resize(310, 110)):
        qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=middle("a").toPoint())
        assert canvas.field.isVisible()
        leave()
        assert not canvas.field.isVisible()


# --- keyboard -----------------------------------------------------------------------------------


def test_tab_goes_through_all_numbers_and_then_away(canvas, qtbot):
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        qtbot.keyClick(canvas, Qt.Key.Key_Tab)
    assert canvas.looks == [0, 1, 2]
    assert canvas.accessibleDescription() == canvas.tip("c")
    qtbot.keyClick(canvas, Qt.Key.Key_Tab)
    assert canvas.button.hasFocus()
    assert canvas.looks[3:] == [-1]


def test_shift_and_tab_come_from_the_last_number(canvas, qtbot):
    canvas.setFocus(Qt.FocusReason.BacktabFocusReason)
    qtbot.keyClick(canvas, Qt.Key.Key_Backtab)
    assert canvas.looks == [2, 1]


@pytest.mark.parametrize(
    ("key", "modifiers", "value"),
    [
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, 0.6),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 0.4),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, -0.5),
        (Qt.Key.Key_Right, SHIFT, 0.51),
        (Qt.Key.Key_Plus, SHIFT, 0.6),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.NoModifier, 0.4),
    ],
)
def test_arrows_change_the_number_at_the_cursor(canvas, qtbot, key, modifiers, value):
    canvas.go_to("a")
    qtbot.keyClick(canvas, key, modifiers)
    assert canvas.told == [("a", pytest.approx(value), True)]


def test_arrows_leave_a_fixed_number_alone_and_enter_opens_a_free_one(canvas, qtbot):
    canvas.go_to("c")
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert (canvas.told, canvas.field.isVisible()) == ([], False)
    canvas.go_to("a")
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.field.isVisible()
    qtbot.keyClick(canvas.field, Qt.Key.Key_Escape)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas._cursor is None
