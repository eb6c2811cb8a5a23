"""Every station of the Perceptrons page has room for its words, and survives a monkey."""

from __future__ import annotations

import time
from statistics import median

import pytest

from app.appearance.settings import Settings
from app.appearance.translation import CROSSED, DOUBLED
from app.pages import PAGES
from app.pages.perceptrons.words import SIMULATION_ID
from app.window.main_window import MainWindow
from engine.commands.edits import SetSetting
from engine.commands.pages.perceptrons import (
    FillBits,
    LoadBench,
    SetBitWeight,
    SetWire,
    ShowRow,
    ShowStation,
)
from engine.simulations.perceptrons.scene import STATIONS
from engine.snapshots import Status
from tests.app.page_frame.test_page import clipped, outside
from tests.support.window.monkey import Monkey

SCENES = {
    "decision": (ShowRow(SIMULATION_ID, 7), SetSetting(SIMULATION_ID, "train", -3.0)),
    "bench": (LoadBench(SIMULATION_ID, "adder"), ShowRow(SIMULATION_ID, 2)),
    "sigmoid": (SetSetting(SIMULATION_ID, "scale", 10.0), ShowRow(SIMULATION_ID, 1)),
    "bits": (
        FillBits(SIMULATION_ID),
        SetBitWeight(SIMULATION_ID, 0, 8, 0.2),
        ShowRow(SIMULATION_ID, 8),
    ),
}


@pytest.fixture
def window(qtbot, live_worker, theme, no_leaks):
    """Return a window with the page at its front."""
    info = next(info for info in PAGES if info.id == SIMULATION_ID)
    window = MainWindow((info,), live_worker, theme, Settings())
    window.clock.stop()
    window.open_page(SIMULATION_ID)
    window.resize(1280, 720)
    window.show()
    yield window
    window.close()
    window.deleteLater()


@pytest.mark.parametrize("lecture", [False, True], ids=["desk", "lecture"])
@pytest.mark.parametrize("code", ["en", "es", DOUBLED, CROSSED])
@pytest.mark.parametrize("station", STATIONS)
def test_every_station_fits_in_every_language(window, live_worker, station, code, lecture, qtbot):
    window.use_language(code)
    window.theme.set_lecture(lecture)
    for command in (ShowStation(SIMULATION_ID, station), *SCENES[station]):
        live_worker.send(command)
    window.show_snapshot(live_worker.work())
    window.overlays.close_one()
    qtbot.wait(1)
    hint = window.minimumSizeHint()
    assert (window.width(), window.height()) == (1280, 720)
    assert (hint.width() <= 1280, hint.height() <= 720) == (True, True)
    assert clipped(window) == []
    assert outside(window) == []
    assert not window.grab().isNull()


@pytest.mark.parametrize("station", STATIONS)
def test_every_station_survives_a_monkey(window, live_worker, station):
    live_worker.send(ShowStation(SIMULATION_ID, station))
    monkey = Monkey(window, 7)
    for _ in range(120):
        monkey.act()
        snapshot = live_worker.work()
        window.show_snapshot(snapshot)
        window.advance(16.0)
    assert live_worker.latest.simulation(SIMULATION_ID).status is not Status.FAILED


@pytest.mark.parametrize("station", STATIONS)
def test_a_drag_takes_less_than_five_milliseconds_of_processor_time(window, live_worker, station):
    for command in (ShowStation(SIMULATION_ID, station), *SCENES[station]):
        live_worker.send(command)
    times = []
    for number in range(60):
        value = 1.0 + number / 100
        drags = {
            "decision": SetSetting(SIMULATION_ID, "threshold", value, finished=False),
            "bench": SetWire(SIMULATION_ID, 4, value, finished=False),
            "sigmoid": SetSetting(SIMULATION_ID, "scale", value, finished=False),
            "bits": SetBitWeight(SIMULATION_ID, 0, 0, value, finished=False),
        }
        live_worker.send(drags[station])
        snapshot = live_worker.work()
        begun = time.thread_time()
        window.show_snapshot(snapshot)
        times.append(1e3 * (time.thread_time() - begun))
    assert median(times) < 5.0
