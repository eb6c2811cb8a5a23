"""A hundred networks 2-4-2-1 that learn while their fan is painted in the window."""

from __future__ import annotations

import time

import numpy as np

from app.automation.ui_driver import wait, wait_until
from app.window.paint_log import PaintLog
from engine.commands.edits import SetSetting
from engine.commands.runs import StartEnsemble
from engine.commands.transport import Pause

SECONDS = 8


def test_a_hundred_networks_are_trained_and_painted(open_window, report, say):
    window = open_window("builder")
    # the window loads its own kernels after its first pictures
    wait(4_000)
    window.worker.send(Pause("builder"))
    for name, value in (("data", "circles"), ("layers", "2-4-2-1"), ("epochs", 5_000)):
        window.worker.send(SetSetting("builder", name, value))
    window.worker.send(StartEnsemble("builder", 100))
    painted = {}

    def note():
        ensemble = window.page.snapshot.simulation("builder").payload.training.ensemble
        if ensemble is not None:
            painted.setdefault(ensemble.rounds, time.perf_counter())

    log = PaintLog(window, note)
    wait_until(lambda: len(painted) > 2, 10.0)
    painted.clear()
    wait(1000 * SECONDS)
    assert log
    times = np.array(sorted(painted.values()))
    report(np.diff(times), "30 pictures a second", "crowd of 100, between pictures of it")
    say(f"crowd of 100: {len(times) / SECONDS:.1f} different pictures a second (asked: 30)")
