"""The keyboard draws on the pad when a key led there, and leaves the page's keys alone else."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest

from app.appearance.theme import Theme
from app.widgets.pictures.drawing_pad import DrawingPad
from app.widgets.pictures.key_pen import FAR, STEP

KEY = Qt.Key


@pytest.fixture
def pad(qtbot):
    """A pad of 200 x 200 pixels."""
    pad = DrawingPad(Theme())
    qtbot.addWidget(pad)
    pad.resize(200, 200)
    pad.show()
    return pad


def enter(pad, reason=Qt.FocusReason.TabFocusReason):
    pad.focusInEvent(QFocusEvent(QFocusEvent.Type.FocusIn, reason))


def press(pad, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(pad, key, modifier)


def test_space_and_arrows_draw_a_stroke(pad):
    enter(pad)
    press(pad, KEY.Key_Space, KEY.Key_Right, KEY.Key_Right, KEY.Key_Down, KEY.Key_Space)
    (stroke,) = pad.strokes
    assert stroke[0] == pytest.approx((0.5, 0.5))
    assert stroke[-1] == pytest.approx((0.5 + 2 * STEP, 0.5 + STEP))
    assert not pad.drawing


def test_shift_moves_further_and_the_edge_holds_the_pen(pad):
    enter(pad)
    press(pad, KEY.Key_Right, modifier=Qt.KeyboardModifier.ShiftModifier)
    press(pad, KEY.Key_Space, KEY.Key_Space)
    assert pad.strokes[0][0] == pytest.approx((0.5 + FAR * STEP, 0.5))
    press(pad, *[KEY.Key_Up] * 100, KEY.Key_Space, KEY.Key_Space)
    assert pad.strokes[1][0][1] == 0.0


def test_a_lifted_pen_leaves_no_ink(pad):
    enter(pad)
    press(pad, KEY.Key_Left, KEY.Key_Up)
    assert pad.strokes == ()


def test_to_leave_the_pad_ends_the_stroke(pad):
    enter(pad)
    press(pad, KEY.Key_Space, KEY.Key_Right)
    pad.focusOutEvent(QFocusEvent(QFocusEvent.Type.FocusOut))
    assert not pad.drawing
    assert len(pad.strokes) == 1


def test_after_a_click_the_keys_are_the_page_s(pad):
    enter(pad, Qt.FocusReason.MouseFocusReason)
    press(pad, KEY.Key_Space, KEY.Key_Right)
    assert pad.strokes == ()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_pen_is_seen(qtbot, name):
    pad = DrawingPad(Theme(name))
    qtbot.addWidget(pad)
    pad.resize(200, 200)
    before = pad.grab().toImage()
    enter(pad)
    after = pad.grab().toImage()
    middle = QRectF(80, 80, 40, 40)
    assert middle.contains(QPointF(100, 100))
    assert before.copy(middle.toRect()) != after.copy(middle.toRect())
