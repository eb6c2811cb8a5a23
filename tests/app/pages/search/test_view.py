"""The page as a whole: stations, sentences, keys, opening a trial as a run."""

from __future__ import annotations

from app.pages.search.view import STATIONS
from engine.commands.edits import SetSetting
from engine.commands.pages.search import ChangeRow
from engine.commands.runs import BeginRun
from engine.simulations.search import settings


def test_stations_are_those_of_the_engine():
    assert tuple(STATIONS) == settings.STATIONS


def test_every_station_says_its_sentence(hand):
    said = set()
    for station in STATIONS:
        hand.set(station=station)
        said.add((hand.words, hand.page.hint()))
    assert len({words for words, _ in said if words}) == len(STATIONS)
    assert len({hint for _, hint in said}) == len(STATIONS)


def test_the_best_trial_is_named_once_all_are_trained(searched):
    assert "validation" in searched.words
    assert searched.page.bar.place_label.text() == "9 of 9"


def test_a_trial_is_opened_as_the_run_it_was(searched):
    asked = []
    searched.page.elsewhere.connect(lambda page, command: asked.append((page, command)))
    searched.set(chosen=4)
    searched.page.map.trial.open_button.click()
    ((page, command),) = asked
    assert page == "builder"
    assert isinstance(command, BeginRun)
    assert command.data == "circles"
    assert dict(command.settings)["epochs"] == 3


def test_o_opens_a_trial_only_where_there_is_one(hand):
    offered = [action for action in hand.page.key_actions() if "O" in action.keys]
    assert not any(action.offered for action in offered)


def test_a_lecture_keeps_the_deciding_controls_of_every_station(hand, theme):
    stations = (hand.page.map, hand.page.hunt, hand.page.ladder)
    forms = [station.lecture_form for station in stations]
    assert [form.isHidden() for form in forms] == [True] * 3
    theme.set_lecture(True)
    assert [form.isHidden() for form in forms] == [False] * 3
    assert not hand.page.hunt.lecture_button.isHidden()
    hand.set(station="hunt", row=5)
    forms[1].change("eta", 0.25, finished=True)
    assert hand.take(ChangeRow)[0].row == 5


def test_x_exchanges_the_axes(hand):
    hand.take()
    next(action for action in hand.page.key_actions() if "X" in action.keys).action()
    (command,) = hand.take(SetSetting)
    assert (command.name, command.value) == ("across", "lambda")
