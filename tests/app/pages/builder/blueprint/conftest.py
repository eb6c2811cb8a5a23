"""A shown builder that looks at the network of Digits."""

from __future__ import annotations

import pytest

from app.pages.builder.view import BuilderPage
from app.pages.builder.words import DIGITS, SIMULATION_ID
from engine.commands.transport import Open, Pause
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits
from tests.support.pages.shown.blueprint import show, small_data


@pytest.fixture
def page(qtbot, live_worker, theme, no_leaks, monkeypatch):
    """Return the page as it looks at the untrained network of Digits."""
    monkeypatch.setitem(
        SIMULATIONS, DIGITS, lambda seed, clock: Digits(seed, load=small_data, clock=clock)
    )
    for run in (SIMULATION_ID, DIGITS):
        live_worker.send(Open(run, run))
    page = BuilderPage(live_worker.send, theme)
    page.resize(1200, 660)
    page.show()
    page.on_shown()
    show(page, live_worker)
    live_worker.send(Pause(SIMULATION_ID))
    page.look_at(DIGITS)
    show(page, live_worker)
    yield page
    page.close()
    page.deleteLater()
