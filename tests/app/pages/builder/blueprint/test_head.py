"""The card of a layer on the blueprint: sizes, fields, functions, refusals."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt

from app.pages.builder.words import DIGITS
from engine.commands.edits import SetSetting, Undo
from engine.networks.specification import parse_layers
from tests.engine.networks.layers.scale_layer import add_scale
from tests.support.pages.shown.blueprint import DEEP, LEFT, layers_of, show, trained


def test_a_layer_grows_by_a_click_by_typing_and_by_a_drag(qtbot, page, live_worker):
    head = page.blueprint.heads[1]
    qtbot.mouseClick(head.more_button, LEFT)
    assert layers_of(page, live_worker) == "784 dense31:sigmoid dense10:sigmoid"
    line = head.number.lineEdit()
    head.number.selectAll()
    qtbot.keyClicks(head.number, "12")
    qtbot.keyClick(head.number, Qt.Key.Key_Return)
    assert layers_of(page, live_worker) == "784 dense12:sigmoid dense10:sigmoid"
    middle = line.rect().center()
    qtbot.mousePress(line, LEFT, pos=middle)
    qtbot.mouseMove(line, middle + QPoint(61, 0))
    assert head.number.value() == 22
    assert layers_of(page, live_worker) == "784 dense12:sigmoid dense10:sigmoid"
    qtbot.mouseRelease(line, LEFT, pos=middle + QPoint(61, 0))
    assert layers_of(page, live_worker) == "784 dense22:sigmoid dense10:sigmoid"


def test_fields_activations_and_pooling_are_chosen(page, live_worker):
    live_worker.send(SetSetting(DIGITS, "layers", DEEP))
    show(page, live_worker)
    heads = page.blueprint.heads
    heads[1].fields["kernel"].chosen.emit(3, True)
    heads = page.blueprint.heads
    show(page, live_worker)
    for place, name in ((1, "tanh"), (2, "average"), (3, "sigmoid")):
        box = list(page.blueprint.heads[place].fields.values())[1]
        box.setCurrentIndex(box.findData(name))
        box.activated.emit(box.currentIndex())
        show(page, live_worker)
    expected = "28x28 conv4@3:tanh avgpool2 dense9:sigmoid dense10:softmax"
    assert layers_of(page, live_worker) == expected
    live_worker.send(Undo())
    assert "dense9:relu" in layers_of(page, live_worker)
    assert page.blueprint.heads[3].fields["activation"].currentData() == "relu"


def test_what_cannot_be_is_refused_in_a_sentence_and_the_card_goes_back(page, live_worker):
    live_worker.send(SetSetting(DIGITS, "layers", DEEP))
    trained(page, live_worker)
    before = show(page, live_worker).training
    page.blueprint.heads[1].fields["kernel"].setValue(40)
    state = show(page, live_worker)
    assert "make its field smaller" in str(live_worker.latest.notice)
    assert state.training.step == before.step > 0
    assert page.blueprint.heads[1].fields["kernel"].value() == 5
    page.blueprint.heads[3].number.setValue(0)
    show(page, live_worker)
    assert "layers of 1 to" in str(live_worker.latest.notice)
    assert page.blueprint.heads[3].number.value() == 9


def test_a_lecture_shows_names_and_sizes_alone(theme, page, live_worker):
    theme.set_lecture(True)
    show(page, live_worker)
    head = page.blueprint.heads[1]
    assert head.title.text() == "dense30"
    assert not head.more_button.isVisible()
    assert not any(button.isVisible() for button in page.blueprint.inserts)
    theme.set_lecture(False)
    show(page, live_worker)
    assert page.blueprint.heads[1].more_button.isVisible()


def test_a_new_kind_of_layer_has_the_card_that_its_entry_declares(
    qtbot, page, live_worker, monkeypatch
):
    add_scale(monkeypatch)
    live_worker.send(SetSetting(DIGITS, "layers", "784 dense9:relu scale2 dense10:sigmoid"))
    show(page, live_worker)
    head = page.blueprint.heads[2]
    assert (head.title.text(), head.number.value()) == ("scale", 2)
    assert head.number.toolTip() == "Layer 2: its gain. a factor and a shift for each of 9"
    qtbot.mouseClick(head.more_button, LEFT)
    assert layers_of(page, live_worker) == "784 dense9:relu scale3 dense10:sigmoid"
    there = QPointF(page.blueprint.canvas.width() * 0.6, 0)
    assert page.blueprint.canvas.tip_at(there) == "a factor and a shift for each of 9"
    qtbot.mouseClick(page.blueprint.inserts[1], LEFT)
    assert "a scale" in [action.text() for action in page.blueprint.menu.actions()]
    page.blueprint.menu.close()
    trained(page, live_worker)
    qtbot.mouseClick(page.blueprint.heads[2].remove_button, LEFT)
    assert layers_of(page, live_worker) == "784 dense9:relu dense10:sigmoid"
    parse_layers.cache_clear()
