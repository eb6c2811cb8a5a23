"""The station of softmax, used."""

from __future__ import annotations

import pytest

from engine.commands.edits import SetSetting
from engine.commands.pages.slowdown import SetInputs, SetOutput
from engine.commands.transport import Step
from tests.support.pages.vanishing_page import picture


def test_the_sentence_says_who_gets_most(hand):
    hand.station("softmax")
    assert "Output 3 gets 0.633" in hand.page.sentence.text()
    hand.set(softmax_z4=5.0)
    assert "Output 4 gets 0.800" in hand.page.sentence.text()


def test_playing_teaches_the_right_answer(hand):
    station = hand.station("softmax")
    assert hand.page.bar.play_button.isEnabled()
    before = picture(station)
    state = hand.show(Step("slowdown", 100))
    assert picture(station) != before
    assert state.view.a.argmax() == 0
    assert state.view.cost < 0.2


def test_a_drag_over_z_begins_anew(hand):
    station = hand.station("softmax")
    station.plot.chosen.emit(1.234, True)
    assert hand.take(SetInputs)[-1].inputs == pytest.approx((2.5, -1.0, 3.2, 1.2))


@pytest.mark.parametrize(
    ("shown", "place", "name", "value"),
    [("c", 2.3456, "softmax_c", 2.35),
     ("error", 1e-5, "softmax_c", 0.01)],
)  # fmt: skip
def test_a_drag_in_the_picture_changes_what_it_lies_over(hand, shown, place, name, value):
    station = hand.station("softmax")
    hand.set(softmax_picture=shown)
    station.plot.chosen.emit(place, True)
    sent = hand.take(SetSetting)[-1]
    assert (sent.name, sent.value) == (name, pytest.approx(value))


def test_a_drag_on_the_cost_changes_the_right_answers_output(hand):
    station = hand.station("softmax")
    hand.set(softmax_picture="cost")
    station.plot.chosen.emit(0.8, True)
    assert hand.take(SetOutput)[-1] == SetOutput("slowdown", (2.5, -1.0, 3.2, 0.5), 0, 0.8)
    hand.show()
    assert hand.state.view.cost == pytest.approx(0.223, abs=0.01)


def test_keys_change_picture_and_right_answer(hand):
    station = hand.station("softmax")
    shown = []
    for _ in range(4):
        shown.append(hand.state.view.picture)
        station.next_picture()
        hand.show()
    assert sorted(shown) == ["c", "cost", "error", "z"]
    station.next_label()
    assert hand.show().view.label == 1


@pytest.mark.parametrize("shown", ["z", "cost", "c", "error"])
def test_up_and_down_change_it_a_little(hand, shown):
    station = hand.station("softmax")
    hand.set(softmax_picture=shown)
    before = hand.state.view
    station.plot.nudged.emit(1)
    after = hand.show().view
    changed = {"z": after.z[3] - before.z[3], "cost": after.a[0] - before.a[0]}
    assert 0 < changed.get(shown, after.c - before.c) < 0.2


def test_a_small_lecture_shows_the_outputs_alone(hand, theme):
    station = hand.station("softmax")
    theme.set_lecture(True)
    assert not station.plot_card.isVisibleTo(station)
    hand.page.resize(1844, 1000)
    assert station.plot_card.isVisibleTo(station)
    picture(station)
