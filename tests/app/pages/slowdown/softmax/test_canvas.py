"""The softmax canvas under the hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt

from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.slowdown import SetInputs, SetOutput
from tests.support.pages.vanishing_page import LEFT, drag, mouse


@pytest.fixture
def canvas(hand):
    """Return the canvas of the station."""
    return hand.station("softmax").canvas


def test_a_knob_follows_the_hand(hand, canvas):
    start = canvas.places.track(3).center()
    way = canvas.places.track(3).width() / 4
    drag(canvas, start, start + QPointF(way, 0))
    sent = hand.take(SetInputs)
    assert [each.finished for each in sent] == [*[False] * (len(sent) - 1), True]
    assert sent[-1].inputs[:3] == (2.5, -1.0, 3.2)
    assert sent[-1].inputs[3] == pytest.approx(3.0, abs=0.15)
    hand.show()
    assert canvas.value_of("z4") == sent[-1].inputs[3]
    assert hand.state.view.a.sum() == pytest.approx(1.0)
    hand.show(Undo())
    assert canvas.value_of("z4") == 0.5


def test_the_end_of_a_bar_is_dragged(hand, canvas):
    start = canvas.places.bar(1).center()
    drag(canvas, start, start + QPointF(0.5 * canvas.places.bar(1).width(), 0))
    sent = hand.take(SetOutput)
    assert sent[-1].place == 1
    assert sent[-1].value == pytest.approx(0.509, abs=0.02)
    hand.show()
    assert canvas.value_of("a2") == pytest.approx(sent[-1].value, abs=6e-3)


def test_a_click_on_a_number_makes_it_the_right_answer(hand, canvas):
    mouse(canvas, QEvent.Type.MouseButtonPress, canvas.places.cell("head", 2).center(), LEFT)
    assert hand.take(SetSetting)[-1] == SetSetting("slowdown", "softmax_label", "3")
    hand.show()
    assert "right answer" in canvas.tip_at(canvas.places.cell("head", 2).center())


def test_numbers_are_typed_and_reached_by_keys(qtbot, hand, canvas):
    mouse(canvas, QEvent.Type.MouseButtonDblClick, canvas.boxes()["z1"].center(), LEFT)
    canvas.field.setText("−4,5")
    canvas.field.setModified(True)
    qtbot.keyClick(canvas.field, Qt.Key.Key_Return)
    assert hand.take(SetInputs)[-1].inputs == (-4.5, -1.0, 3.2, 0.5)
    canvas.go_to("a3")
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert hand.take(SetOutput)[-1].place == 2


def test_what_is_typed_beyond_the_ends_is_the_end(hand, canvas):
    canvas.changed.emit("z2", 9.0, True)
    assert hand.show().view.z.tolist() == [2.5, 5.0, 3.2, 0.5]


def test_a_knob_dragged_later_begins_anew_from_what_is_shown(hand, canvas):
    shown = hand.seek(40).view.z
    canvas.changed.emit("z1", 0.0, True)
    state = hand.show()
    assert state.step == 0
    assert state.view.z.tolist() == [0.0, *shown[1:].tolist()]
    state = hand.show(Undo())
    assert state.step == 40
    assert state.view.z.tolist() == shown.tolist()


def test_the_z_under_the_hand_is_that_of_the_picture(hand, canvas):
    assert "0.315" in canvas.accessibleDescription()
    canvas.go_to("z2")
    assert hand.take(SetSetting)[-1] == SetSetting("slowdown", "softmax_swept", "2")
    assert "z₂" in canvas.tip("z2")
