"""A window with two recording pages, and whole applications."""

import pytest

from app.appearance.settings import Settings
from app.window.application import open_window
from app.window.main_window import MainWindow
from tests.support.sample_page import PAGES


@pytest.fixture
def window(qtbot, worker, theme, no_leaks):
    """Return a shown window with two recording pages, the first at the front."""
    window = MainWindow(PAGES, worker, theme, Settings())
    window.open_page("first")
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def opened(qapp, no_leaks):
    """Return (options) -> a window; closed after the test."""
    windows = []

    def make(*options):
        window = open_window(options)
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
    qapp.setStyleSheet("")
