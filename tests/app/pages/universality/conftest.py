"""A shown Universality page, as it opens or with five flat bars."""

from __future__ import annotations

import pytest

from app.pages.universality.view import UniversalityPage
from app.pages.universality.words import SIMULATION_ID
from engine.commands.transport import Open
from tests.support.pages.shown.universality import Bench
from tests.support.pages.universality_page import opened


@pytest.fixture
def hand(qtbot, live_worker, theme, no_leaks):
    """Return the page as it opens, with the game on it."""
    with opened(live_worker, theme) as hand:
        yield hand


@pytest.fixture
def bench(qtbot, live_worker, theme, no_leaks):
    """Return the page with five flat bars."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    page = UniversalityPage(live_worker.send, theme)
    page.resize(1204, 672)
    page.show()
    page.on_shown()
    bench = Bench(page, live_worker, qtbot)
    bench.show()
    yield bench
    page.close()
    page.switch.deleteLater()
    page.deleteLater()
