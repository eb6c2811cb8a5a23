"""What tests of the Cost surface's engine share: a session with the valley open."""

from __future__ import annotations

import pytest

from tests.support.pages.surface_session import Bench


@pytest.fixture
def bench():
    """Return a session with the valley open."""
    made = Bench()
    yield made
    made.session.close()
