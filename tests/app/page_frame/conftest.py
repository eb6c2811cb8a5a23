"""A window with a single page."""

from __future__ import annotations

import pytest

from app.appearance.settings import Settings
from app.window.main_window import MainWindow


@pytest.fixture
def open_page(qtbot, theme, no_leaks):
    """Return (page, worker) -> a shown window with that page; closed after the test."""
    windows = []

    def make(info, worker):
        window = MainWindow([info], worker, theme, Settings())
        windows.append(window)
        window.clock.stop()
        window.open_page(info.id)
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
