"""The station of two neurons, used."""

from __future__ import annotations

from engine.commands.edits import SetSetting
from engine.commands.pages.slowdown import LoadStart
from engine.improvement.neuron_descent import UPDATES
from tests.support.pages.vanishing_page import picture


def test_a_click_gives_the_milder_start(hand):
    station = hand.station("neuron")
    assert station.start_buttons["bad"].isChecked()
    station.start_buttons["milder"].click()
    assert hand.take(LoadStart)[-1].name == "milder"
    assert hand.show().view.start == "milder"
    assert station.start_buttons["milder"].isChecked()
    assert not station.start_buttons["bad"].isChecked()
    assert "0.82" in hand.page.sentence.text()


def test_a_start_of_ones_own_lights_no_button(hand):
    station = hand.station("neuron")
    hand.set(w=1.0)
    assert not any(button.isChecked() for button in station.start_buttons.values())


def test_a_key_switches_the_start(hand):
    station = hand.station("neuron")
    for name in ("milder", "bad", "milder"):
        station.switch_start()
        assert hand.take(LoadStart)[-1].name == name
        hand.show()


def test_titles_and_formulas_follow_the_costs(hand):
    station = hand.station("neuron")
    hand.set(left_cost="log-likelihood")
    assert station.cards[0].title.text() == "Log-likelihood"
    assert station.cards[0].note.text() == "C = −y ln a"


def test_the_remark_says_what_is_wrong_in_the_book(hand):
    station = hand.station("neuron")
    assert "saturated" in station.remark.text()
    hand.set(as_book=True)
    assert "leaves out σ′(z)" in station.remark.text()


def test_unfolded_settings_take_the_place_of_the_remark(hand):
    station = hand.station("neuron")
    station.form.more_button.click()
    assert station.remark.isHidden()
    assert station.form.rows["x"].control.isVisibleTo(station)


def test_a_drag_of_the_rate_stays_above_zero(hand):
    station = hand.station("neuron")
    station.canvases[0].changed.emit("eta", -1.0, True)
    assert hand.take(SetSetting)[-1].value == 0.001


def test_every_update_looks_different(hand):
    station = hand.station("neuron")
    pictures = [picture(station)]
    for step in (100, UPDATES):
        hand.seek(step)
        pictures.append(picture(station))
    assert all(pictures[0] != other for other in pictures[1:])


def test_a_lecture_without_room_hides_the_third_column(hand, theme):
    station = hand.station("neuron")
    theme.set_lecture(True)
    assert not station.side.isVisibleTo(station)
    assert station.canvases[0].compact
    assert set(station.canvases[0].boxes()) == {"w", "b"}
    hand.page.resize(1844, 1000)
    assert station.side.isVisibleTo(station)
    assert not station.canvases[0].compact
