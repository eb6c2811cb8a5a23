"""A page with stations asks for one of them, shows it, and passes on what the window says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.page_frame.page import trigger
from app.page_frame.station_page import StationPage, station_keys
from engine.commands.edits import SetSetting
from engine.snapshots import Snapshot

NAMES = {"slow": ("Slow", "A slow one."), "fast": ("Fast", "A fast one.")}


class Stage(QWidget):
    """A station that records what it is told."""

    def __init__(self):
        super().__init__()
        self.told = []

    def set_lecture(self, lecture):
        self.told.append(("lecture", lecture))

    def retranslate(self):
        self.told.append("retranslate")


class Stations(StationPage):
    """A page with two stations that records what it draws."""

    def __init__(self, send, theme):
        super().__init__(send, theme, "race", NAMES, "Run.")
        self.drawn = []
        self.parts = (Stage(), Stage())
        self.put_on_stage(*self.parts)

    def render(self, snapshot):
        self.drawn.append(snapshot.clock)


@pytest.fixture
def page(qtbot, worker, theme):
    """Return the page; its commands are recorded by the worker."""
    page = Stations(worker.send, theme)
    qtbot.addWidget(page)
    qtbot.addWidget(page.title_widget())
    return page


def test_a_click_on_the_switch_asks_for_the_station(page, worker, qtbot):
    button = page.title_widget().findChild(QAbstractButton, "station_fast_button")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert worker.commands == [SetSetting("race", "station", "fast")]


def test_stations_stand_in_their_order_and_one_is_brought_to_the_front(page):
    assert [page.stack.widget(place) for place in range(page.stack.count())] == list(page.parts)
    page.bring(page.parts[1])
    assert page.stack.currentWidget() is page.parts[1]
    page.bring(page.parts[0])
    assert page.stack.currentIndex() == 0


def test_lectures_and_languages_reach_every_station(page):
    page.set_lecture(True)
    page.retranslate()
    assert [part.told for part in page.parts] == [[("lecture", True), "retranslate"]] * 2
    assert page.drawn == []
    page.show_snapshot(Snapshot(1, 5, ()))
    page.retranslate()
    assert page.drawn == [5, 5]


def test_names_of_widgets_begin_with_the_page_s(page):
    assert page.objectName() == "race_page"
    assert page.sentence.objectName() == "race_sentence"


def test_numbers_on_the_keyboard_are_the_stations_in_order():
    shown = []
    keys = station_keys({"slow": "Show the slow one", "fast": "Show the fast one"}, shown.append)
    assert [(key.keys, key.label) for key in keys] == [
        (("1",), "Show the slow one"),
        (("2",), "Show the fast one"),
    ]
    for key in (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_3):
        name = chr(key)
        press = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, name)
        trigger(keys, press)
    assert shown == ["fast", "slow"]
