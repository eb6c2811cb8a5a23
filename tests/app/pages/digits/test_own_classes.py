"""Classes of the user's own data are called by their names wherever digits are called."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.pages.digits.training.board import ANSWERS, CONFUSION, MISTAKES
from engine.commands.pages.digits import AnswerGame, TeachDrawing
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.recognition.recognition import Reader
from engine.runs.prediction_history import PredictionChange, PredictionHistoryView
from engine.simulations.digits.state import PictureSource
from engine.simulations.learning.views.state import DataView
from engine.snapshots import Message
from tests.support.pages.digits_states import game, mistakes, open_board, snapshot_of, state_of

ANIMALS = ("cat", "dog", "red panda")
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def named_state(names, **changes):
    """Return a state of a network that learned named classes and reads the pad."""
    outputs = len(names)
    network = Network.initialised(parse_layers(f"784-20-{outputs}"), "1/sqrt(n_in)", 1)
    state = state_of(Reader(network), reader="mine", **changes)
    view, training = replace(state.network, class_names=names), state.training
    learned = replace(training.network, class_names=names)
    return replace(state, network=view, training=replace(training, network=learned))


@pytest.fixture
def shown(page):
    """Let the page draw a state with named classes, and return the state."""

    def show(names, **changes):
        state = named_state(names, **changes)
        snapshot = snapshot_of(state)
        page.show_snapshot(snapshot)
        page.stage.end_opening()
        page.render_text(snapshot)
        return state

    return show


@pytest.mark.parametrize("names", [ANIMALS, LETTERS, (*ANIMALS, "–", "–")])
def test_every_output_has_a_bar_with_its_name(page, shown, names):
    page.side.open_training()
    state = shown(names)
    bars = page.stage.network_card.bars
    said = bars.accessibleDescription()
    assert [part.split(": ")[0] for part in said.split(", ")] == list(names)
    assert names[state.reading.digit] in page.sentence.text()
    assert f"Why {names[state.reading.digit]}?" in page.side.training.neuron_panel.title.text()


def test_the_bars_return_to_digits(page, shown, show):
    shown(LETTERS)
    show(version=2)
    assert page.stage.network_card.bars.accessibleDescription().startswith("0: ")


def test_a_test_picture_is_called_by_its_class(page, shown):
    source = PictureSource("example", 2, 0, 30, "zoo", "red panda")
    state = shown(ANIMALS, source=source)
    assert "red panda" in page.stage.pad_card.title.text()
    if ANIMALS[state.reading.digit] != "red panda":
        assert page.sentence.text().startswith("This is a red panda, but the network reads ")


def test_a_drawing_is_taught_as_one_of_the_classes(page, worker, shown):
    shown(ANIMALS)
    card = page.stage.pad_card
    box = card.label_box
    assert [box.itemText(place) for place in range(box.count())] == list(ANIMALS)
    box.setCurrentIndex(2)
    card.teach_button.click()
    assert [command.label for command in worker.sent(TeachDrawing)] == [2]


def test_confusion_and_mistakes_are_named(page, shown):
    open_board(page, CONFUSION)
    counts = np.eye(26, dtype=int)
    counts[25, 3] = 2
    shown(LETTERS, training={"confusion": counts, "last_step": 1})
    view = page.side.training.board.confusion
    assert view.cell_text((25, 3)) == "2 digits Z read as D"
    assert view.cell_at(view._grid().center()) == (13, 13)
    open_board(page, MISTAKES)
    shown(LETTERS, version=2, training={"mistakes": mistakes(), "last_step": 1})
    gallery = page.side.training.board.mistakes
    assert gallery.tip_at(gallery.rect_of(0).center()).startswith("a E, read as J with")


def test_the_history_of_answers_is_named(page, shown):
    open_board(page, ANSWERS)
    outputs = np.full((5, 3), 0.1)
    outputs[:, 2] = 0.8
    change = PredictionChange(90, 0.9, 0, 2, exact=True)
    history = PredictionHistoryView(100 * np.arange(5), np.arange(5.0), outputs, (change,), 1.0)
    shown(ANIMALS, training={"prediction_history": history, "last_step": 1})
    assert page.side.training.board.answers.buttons[0].text() == "cat → red panda · 0.90"


def test_the_game_has_a_key_for_each_class(page, worker, shown):
    page.side.open_game()
    table = replace(game(), names=LETTERS)
    shown(LETTERS, game=table)
    keys = page.side.game.keys
    assert [key.text() for key in keys] == list(LETTERS)
    keys[25].click()
    assert [command.digit for command in worker.sent(AnswerGame)] == [25]


def test_what_was_done_to_the_pictures_is_said_beside_the_data(page, shown):
    turned = Message("The pictures were stored on their side, as EMNIST's are; they were turned.")
    data = DataView("/data/letters", (80, 10, 10), class_names=LETTERS, remarks=(turned,))
    page.side.open_training()
    shown(LETTERS, training={"data": data})
    row = page.side.training.settings.data_row
    assert row.remarks.isVisible()
    assert row.remarks.text().endswith("they were turned.")
    shown(LETTERS, version=2)
    assert not row.remarks.isVisible()
