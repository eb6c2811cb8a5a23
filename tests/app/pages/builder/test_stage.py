"""The stage of the plane's network: layers come and go, each with its card."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt

from app.appearance.translation import available_languages, render_message, set_language
from app.pages.builder.words import SIMULATION_ID
from engine.commands.edits import SetSetting, Undo
from tests.support.pages.shown.builder import LEFT, show


def test_a_click_adds_a_neuron_and_the_last_one_takes_its_layer_out(qtbot, page, live_worker):
    head = page.stage.heads[0]
    qtbot.mouseClick(head.more_button, Qt.MouseButton.LeftButton)
    assert show(page, live_worker).network.sizes == (2, 5, 1)
    for _ in range(5):
        qtbot.mouseClick(page.stage.heads[0].fewer_button, Qt.MouseButton.LeftButton)
        state = show(page, live_worker)
    assert state.network.sizes == (2, 1)
    assert page.stage.heads == []
    qtbot.mouseClick(page.stage.add_button, Qt.MouseButton.LeftButton)
    assert show(page, live_worker).network.sizes == (2, 4, 1)
    assert len(page.stage.heads) == 1


def test_the_network_is_written_in_words(qtbot, page, live_worker):
    notation = page.stage.notation
    notation.selectAll()
    qtbot.keyClicks(notation, "2-3-2:relu-1")
    qtbot.keyClick(notation, Qt.Key.Key_Return)
    assert show(page, live_worker).network.sizes == (2, 3, 2, 1)
    assert [head.number.text() for head in page.stage.heads] == ["3", "2"]
    assert page.stage.heads[1].fields["activation"].currentData() == "relu"


def test_layers_are_put_in_anywhere_and_taken_out_by_their_cross(qtbot, page, live_worker):
    qtbot.mouseClick(page.stage.inserts[0], LEFT)
    page.stage.heads[0].number.setValue(3)
    assert show(page, live_worker).network.sizes == (2, 3, 4, 1)
    assert len(page.stage.inserts) == 2
    qtbot.mouseClick(page.stage.heads[0].remove_button, LEFT)
    assert show(page, live_worker).network.sizes == (2, 4, 1)
    live_worker.send(Undo())
    assert show(page, live_worker).network.sizes == (2, 3, 4, 1)


@pytest.mark.parametrize("code", available_languages())
@pytest.mark.parametrize("words", ["2-0-1", "5", "784-0-10", "2-x-1", "2-99999999999-1", "{text}"])
def test_words_that_are_no_network_are_answered_by_a_sentence(
    qtbot, page, live_worker, words, code
):
    set_language(code)
    page.stage.notation.selectAll()
    qtbot.keyClicks(page.stage.notation, words)
    qtbot.keyClick(page.stage.notation, Qt.Key.Key_Return)
    assert show(page, live_worker).network.sizes == (2, 4, 1)
    notice = live_worker.latest.notice
    assert not notice.report
    assert words in render_message(notice)


def test_five_layers_of_sixteen_leave_room_for_every_card(page, live_worker):
    live_worker.send(SetSetting(SIMULATION_ID, "layers", "2-16-16-16-16-16-1"))
    show(page, live_worker)
    cards = [head.geometry() for head in page.stage.heads]
    assert all(not a.intersects(b) for a, b in pairwise(cards))
    for head in page.stage.heads:
        assert head.number.width() >= head.number.fontMetrics().horizontalAdvance("16")
