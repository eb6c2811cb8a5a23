"""A shown Perceptrons page in front of a live engine."""

from __future__ import annotations

import pytest

from app.pages.perceptrons.view import PerceptronsPage
from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.transport import Open
from tests.support.pages.shown.perceptrons import show


@pytest.fixture
def page(qtbot, live_worker, theme, no_leaks):
    """Return the page as it opens."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    page = PerceptronsPage(live_worker.send, theme)
    page.resize(1204, 672)
    page.show()
    show(page, live_worker)
    yield page
    for old in (page.title_widget(), page):
        old.close()
        old.deleteLater()
