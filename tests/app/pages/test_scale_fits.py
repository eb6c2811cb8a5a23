"""Pages fit into the window at every interface scale."""

from __future__ import annotations

import pytest

from app.appearance.settings import Settings
from app.appearance.theme import SCALES
from app.pages import PAGES
from app.window.main_window import MainWindow

INFO = {info.id: info for info in PAGES}

NARROW, WIDE = (1280, 720), (1920, 1080)


@pytest.fixture
def fits(qtbot, theme, live_worker, no_leaks):
    """Return (page id, scale, size) -> by how much the page's least size exceeds its room."""
    windows = []

    def measure(page_id, scale, size):
        theme.set_scale(scale)
        window = MainWindow(PAGES, live_worker, theme, Settings())
        windows.append(window)
        window.clock.stop()
        window.resize(*size)
        window.open_page(page_id)
        window.show()
        for _ in range(3):
            live_worker.work()
            window.clock.tick()
        assert (window.width(), window.height()) == size
        least, room = window.page.minimumSizeHint(), window.page.size()
        return max(least.width() - room.width(), 0), max(least.height() - room.height(), 0)

    yield measure
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.mark.parametrize("page_id", ["builder", "backprop", "overfitting"])
def test_the_tallest_pages_fit_at_125_percent(fits, page_id):
    assert fits(page_id, 125, NARROW) == (0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("page_id", sorted(INFO))
def test_every_page_fits_at_every_scale(fits, page_id, scale):
    assert fits(page_id, scale, NARROW if scale <= 125 else WIDE) == (0, 0)
