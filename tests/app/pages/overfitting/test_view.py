"""The page as a whole."""

from __future__ import annotations

from app.pages.overfitting.stations import STATIONS
from engine.commands.edits import SetSetting
from engine.commands.transport import Start
from engine.simulations.overfitting import scene
from tests.support.pages.overfitting_page import Hand


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


def test_the_page_starts_what_a_change_asks_for_once(hand):
    hand.take()
    hand.set(epochs=4, train_size=100)
    assert len(hand.take(Start)) == 1
    assert hand.page.simulation.payload.view.run.epoch == 4


def test_in_a_lecture_nothing_plays_by_itself(qtbot, live_worker, theme):
    theme.set_lecture(True)
    hand = Hand(live_worker, theme)
    qtbot.addWidget(hand.page)
    qtbot.addWidget(hand.page.switch)
    assert hand.page.simulation.step == 0
    theme.set_lecture(False)
