"""Benchmark of films: time to record one, and gaps between the window's frames meanwhile."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Final

import numpy as np

from app.automation.ui_driver import offscreen, wait, wait_until
from app.widgets.time.film_dialog import FilmWish
from app.window.application import open_window
from app.window.film_recorder import FilmRecorder
from app.window.main_window import MainWindow
from engine.arrays import Vector
from engine.commands.transport import Pause, Start

PAGE: Final = "builder"
FRAMES: Final = 100
RATE: Final = 10
SIZE: Final = "1920x1080"
TRAINING_MS: Final = 3_000
PATIENCE_S: Final = 300.0


def measure(frames: int = FRAMES, size: str = SIZE) -> dict[str, object]:
    """Record a film of a run while the run goes on in the window.

    Returns
    -------
    figures : dict
        Seconds from the wish to the finished file, its size in bytes, milliseconds between
        frames of the window meanwhile and before, and the load of the machine at the beginning.
    """
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    with offscreen(), tempfile.TemporaryDirectory() as folder:
        window = open_window(["--page", PAGE, "--lang", "en"])
        try:
            path = Path(folder) / "film.gif"
            seconds, alone, gaps = _watch(window, path, frames, size)
            written = path.stat().st_size if path.is_file() else 0
        finally:
            window.close()
            window.deleteLater()
    return {
        "frames": frames,
        "size": size,
        "film_s": seconds,
        "bytes": written,
        "gap_ms": _figures(gaps),
        "gap_ms_before": _figures(alone),
        "load_before": load,
    }


def _watch(window: MainWindow, path: Path, frames: int, size: str) -> tuple[float, Vector, Vector]:
    """Return the seconds of recording, and the gaps in milliseconds before and during it."""
    wait_until(lambda: window.worker.latest is not None, PATIENCE_S)
    window.worker.send(Start(PAGE))
    wait_until(lambda: _step(window) > 0, PATIENCE_S)
    wait(TRAINING_MS)
    window.worker.send(Pause(PAGE))
    wait_until(lambda: not window.worker.active, PATIENCE_S)
    recorder = window.findChild(FilmRecorder)
    assert recorder is not None  # made by open_window
    last = _step(window)
    window.worker.send(Start(PAGE))
    ticks: list[float] = []

    def on_tick() -> None:
        ticks.append(time.perf_counter())

    window.clock.ticked.connect(on_tick)
    wait(TRAINING_MS)
    alone = np.diff(ticks) * 1000.0
    ticks.clear()
    began = time.perf_counter()
    recorder.record(FilmWish(0, last, frames, RATE, size, whole_window=False), str(path))
    wait_until(lambda: not recorder.recording, PATIENCE_S)
    return time.perf_counter() - began, alone, np.diff(ticks) * 1000.0


def _figures(gaps: Vector) -> dict[str, float]:
    return {
        "median": float(np.median(gaps)),
        "p99": float(np.percentile(gaps, 99)),
        "longest": float(gaps.max()),
    }


def _step(window: MainWindow) -> int:
    snapshot = window.worker.latest
    simulation = snapshot.simulation(PAGE) if snapshot is not None else None
    return simulation.step if simulation is not None else 0
