"""The expansion on screen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.pages.overfitting.words import SIMULATION_ID
from engine.commands.transport import Step


@pytest.fixture
def station(hand):
    """Return the station with all distorted."""
    hand.set(station="expansion")
    hand.settle()
    return hand.page.stations["expansion"]


def test_it_opens_with_a_copy_that_is_still_the_digit(hand, station):
    assert hand.words.startswith("Still a 6")
    assert station.bars.values.argmax() == 6
    assert {line.label for line in station.plot.figure.lines} == {"6", "9"}


def test_half_a_turn_makes_a_nine_of_it(hand, station):
    hand.set(ex_rotate=180.0)
    assert "the network reads a 9" in hand.words
    assert station.plot.figure.uprights[0].x == 180


def test_a_drawing_on_the_pad_is_distorted(hand, station):
    pad = station.pad
    paper = pad.paper()
    for k, (x, y) in enumerate(((0.5, 0.15), (0.5, 0.5), (0.5, 0.9))):
        (pad.pen_move if k else pad.pen_down)(
            paper.left() + x * paper.width(), paper.top() + y * paper.height()
        )
    pad.pen_up()
    hand.settle()
    assert hand.page.state.settings["ex_digit"] == "drawn"
    assert station.digits.buttons["drawn"].isChecked()
    pad.clear()
    hand.settle()
    assert hand.words.startswith("Draw a digit")
    assert station.bars.values is None


def test_wrong_copies_are_told(hand, station):
    hand.set(ex_expand="rotate=180")
    view = hand.page.state.view
    wrong = int((view.answers != 6).sum())
    assert wrong > 0
    assert f"{wrong} of them" in station.sheet.accessibleDescription()
    place = station.sheet._rooms()[0].center()
    assert station.sheet.tip_at(QPointF(place)) == f"read as {view.answers[0]}"
    assert "red" in station.sheet.tip_at(QPointF(-9, -9))


def test_a_step_shows_the_copies_of_the_next_epoch(hand, station):
    before = hand.page.state.view.sheet
    hand.settle(Step(SIMULATION_ID, 1))
    assert not np.array_equal(before, hand.page.state.view.sheet)
    assert station.sheet_card.title.text() == "Copies of epoch 2"


def test_stored_accuracies_are_listed_with_where_they_come_from(station):
    assert len(station.results.lines) == 4
    assert "3.V" in station.results_card.note.text()
