"""The numbers of a neuron under the hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt

from engine.commands.edits import SetSetting, Undo
from tests.support.pages.vanishing_page import LEFT, drag, mouse


@pytest.fixture
def canvas(hand):
    """Return the canvas of the left neuron."""
    return hand.station("neuron").canvases[0]


@pytest.mark.parametrize(("key", "per_pixel"), [("w", 0.02), ("b", 0.02), ("eta", 0.0015)])
def test_a_number_is_dragged(hand, canvas, key, per_pixel):
    start = canvas.boxes()[key].center()
    before = canvas.value_of(key)
    drag(canvas, start, start + QPointF(-40, 0))
    sent = hand.take(SetSetting)
    assert [command.finished for command in sent] == [False, False, False, True]
    assert {command.name for command in sent} == {key}
    assert sent[-1].value == pytest.approx(before - 40 * per_pixel, abs=0.011)
    hand.show()
    assert canvas.value_of(key) == sent[-1].value
    hand.show(Undo())
    assert canvas.value_of(key) == before


def test_a_weight_dragged_later_is_that_of_a_new_start(hand, canvas):
    hand.seek(250)
    start, before = canvas.boxes()["w"].center(), canvas.value_of("w")
    drag(canvas, start, start + QPointF(50, 0))
    hand.show()
    assert hand.state.step == 0
    assert canvas.value_of("w") == pytest.approx(before + 1.0, abs=0.02)
    assert hand.state.view.neurons[1].w == canvas.value_of("w")


def test_a_number_is_typed(qtbot, hand, canvas):
    mouse(canvas, QEvent.Type.MouseButtonDblClick, canvas.boxes()["b"].center(), LEFT)
    canvas.field.setText("−0,5")
    canvas.field.setModified(True)
    qtbot.keyClick(canvas.field, Qt.Key.Key_Return)
    assert hand.take(SetSetting)[-1] == SetSetting("slowdown", "b", -0.5)


def test_the_keyboard_reaches_every_number(qtbot, hand, canvas):
    for key in ("w", "b", "eta"):
        canvas.go_to(key)
        qtbot.keyClick(canvas, Qt.Key.Key_Up)
        assert hand.take(SetSetting)[-1].name == key


def test_the_rate_of_the_books_widget_is_fixed(hand):
    right = hand.station("neuron").canvases[1]
    assert not right.is_fixed("eta")
    hand.set(as_book=True)
    assert right.is_fixed("eta")
    assert right.value_of("eta") == 0.005
    assert not right.is_fixed("w")


def test_numbers_do_not_cover_each_other(hand, canvas):
    for size in ((360, 150), (360, 240), (700, 460)):
        canvas.resize(*size)
        boxes = list(canvas.boxes().values())
        room = QPointF(*size)
        for place, box in enumerate(boxes):
            assert 0 <= box.left() <= box.right() <= room.x()
            assert 0 <= box.top() <= box.bottom() <= room.y()
            assert not any(box.intersects(other) for other in boxes[place + 1 :])


def test_every_column_has_a_tooltip_with_its_value(hand):
    right = hand.station("neuron").canvases[1]
    room = right.bars_room()
    places = [QPointF((each + 0.5) * room.width() / 5, room.center().y()) for each in range(5)]
    tips = [right.tip_at(place) for place in places]
    assert [tip.split(". ")[0] for tip in tips] == ["0.982", "56.62", "0.01766", "1", "0.982"]
    assert [("cancel" in tip) for tip in tips] == [False, True, True, False, False]
    assert right.tip_at(QPointF(2, 2)).startswith("Drag w, b or η")
    assert right.tip_at(right.boxes()["b"].center()).startswith("b = 2: drag")
    right.resize(400, 150)
    assert right.factor_at(right.bars_room().center()).kind == "slope"
