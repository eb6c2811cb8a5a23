"""Benchmark of the window: frame times, pen latency, training speed, start-up."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QSize

from app.automation.ui_driver import TWO, PenPlayer, offscreen, wait, wait_until
from app.widgets.pictures.drawing_pad import DrawingPad
from app.window.application import PROBE_VARIABLE, make_session, open_window
from app.window.main_window import MainWindow
from app.window.paint_log import PaintLog
from engine.commands.edits import SetSetting, Value
from engine.commands.transport import Open, Pause, SetPace, Start
from engine.errors import DataError
from engine.snapshots import Status

ROOT: Final = Path(__file__).resolve().parents[2]
SIMULATION_ID: Final = "digits"
NETWORK: Final[dict[str, Value]] = {"layers": "784-100-10", "epochs": 100_000}
SIZE: Final = QSize(1280, 720)
STARTS: Final = 5
PATIENCE_S: Final = 120.0
BLOCKS: Final = 4
BLOCK_S: Final = 2.0


@dataclass(slots=True)
class FrameRecord:
    """Recorded frame times of a window, in seconds of the performance counter.

    Attributes
    ----------
    frames : list of float
        Time at which each frame with a new snapshot was painted.
    latencies : list of float
        Time from each move of the pen to the first frame that includes it.
    """

    frames: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    moves: deque[tuple[int, float]] = field(default_factory=deque)
    shown: object = None


class Observer:
    """Recorder of frame times and latencies while a pen draws on the pad."""

    def __init__(self, window: MainWindow, pad: DrawingPad) -> None:
        self._window = window
        self.record = FrameRecord()
        self.player = PenPlayer(pad, self._on_moved)
        self._log = PaintLog(window, self._on_painted)

    def _on_moved(self, moved_at: float) -> None:
        generation = self._window.worker.sent
        moves = self.record.moves
        if not moves or moves[-1][0] != generation:
            moves.append((generation, moved_at))

    def _on_painted(self) -> None:
        now = time.perf_counter()
        page = self._window.page
        snapshot = page.snapshot if page is not None else None
        record = self.record
        if snapshot is None or snapshot is record.shown:
            return
        record.shown = snapshot
        record.frames.append(now)
        while record.moves and record.moves[0][0] <= snapshot.generation:
            record.latencies.append(now - record.moves.popleft()[1])


def measure(seconds: float = 20.0) -> dict[str, object]:
    """Measure the window on the Digits page, offscreen unless a QApplication exists already.

    Parameters
    ----------
    seconds : float
        Duration of the measurement of frames and pen.

    Returns
    -------
    figures : dict
        Frame gaps and pen latency in ms, start-up in seconds, and the training speed with the
        window divided by that without it, also while a pen draws without a pause.
    """
    with offscreen():
        return _measure(seconds)


def _measure(seconds: float) -> dict[str, object]:
    startup = measure_startup()
    window = open_window(["--page", SIMULATION_ID, "--theme", "light", "--lang", "en"])
    window.resize(SIZE)
    try:
        begin_training(window)
        record = watch(window, seconds)
        ratio = measure_training_ratio(window)
        ratio_with_pen = measure_training_ratio(window, pen=True)
    finally:
        window.close()
        window.deleteLater()
    gaps = 1000.0 * np.diff(np.array(record.frames))
    return {
        "frame_gap_ms": {
            "median": round(float(np.median(gaps)), 2),
            "p99": round(float(np.percentile(gaps, 99)), 2),
        },
        "pen_to_bars_ms": {
            "p95": round(1000.0 * float(np.percentile(record.latencies, 95)), 2),
        },
        "training_speed_ratio": round(ratio, 3),
        "training_speed_ratio_with_pen": round(ratio_with_pen, 3),
        "startup_s": startup,
    }


def begin_training(window: MainWindow) -> None:
    """Start training 784-100-10 at full speed, and wait until it runs.

    Raises
    ------
    DataError
        If training does not begin.
    """
    wait_until(lambda: window.worker.latest is not None, 30.0)
    for name, value in NETWORK.items():
        window.worker.send(SetSetting(SIMULATION_ID, name, value))
    window.worker.send(SetPace(SIMULATION_ID))
    window.worker.send(Start(SIMULATION_ID))
    wait_until(lambda: _trained(window) > 0 or _status(window) is Status.FAILED, PATIENCE_S)
    if not _trained(window):
        raise DataError(
            "expected training to begin within {seconds} s, got none; "
            "open the window and press Play",
            seconds=PATIENCE_S,
        )
    wait(3000)


def watch(window: MainWindow, seconds: float) -> FrameRecord:
    """Draw for `seconds` and record the frames."""
    pad = window.findChild(DrawingPad)
    if not isinstance(pad, DrawingPad):
        raise TypeError("the page has no pad to draw on")
    observer = Observer(window, pad)
    observer.player.start()
    wait(1000)
    observer.record = FrameRecord()
    wait(int(1000 * seconds))
    observer.player.stop()
    return observer.record


# --- training with and without the window ------------------------------------------------------


def measure_training_ratio(window: MainWindow, *, pen: bool = False) -> float:
    """Return the training speed with the window rendering, divided by that without it.

    Blocks of both kinds alternate. Without the window a separate session trains the same
    network on its own thread, with no snapshots copied or shown. The pad shows a drawing.

    Parameters
    ----------
    pen : bool
        Whether a pen draws meanwhile, 125 points per second.
    """
    pad = window.findChild(DrawingPad)
    if not isinstance(pad, DrawingPad):
        raise TypeError("the page has no pad to draw on")
    alone = WindowlessTraining()
    player = PenPlayer(pad)
    with_window, without = 0.0, 0.0
    for _ in range(BLOCKS):
        player.draw_once(TWO)
        if pen:
            player.start()
        window.worker.send(Start(SIMULATION_ID))
        wait(300)
        with_window += _steps_per_second(window)
        player.stop()
        window.worker.send(Pause(SIMULATION_ID))
        wait_until(lambda: _status(window) is not Status.RUNNING, 5.0)
        window.clock.stop()
        without += alone.steps_per_second(BLOCK_S)
        window.clock.start()
    alone.close()
    return with_window / without


def _steps_per_second(window: MainWindow) -> float:
    began, before = time.perf_counter(), _trained(window)
    wait(int(1000 * BLOCK_S))
    return (_trained(window) - before) / (time.perf_counter() - began)


def _trained(window: MainWindow) -> int:
    latest = window.worker.latest
    simulation = latest.simulation(SIMULATION_ID) if latest is not None else None
    return simulation.step if simulation is not None else 0


def _status(window: MainWindow) -> Status | None:
    latest = window.worker.latest
    simulation = latest.simulation(SIMULATION_ID) if latest is not None else None
    return simulation.status if simulation is not None else None


class WindowlessTraining:
    """Session that trains the same network without a window."""

    def __init__(self) -> None:
        self._session = make_session()
        self._session.apply(Open(SIMULATION_ID, SIMULATION_ID), 1)
        for name, value in NETWORK.items():
            self._session.apply(SetSetting(SIMULATION_ID, name, value), 2)
        self._session.apply(Start(SIMULATION_ID), 3)
        self._speed = 0.0
        self._work(3.0)

    def steps_per_second(self, seconds: float) -> float:
        """Train for `seconds` on another thread while this one waits; return the speed."""
        thread = threading.Thread(target=self._work, args=(seconds,))
        thread.start()
        thread.join()
        return self._speed

    def close(self) -> None:
        """Release the session's threads."""
        self._session.close()

    def _work(self, seconds: float) -> None:
        before, began = self._step(), time.perf_counter()
        while time.perf_counter() - began < seconds:
            self._session.advance(0.008)
        self._speed = (self._step() - before) / (time.perf_counter() - began)

    def _step(self) -> int:
        simulation = self._session.snapshot().simulation(SIMULATION_ID)
        return simulation.step if simulation is not None else 0


# --- start-up -------------------------------------------------------------------------------------


def measure_startup() -> dict[str, float]:
    """Return the median seconds from process start to the first and the third frame.

    As in `StartupProbe`: "window" is the first paint, "moving" the second change after it.
    """
    starts = [_start_once() for _ in range(STARTS)]
    return {
        "window": round(statistics.median(first for first, _ in starts), 3),
        "moving": round(statistics.median(moving for _, moving in starts), 3),
    }


def _start_once() -> tuple[float, float]:
    environment = {**os.environ, PROBE_VARIABLE: "1", "QT_QPA_PLATFORM": "offscreen"}
    # as in normal use, Python caches bytecode
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    finished = subprocess.run(
        [sys.executable, "main.py"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    first, moving = (float(word) - began for word in finished.stdout.split()[-2:])
    return first, moving
