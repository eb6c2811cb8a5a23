"""The time machine: from a place on the timeline to its picture; what recording costs."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop

from app.automation.ui_driver import wait, wait_until
from app.window.paint_log import PaintLog
from engine.commands.edits import SetSetting
from engine.commands.transport import Pause, Seek, SetPace, Start
from engine.data.catalogue import load_data
from engine.runs.run import Run
from engine.simulations.builder.edits import settings_for
from engine.simulations.builder.point_store import PointStore
from engine.snapshots import Status
from engine.training.recording import Recording
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

PLACES = 100


def scrub(window, run, generator):
    """Return the seconds from a seek to the picture that shows its place."""
    last = window.worker.latest.simulation(run).payload.training.last_step
    painted = []

    def note():
        snapshot = window.page.snapshot
        if snapshot is not None:
            painted.append((time.perf_counter(), snapshot.simulation(run).step))

    log = PaintLog(window, note)
    times = []
    for step in generator.integers(0, last + 1, PLACES).tolist():
        painted.clear()
        begun = time.perf_counter()
        window.worker.send(Seek(run, step))
        while not any(place == step for _, place in painted):
            # sleeping, not spinning: the engine's thread needs Python's lock
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        times.append(next(at for at, place in painted if place == step) - begun)
        wait(60)
    assert log
    return times


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("page", "settings", "asked"),
    [
        ("builder", {"epochs": 10_000}, "p95 ≤ 33 ms"),
        ("digits", {"layers": "784-100-10", "epochs": 60}, "p95 ≤ 100 ms"),
    ],
)
def test_scrub_to_picture(open_window, report, page, settings, asked):
    window = open_window(page)
    wait(1500)
    window.worker.send(Pause(page))
    for name, value in settings.items():
        window.worker.send(SetSetting(page, name, value))
    window.worker.send(SetPace(page))
    while not (run := window.worker.latest.simulation(page)) or run.status is not Status.FINISHED:
        if (run is not None and run.status is Status.PAUSED) or run.status is Status.IDLE:
            window.worker.send(Start(page))
        wait(200)
    wait_until(lambda: window.page.snapshot is not None, 5.0)
    assert window.worker.latest.simulation(page).payload.training.epoch == settings["epochs"]
    report(scrub(window, page, np.random.default_rng(1)), asked, f"scrub on {page}")


def runs_of(settings, data):
    """Return the same run with key frames and without."""
    recordings = {"recorded": Recording(), "bare": None}
    return {
        name: Run(Trainer(settings, data.training, data.classes), data, recording=recording)
        for name, recording in recordings.items()
    }


@pytest.mark.parametrize("layers", ["2-4-1", "784-100-10"])
def test_recording_costs_little(say, layers):
    if layers == "2-4-1":
        settings, data = settings_for("clusters", 1), PointStore("clusters", 1).data
    else:
        settings = TrainingSettings.from_values({"layers": layers, "epochs": 1_000})
        data = load_data("built-in")
    runs = runs_of(settings, data)
    ratios = []
    for _ in range(24):
        seconds = {}
        for name, run in runs.items():
            begun = time.perf_counter()
            trained = 0
            while trained < 2_000:
                trained += run.advance(100)
                run.finish_measuring()
            seconds[name] = time.perf_counter() - begun
        ratios.append(seconds["recorded"] / seconds["bare"])
    recording = runs["recorded"].recording
    say(
        f"recording costs {100 * (np.median(ratios) - 1):.1f} % of training {layers} "
        f"(asked: ≤ 5 %), {recording.nbytes / 2**20:.1f} MB of {recording.budget / 2**20:.0f}"
    )
