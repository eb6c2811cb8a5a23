"""What tests of the page Vanishing gradients share: a session on few pictures."""

from __future__ import annotations

import pytest

from tests.support.pages.vanishing_session import Bench


@pytest.fixture
def bench():
    """Return a page on few pictures, closed afterwards."""
    made = Bench()
    yield made
    made.close()
