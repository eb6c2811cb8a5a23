"""The faces of the Digits page's side: a look, training, the game."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.digits.side import GAME, LOOK, TRAIN
from engine.commands.transport import Pause, Start
from engine.snapshots import Status


def test_training_is_folded_first_and_one_click_away(page, show):
    show()
    assert page.side.face == LOOK
    assert not page.side.training.isVisible()
    page.side.invitation.train_button.click()
    assert page.side.face == TRAIN
    assert page.side.training.isVisible()


def test_play_starts_and_unfolds_the_training_half(page, worker, show):
    show()
    page.time_bar.play_button.click()
    assert worker.sent(Start) == [Start("digits")]
    assert page.side.face == TRAIN


def test_a_pause_leaves_the_training_half_folded(page, worker, show):
    show(Status.RUNNING)
    page.toggle_playing()
    assert worker.sent(Pause) == [Pause("digits")]
    assert page.side.face == LOOK


def test_training_begins_behind_a_game_that_is_on(page, worker, show):
    show()
    page.side.open_game()
    page.toggle_playing()
    page.time_bar.play_button.click()
    assert worker.sent(Start) == [Start("digits")] * 2
    assert page.side.face == GAME


@pytest.mark.parametrize("neuron", [3, 7])
def test_a_click_on_a_neuron_is_followed_by_its_card_without_another_snapshot(
    qtbot, page, show, neuron
):
    state = show()
    diagram = page.stage.network_card.diagram
    column = diagram.columns[-1]
    place = QPoint(round(column.x), round(column.y_of(neuron)))
    qtbot.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=place)
    layer = len(state.network.sizes) - 1
    assert diagram.selected == (layer, neuron)
    assert page.side.neuron_panel.selection == (layer, neuron)
    assert str(neuron) in page.side.neuron_panel.title.text()
    assert page.side.neuron_panel.note.text().startswith("a = ")
