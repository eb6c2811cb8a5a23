"""The microscope on screen."""

from __future__ import annotations

import numpy as np
import pytest

from app.pages.overfitting.weights.time_map import COLUMNS, picture, place_of
from engine.commands.edits import SetSetting


@pytest.fixture
def station(hand):
    """Return the station with regularised weights."""
    hand.set(station="weights", **{"lambda": 0.1})
    return hand.page.stations["weights"]


def test_factors_are_told_in_words_and_numbers(hand, station):
    assert "L2 alone: every weight × 0.607" in hand.words
    told = {line.left: line.right for line in station.lines.lines}
    assert told["an update: × (1 − ηλ/n)"] == "0.99995"
    assert told["the book, η 0.1, λ 5: × an epoch"] == "0.951"


def test_now_start_and_ghost_are_drawn(station):
    labels = [line.label for line in station.plot.figure.lines]
    assert labels == ["λ = 0", "start", "now"]


def test_biases_say_that_they_are_not_penalised(hand, station):
    station.groups.buttons["biases"].click()
    hand.settle()
    assert "Biases are not penalised" in hand.words


def test_epochs_are_on_a_logarithmic_scale():
    assert (place_of(0, 100), place_of(100, 100)) == (0.0, 1.0)
    assert place_of(9, 99) == pytest.approx(0.5)


def test_later_epochs_are_empty_in_the_picture(theme):
    epochs, shares = np.array([0.0, 9.0]), np.full((2, 80), 1 / 80)
    image = picture(epochs, shares, 99.0, theme.magnitude_table())
    assert (image.width(), image.height()) == (COLUMNS, 80)
    assert image.pixelColor(COLUMNS // 4, 40).alpha() == 255
    assert image.pixelColor(COLUMNS - 5, 40).alpha() == 0


def test_map_and_arrows_can_be_painted(station):
    assert not station.map.grab().isNull()
    assert not station.arrows.grab().isNull()
    assert station.arrows.accessibleDescription().count("→") == 2


def test_a_lecture_without_room_keeps_the_buttons_of_lambda(hand, theme):
    hand.set(station="weights")
    station = hand.page.stations["weights"]
    assert not station.lecture_strength.isVisibleTo(station)
    theme.set_lecture(True)
    assert not station.penalty_card.isVisibleTo(station)
    assert station.lecture_strength.isVisibleTo(station)
    hand.take()
    station.lecture_strength.buttons["0.1"].click()
    assert [each.value for each in hand.take(SetSetting)] == [0.1]
    theme.set_lecture(False)
