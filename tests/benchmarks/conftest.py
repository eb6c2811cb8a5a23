"""Collect times and print their percentiles at the end of the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest

from app.automation.ui_driver import offscreen, wait_until
from app.window.main_window import MainWindow

LINES: list[str] = []

Report = Callable[..., None]


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Return (times_s, asked) that notes how long something took, each time it was done."""

    def note(times_s: Sequence[float], asked: str, name: str = "") -> None:
        times = 1000.0 * np.array(times_s)
        median, late, most = np.percentile(times, [50, 95, 100])
        LINES.append(
            f"{name or request.node.name}: median {median:.2f}, p95 {late:.2f}, "
            f"most {most:.2f} ms of {len(times)} (asked: {asked})"
        )

    return note


@pytest.fixture
def say() -> Callable[[str], None]:
    """Return a function that notes a sentence."""
    return LINES.append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured."""
    terminalreporter.section("figures")
    for line in LINES:
        terminalreporter.write_line(line)


@pytest.fixture
def open_window(qapp: object) -> Iterator[Callable[[str], MainWindow]]:
    """Return a function that opens the window on a page, 1280×720, with its engine running."""
    from PySide6.QtCore import QSize

    from app.window.application import open_window as opened

    windows: list[MainWindow] = []
    with offscreen():

        def make(page: str) -> MainWindow:
            window = opened(["--page", page, "--theme", "light", "--lang", "en"])
            windows.append(window)
            window.resize(QSize(1280, 720))
            wait_until(lambda: window.worker.latest is not None, 30.0)
            return window

        yield make
        for window in windows:
            window.close()
            window.deleteLater()
