"""A session in which something of everything was done, and the bytes of its document."""

from __future__ import annotations

import pytest

from engine.simulations import SIMULATIONS
from tests.support.documents import bytes_of, small_digits, worked_on


@pytest.fixture(scope="module")
def session():
    """Return a session in which something of everything was done."""
    before = SIMULATIONS["digits"]
    SIMULATIONS["digits"] = small_digits
    session = worked_on()
    yield session
    session.close()
    SIMULATIONS["digits"] = before


@pytest.fixture(scope="module")
def content(session):
    """Return the bytes of its document."""
    return bytes_of(session)
