"""A shown Backprop page in front of a live engine."""

from __future__ import annotations

import pytest

from app.pages.backprop.view import BackpropPage
from app.pages.backprop.words import SIMULATION_ID
from engine.commands.transport import Open
from tests.support.pages.shown.backprop import show


@pytest.fixture
def page(qtbot, live_worker, theme, no_leaks):
    """Return the page with the chain open."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    page = BackpropPage(live_worker.send, theme)
    page.resize(1204, 672)
    page.show()
    page.on_shown()
    show(page, live_worker)
    yield page
    page.close()
    page.deleteLater()
