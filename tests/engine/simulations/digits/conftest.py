"""What tests of the Digits page's engine share: a session on little data."""

from __future__ import annotations

import pytest

from engine.commands.edits import SetSetting
from engine.commands.transport import Open
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits
from tests.support.pages.digits_session import SIMULATION_ID, small_data


@pytest.fixture
def session(monkeypatch):
    """Return a session with an open Digits run on little data."""
    monkeypatch.setitem(
        SIMULATIONS, "digits", lambda seed, clock: Digits(seed, load=small_data, clock=clock)
    )
    session = Session()
    session.apply(Open(SIMULATION_ID, "digits"))
    session.apply(SetSetting(SIMULATION_ID, "epochs", 3))
    yield session
    session.close()
