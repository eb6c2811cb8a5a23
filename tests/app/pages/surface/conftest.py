"""A shown Cost surface with the valley open, or with the builder's network."""

from __future__ import annotations

import pytest

from app.pages.surface.view import SurfacePage
from app.pages.surface.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.transport import Open, Step
from tests.support.pages.shown.surface import settle, show


@pytest.fixture
def page(qtbot, live_worker, theme, no_leaks):
    """Return the page with the valley open."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    live_worker.send(SetSetting(SIMULATION_ID, "surface", "valley"))
    page = SurfacePage(live_worker.send, theme)
    page.resize(1200, 660)
    page.show()
    page.on_shown()
    show(page, live_worker)
    yield page
    page.close()
    page.deleteLater()


@pytest.fixture
def network_page(qtbot, live_worker, theme, no_leaks):
    """Return the page while it looks at the builder's network, which has learned a little."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    live_worker.send(Open("builder", "builder"))
    live_worker.send(Step("builder", 60))
    page = SurfacePage(live_worker.send, theme)
    page.resize(1200, 660)
    page.show()
    page.on_shown()
    page.look_at("builder")
    settle(page, live_worker)
    yield page
    page.close()
    page.deleteLater()
