"""A page with stations asks for one of them, shows it, and passes on what the window says."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from app.page_frame.keys import trigger
from app.page_frame.station_page import Station, StationPage
from app.widgets.time.step_bar import Place
from engine.commands.edits import SetSetting
from engine.snapshots import SimulationSnapshot, Snapshot, Status

NAMES = {
    "slow": ("Slow", "A slow one.", "Show the slow one"),
    "fast": ("Fast", "A fast one.", "Show the fast one"),
}


class Stage(Station):
    """A station that records what it is told."""

    def __init__(self, theme, send, name):
        super().__init__(theme, send, f"{name}_station")
        self.lay_out()
        self.name, self.told = name, []

    def render_state(self, state):
        self.told.append(state.settings["station"])

    def sentence(self, state):
        return f"It is {self.name}."

    def place(self, simulation, state):
        return Place(simulation.step, 9, self.name)

    def advance(self, elapsed_ms):
        self.told.append(elapsed_ms)

    def retranslate(self):
        self.told.append("retranslate")


class Stations(StationPage):
    """A page with two stations."""

    state_type = SimpleNamespace

    def __init__(self, send, theme):
        super().__init__(send, theme, "race", NAMES, "Run.", hints={"fast": "Be quick."})
        self.parts = (Stage(theme, send, "slow"), Stage(theme, send, "fast"))
        self.put_on_stage(dict(zip(NAMES, self.parts, strict=True)))


@pytest.fixture
def page(qtbot, worker, theme):
    """Return the page; its commands are recorded by the worker."""
    page = Stations(worker.send, theme)
    qtbot.addWidget(page)
    qtbot.addWidget(page.title_widget())
    return page


def snapshot(station):
    """Return a snapshot of a station."""
    state = SimpleNamespace(settings={"station": station})
    return Snapshot(1, 5, (SimulationSnapshot("race", "race", Status.IDLE, 3, 0.0, state),))


def test_a_click_on_the_switch_asks_for_the_station(page, worker, qtbot):
    button = page.title_widget().findChild(QAbstractButton, "station_fast_button")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert worker.commands == [SetSetting("race", "station", "fast")]


def test_the_station_of_the_state_is_shown_with_its_sentence_and_its_place(page):
    for station, part in zip(NAMES, page.parts, strict=True):
        page.show_snapshot(snapshot(station))
        assert page.stack.currentWidget() is part
        assert part.told == [station]
        assert page.switch.buttons[station].isChecked()
        assert page.sentence.text() == f"It is {station}."
        assert page.bar.place_label.text() == station
        assert (page.bar.place_slider.value(), page.bar.place_slider.maximum()) == (3, 9)


def test_a_station_has_its_own_hint_or_else_that_of_the_page(page):
    page.show_snapshot(snapshot("fast"))
    assert page.hint() == "Be quick."
    page.show_snapshot(snapshot("slow"))
    assert page.hint() == ""


def test_only_the_station_shown_moves(page):
    page.show_snapshot(snapshot("fast"))
    page.advance(16.0)
    assert [part.told for part in page.parts] == [[], ["fast", 16.0]]


def test_languages_reach_every_station(page):
    page.retranslate()
    assert [part.told for part in page.parts] == [["retranslate"]] * 2


def test_names_of_widgets_begin_with_the_page_s(page):
    assert page.objectName() == "race_page"
    assert page.sentence.objectName() == "race_sentence"


def test_numbers_on_the_keyboard_are_the_stations_in_order(page, worker):
    keys = page.key_actions()[-2:]
    assert [(key.keys, key.label) for key in keys] == [
        (("1",), "Show the slow one"),
        (("2",), "Show the fast one"),
    ]
    for key in (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_3):
        name = chr(key)
        press = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, name)
        trigger(keys, press)
    assert [command.value for command in worker.commands] == ["fast", "slow"]
