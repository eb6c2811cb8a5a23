"""What tests of the Backprop page's engine share: a session with the chain open."""

from __future__ import annotations

import pytest

from tests.support.pages.backprop_session import Bench


@pytest.fixture
def bench():
    """Return a session with the chain open."""
    made = Bench()
    yield made
    made.session.close()
