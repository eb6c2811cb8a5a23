"""The station of activations, used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from engine.commands.edits import SetSetting
from engine.commands.transport import Step
from tests.support.pages.vanishing_page import picture


def test_it_opens_with_a_question_and_something_to_play(hand):
    hand.station("activations")
    assert "10 networks" in hand.page.sentence.text()
    assert hand.page.bar.play_button.isEnabled()
    assert hand.page.is_random()


def test_epochs_change_the_picture_and_the_sentence(hand):
    station = hand.station("activations")
    before = picture(station)
    hand.show(Step("slowdown", 3))
    assert picture(station) != before
    assert hand.page.sentence.text().startswith("Cost:")
    assert hand.state.view.epoch == 3


def test_a_typed_formula_is_looked_at(qtbot, hand):
    station = hand.station("activations")
    field = station.formula.field
    field.setText("z/(1 + |z|)")
    field.setModified(True)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    names = [sent.name for sent in hand.take(SetSetting)]
    assert names[-2:] == ["bench_formula", "bench_function"]
    assert hand.show().view.name == "own"
    assert station.card.title.text() == "Your own"


def test_a_bad_formula_is_explained_and_not_sent(qtbot, hand):
    station = hand.station("activations")
    hand.take(SetSetting)
    station.formula.field.setText("1/z")
    station.formula.field.setModified(True)
    qtbot.keyClick(station.formula.field, Qt.Key.Key_Return)
    assert station.formula.error.isVisibleTo(station)
    assert not hand.take(SetSetting)


def test_keys_change_picture_and_function(hand):
    station = hand.station("activations")
    titles = []
    for _ in range(3):
        titles.append(station.card.title.text())
        station.next_picture()
        hand.show()
    assert titles == ["Rectified linear", "Sigmoid and tanh", "Larger weights"]
    station.next_function()
    assert hand.show().view.name == "leaky-relu"


@pytest.mark.parametrize(
    ("shown", "place", "name", "value"),
    [("curve", -1.234, "bench_z", -1.23), ("scale", 99.0, "bench_c", 10.0)],
)
def test_a_drag_in_the_picture_changes_what_it_lies_over(hand, shown, place, name, value):
    station = hand.station("activations")
    hand.set(bench_picture=shown)
    station.plot.chosen.emit(place, True)
    assert hand.take(SetSetting)[-1] == SetSetting("slowdown", name, value)
    station.plot.nudged.emit(-1)
    assert hand.take(SetSetting)[-1].name == name


def test_the_factor_is_offered_with_its_picture_alone(hand):
    station = hand.station("activations")
    row = station.form.rows["bench_c"]
    assert not row.area.isVisibleTo(station)
    hand.set(bench_picture="scale")
    assert row.area.isVisibleTo(station)


def test_a_small_lecture_shows_the_costs_alone(hand, theme):
    station = hand.station("activations")
    theme.set_lecture(True)
    assert not station.card.isVisibleTo(station)
    assert not station.legend_card.isVisibleTo(station)
    hand.page.resize(1844, 1000)
    assert station.card.isVisibleTo(station)
    assert station.legend_card.isVisibleTo(station)
