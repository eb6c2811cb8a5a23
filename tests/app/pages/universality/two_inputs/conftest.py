"""A shown Universality page with the tower of the book."""

from __future__ import annotations

import pytest

from app.pages.universality.view import UniversalityPage
from app.pages.universality.words import SIMULATION_ID
from engine.commands.transport import Open
from tests.support.pages.shown.two_inputs import KEY, Bench


@pytest.fixture
def bench(qtbot, live_worker, theme, no_leaks):
    """Return the page with the tower of the book."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    page = UniversalityPage(live_worker.send, theme)
    page.resize(1204, 672)
    page.show()
    page.on_shown()
    bench = Bench(page, live_worker, qtbot)
    bench.show()
    qtbot.keyClick(page, KEY.Key_6)
    bench.show()
    yield bench
    page.close()
    page.switch.deleteLater()
    page.deleteLater()
