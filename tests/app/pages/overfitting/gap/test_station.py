"""The gap on screen: shaded, compared, kept."""

from __future__ import annotations

import numpy as np
import pytest

from app.pages.overfitting.gap.figures import accuracy_figure, cost_figure, gap_points
from app.pages.overfitting.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.transport import Seek


def test_it_opens_as_a_picture_that_explains_itself(hand):
    assert "since epoch 15" in hand.words
    figure = hand.page.stations["gap"].accuracy.figure
    assert {line.label for line in figure.live} == {"training", "validation", "test"}
    assert figure.shade is not None
    assert "17.3" in figure.note[0]
    assert len(hand.page.stations["gap"].kept.lines) == 5


def test_before_the_first_epoch_the_pale_curves_are_named(hand):
    hand.settle(Seek(SIMULATION_ID, 0))
    figure = hand.page.stations["gap"].accuracy.figure
    assert figure.live == []
    assert [line.label for line in figure.ghosts] == ["training", "test"]


def test_the_gap_is_shaded_from_test_to_training(hand):
    view = hand.page.simulation.payload.view
    figure = accuracy_figure(view, empty="")
    shade, history = figure.shade, view.run.history
    assert np.array_equal(shade.x, history.epochs[1:])
    height = shade.high[-1] - shade.low[-1]
    assert height == pytest.approx(gap_points(history)) == pytest.approx(17.34)


def test_a_line_stands_where_it_begins_to_overfit_and_where_it_would_stop(hand):
    view = hand.page.simulation.payload.view
    uprights = cost_figure(view, empty="").uprights
    assert [upright.x for upright in uprights] == [15.0, 71.0]


def test_a_button_of_lambda_plays_the_other_run_over_a_ghost(hand):
    station = hand.page.stations["gap"]
    hand.take()
    station.strength.buttons["0.1"].click()
    assert hand.take(SetSetting)[0].value == 0.1
    hand.settle()
    assert "A gap of 12.9 points, with λ = 0 it was 17.3" in hand.words
    assert [line.label for line in station.accuracy.figure.ghosts] == ["", "λ = 0"]


def test_a_strength_without_button_presses_none(hand):
    hand.set(epochs=3, **{"lambda": 0.25})
    buttons = hand.page.stations["gap"].strength.buttons.values()
    assert not any(button.isChecked() for button in buttons)


def test_a_live_run_says_what_it_learns_from(hand):
    hand.set(epochs=4, train_size=100)
    station = hand.page.stations["gap"]
    assert "live" in station.stage.note.text()
    assert "100 pictures" in station.stage.note.text()
    assert hand.page.bar.place_label.text() == "epoch 4 of 4"
