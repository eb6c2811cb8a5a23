"""Key bindings: which are listed, and that every key that a page lists does something."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from app.appearance.settings import Settings
from app.page_frame.keys import KeyAction, listed, trigger
from app.pages import PAGES
from app.window.application import equip
from app.window.main_window import MainWindow
from app.window.score.controller import ScoreController
from engine.commands.transport import Open, Pause, Step
from engine.simulations import SIMULATIONS
from engine.simulations.overfitting.scene import STATIONS as OVERFITTING_STATIONS
from tests.support.pages.cases import CASES
from tests.support.sources import ROOT

STATIONS = {
    "perceptrons": ("decision", "bench", "sigmoid", "bits"),
    "overfitting": OVERFITTING_STATIONS,
    "search": ("map", "hunt", "ladder"),
    "universality": ("neuron", "steps", "bump", "bumps", "function", "plane"),
    "vanishing": ("layers", "race", "chain", "parity"),
    "slowdown": ("neuron", "derivation", "softmax", "activations"),
}
LONG = {"more_data", "hunt", "map"}
"""Stations whose first steps are whole trainings: what lies amid them is left to the slow tests."""

SHOWN = [(info, name) for info in PAGES for name in STATIONS.get(info.id, ("",))]


def nothing():
    """Do nothing."""


def never():
    """Return that a key does nothing now."""
    return False


def press(name):
    """Return the press of a key."""
    key = QKeySequence(name)[0]
    text = name if len(name) == 1 else ""
    return QKeyEvent(QEvent.Type.KeyPress, key.key(), key.keyboardModifiers(), text)


def test_a_key_belongs_to_the_first_action_that_takes_it():
    actions = (
        KeyAction(("F", "G"), "first", nothing),
        KeyAction(("F",), "hidden", nothing),
        KeyAction(("G", "H"), "second", nothing),
        KeyAction(("J",), "idle", nothing, never),
        KeyAction(("J",), "third", nothing),
    )
    assert listed(actions) == [("F", "first"), ("H", "second"), ("J", "third")]


def test_a_key_that_does_nothing_now_is_left_to_others():
    done = []
    idle = KeyAction(("L",), "idle", lambda: done.append("idle"), never)
    other = KeyAction(("L",), "other", lambda: done.append("other"))
    assert trigger((idle, other), press("L"))
    assert done == ["other"]


class Bench:
    """A window with all pages and the real engine, driven step by step."""

    def __init__(self, window, worker):
        self.window, self.worker = window, worker

    def settle(self):
        """Let the engine do what it has to do, and show it."""
        while self.worker._session.advance(0.05):
            pass
        self.show()

    def show(self):
        """Show what there is now."""
        snapshot = self.worker.work()
        self.window.show_snapshot(snapshot)
        self.window.show_text(snapshot)
        self.window.advance(500.0)

    def arrange(self, info, station, steps):
        """Bring a page to the front, at rest, after so many steps on and back."""
        self.window.overlays.close_one()
        # the key before may have led to another page
        self.window.open_page(info.id)
        if station:
            self.window.page.show_station(station)
        self.worker.send(Pause(info.id))
        for count in steps:
            self.worker.send(Step(info.id, count))
            self.settle()
        self.settle()

    def look(self):
        """Return all that a key may change."""
        notice, clipboard = self.worker.latest.notice, QGuiApplication.clipboard().text()
        simulation = self.window.page.simulation
        place = simulation.status, simulation.step
        return self.window.grab().toImage(), id(notice), clipboard, place


@pytest.fixture
def bench(qtbot, theme, live_worker, monkeypatch, no_leaks):
    """Return a bench whose pages have little data."""
    for name, cases in CASES.items():
        monkeypatch.setitem(SIMULATIONS, name, cases.make or SIMULATIONS[name])
    window = MainWindow(PAGES, live_worker, theme, Settings())
    window.clock.stop()
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    equip(window, theme, Settings())
    ScoreController(window)
    yield Bench(window, live_worker)
    window.close()
    window.deleteLater()


@pytest.mark.parametrize(
    ("info", "station", "steps"),
    [
        pytest.param(
            *shown,
            steps,
            id=f"{shown[0].id}-{shown[1]}-{when}",
            marks=[pytest.mark.slow] if when == "amid" and shown[1] in LONG else [],
        )
        for shown in SHOWN
        for when, steps in (("fresh", ()), ("amid", (14, -2)))
    ],
)
def test_every_key_that_is_listed_does_something(info, station, steps, bench):
    bench.window.open_page(info.id)
    bench.worker.send(Open(info.id, info.simulation))
    bench.show()
    idle = []
    bench.arrange(info, station, steps)
    # the key of the station that is shown stays there
    own = str(list(bench.window.page.stations).index(station) + 1) if station else ""
    for key, label in listed(bench.window.page.key_actions()):
        bench.arrange(info, station, steps)
        QGuiApplication.clipboard().clear()
        before = bench.look()
        assert bench.window.page.trigger(press(key)), key
        bench.show()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        elif bench.look() == before and key != own:
            idle.append(f"{key}: {label}")
    assert idle == []


# --- the table of keys in the README ----------------------------------------------------------

NAMES = {
    "←": "Left",
    "→": "Right",
    "↑": "Up",
    "↓": "Down",
    "Page Up": "PgUp",
    "Page Down": "PgDown",
}


def rows():
    """Return the keys of each row of the table, and where they are said to work."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.split("| key | what it does | where |")[1].split("\n\n")[0]
    lines = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    return [([NAMES.get(key, key) for key in keys.split(", ")], where) for keys, _, where in lines]


def holds(info, where):
    """Return whether a page is among those named."""
    if where.startswith("every page"):
        return f"but {info.title}" not in where
    return info.title in where


@pytest.mark.parametrize("info", PAGES, ids=lambda info: info.id)
def test_the_keys_of_the_readme_are_bound_where_it_says(info, bench):
    bench.window.open_page(info.id)
    bench.worker.send(Open(info.id, info.simulation))
    bench.show()
    actions = (*bench.window.page.key_actions(), *bench.window._actions)
    bound = {key for action in actions for key in action.keys}
    said = {key for keys, where in rows() if holds(info, where) for key in keys}
    assert said <= bound
    linked = any(key == "V" for key, _ in listed(actions))
    assert linked == ("V" in said)


@pytest.mark.parametrize("info", PAGES, ids=lambda info: info.id)
def test_no_key_is_bound_twice(info, bench):
    bench.window.open_page(info.id)
    bench.worker.send(Open(info.id, info.simulation))
    bench.show()
    own = {key for action in bench.window.page.key_actions() for key in action.keys}
    keys = [*own, *(key for action in bench.window._actions for key in action.keys)]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []
