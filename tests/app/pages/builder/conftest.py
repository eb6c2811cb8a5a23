"""A shown Network builder whose opening is over."""

from __future__ import annotations

import pytest

from app.pages.builder.view import BuilderPage
from app.pages.builder.words import SIMULATION_ID
from engine.commands.transport import Open, Pause
from tests.support.pages.shown.builder import show


@pytest.fixture
def page(qtbot, live_worker, theme, no_leaks):
    """Return the page as it stands once its opening is over."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    page = BuilderPage(live_worker.send, theme)
    page.resize(1200, 660)
    page.show()
    qtbot.waitExposed(page)
    page.on_shown()
    show(page, live_worker)
    live_worker.send(Pause(SIMULATION_ID))
    page._introducing = False
    show(page, live_worker)
    yield page
    page.close()
    page.deleteLater()
