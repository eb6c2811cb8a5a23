"""The page's simulation: stations with steps of their own, played, sought and taken back."""

from __future__ import annotations

import msgspec
import pytest

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.slowdown import LoadStart
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.errors import EngineError
from engine.improvement.neuron_descent import UPDATES
from engine.simulations.slowdown.scene import LOOKS, NAMES, SETTINGS
from engine.simulations.slowdown.stations import STATIONS
from engine.snapshots import Status
from tests.support.open_page import OpenPage

PAGE = "slowdown"


@pytest.fixture
def page():
    """Return the open page with a clock turned by hand."""
    page = OpenPage(PAGE)
    yield page
    page.close()


def play(page, seconds):
    """Let time pass while the page plays."""
    page.now += seconds
    while page.session.advance(0.01) and page.simulation.step < page.simulation.playback.due(
        page.simulation.speed
    ):
        pass
    return page.state


def test_updates_are_played_by_the_clock_to_the_end(page):
    page.send(Start(PAGE))
    assert play(page, 2.0).step == 60
    assert page.shown.status is Status.RUNNING
    assert play(page, 100.0).step == UPDATES
    assert page.shown.status is Status.FINISHED
    assert page.state.ended


def test_a_start_from_the_end_begins_again(page):
    page.send(Seek(PAGE, UPDATES), Start(PAGE))
    assert page.state.step == 0
    assert page.shown.status is Status.RUNNING


def test_every_step_can_be_sought_at_once_and_gone_back(page):
    assert page.send(Seek(PAGE, 10_000)).step == UPDATES
    assert page.send(Step(PAGE, -10)).step == UPDATES - 10
    assert page.send(Step(PAGE, 3)).step == UPDATES - 7
    assert page.send(Reset(PAGE)).step == 0
    assert page.shown.status is Status.IDLE


def test_every_station_keeps_its_own_step(page):
    page.send(Seek(PAGE, 100))
    assert page.set(station="derivation").step == 0
    assert page.send(Step(PAGE, 2)).step == 2
    assert page.set(station="neuron").step == 100


def test_a_station_that_is_left_rests(page):
    page.send(Start(PAGE))
    page.set(station="derivation")
    assert page.shown.status is Status.IDLE
    assert not page.simulation.busy


def test_another_start_begins_anew_and_an_undo_returns_to_the_update(page):
    page.send(Seek(PAGE, 100))
    assert page.set(w=1.0).step == 0
    assert page.send(Undo()).step == 100
    assert page.send(Redo()).step == 0


def test_another_rate_keeps_the_update(page):
    page.send(Seek(PAGE, 100))
    before = page.state.view.neurons[0].a
    state = page.set(eta=1.0)
    assert state.step == 100
    assert state.view.neurons[0].a < before


def test_an_undo_returns_to_the_station_of_the_edit(page):
    page.set(eta=1.0, station="derivation")
    assert page.send(Undo()).settings["station"] == "neuron"
    assert page.state.settings["eta"] == 0.15
    assert page.notice == "Taken back: set eta to 1.0."


def test_an_undo_after_playing_keeps_what_was_played(page):
    page.send(LoadStart(PAGE, "milder"), Seek(PAGE, 50))
    page.send(Undo())
    assert page.state.settings["w"] == 2.0
    assert page.state.step == 50
    assert "stays" in page.notice


def test_looks_are_no_edits(page):
    for name in LOOKS:
        setting = next(each for each in SETTINGS if each.name == name)
        value = setting.choices[-1] if setting.choices else setting.high
        page.send(SetSetting(PAGE, name, value))
    assert page.session.snapshot().undo is None


def test_a_document_brings_every_step_back(page):
    page.send(Seek(PAGE, 77))
    page.set(y=0.5, station="derivation")
    page.send(Seek(PAGE, 3))
    text = msgspec.json.encode(page.simulation.save().content)
    again = OpenPage(PAGE)
    again.simulation.restore(msgspec.Raw(text), {}, {})
    assert again.simulation.scene == page.simulation.scene
    assert again.simulation.status is Status.PAUSED
    again.close()


@pytest.mark.parametrize(
    ("old", "new"), [(b'"neuron":0', b'"neuron":-1'), (b'"neuron":0', b'"nerve":0'),
                     (b'"neuron":0', b'"neuron":302'), (b'"eta":0.15', b'"eta":-1')],
)  # fmt: skip
def test_a_damaged_document_is_refused(page, old, new):
    text = msgspec.json.encode(page.simulation.save().content)
    assert old in text
    with pytest.raises(EngineError):
        page.simulation.restore(msgspec.Raw(text.replace(old, new)), {}, {})


def test_the_stations_have_settings_of_their_own():
    assert tuple(station.name for station in STATIONS) == NAMES
    names = [setting.name for setting in SETTINGS]
    assert len(set(names)) == len(names)
    for station in STATIONS:
        assert station.looks <= {setting.name for setting in station.settings}


def test_a_start_with_other_numbers_is_an_edit_only_where_something_is_random(page):
    before = page.simulation.scene
    page.send(Reset(PAGE, new_seed=True))
    assert page.simulation.scene == before
    assert page.session.snapshot().undo is None


def test_a_pause_keeps_the_update(page):
    page.send(Start(PAGE))
    play(page, 1.0)
    page.send(Pause(PAGE))
    assert page.shown.status is Status.PAUSED
    assert play(page, 5.0).step == 30
