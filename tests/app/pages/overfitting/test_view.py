"""The page as a whole."""

from __future__ import annotations

from app.pages.overfitting.stations import STATIONS
from engine.commands.edits import SetSetting
from engine.simulations.overfitting import scene


def test_stations_are_those_of_the_engine():
    assert tuple(entry.name for entry in STATIONS) == scene.STATIONS


def test_every_station_says_its_sentence(hand):
    said = set()
    for entry in STATIONS:
        hand.set(station=entry.name)
        said.add(hand.words)
    assert "" not in said
    assert len(said) == len(STATIONS)


def test_number_keys_change_the_station(hand):
    hand.take()
    hand.page.key_actions()[-1].action()
    assert hand.take(SetSetting)[-1].value == STATIONS[-1].name
