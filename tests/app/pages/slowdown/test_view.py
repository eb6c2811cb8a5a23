"""The page and its stations."""

from __future__ import annotations

from app.page_frame.keys import listed
from app.pages.slowdown.stations import STATIONS
from engine.commands.edits import SetSetting
from engine.simulations.slowdown.stations import STATIONS as SIMULATED


def test_window_and_engine_have_the_same_stations():
    assert [each.name for each in STATIONS] == [each.name for each in SIMULATED]


def test_every_station_says_a_sentence_and_its_place(hand):
    for entry in STATIONS:
        widget = hand.station(entry.name)
        assert hand.page.stack.currentWidget() is widget
        assert hand.page.sentence.text().strip()
        assert hand.page.place(hand.simulation, hand.state).words


def test_the_switch_asks_for_a_station(hand):
    hand.page.switch.buttons["derivation"].click()
    assert hand.take(SetSetting)[-1].value == "derivation"
    hand.show()
    assert hand.page.stack.currentWidget() is hand.page.stations["derivation"]


def test_the_keys_of_a_station_are_offered_only_there(hand):
    hand.station("neuron")
    assert "M" in dict(listed(hand.page.key_actions()))
    hand.station("derivation")
    keys = dict(listed(hand.page.key_actions()))
    assert "C" in keys
    assert "M" not in keys
    assert "N" not in keys
