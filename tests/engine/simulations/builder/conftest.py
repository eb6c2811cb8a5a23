"""What tests of the builder's engine share: a session with an open builder."""

from __future__ import annotations

import pytest

from tests.support.pages.builder_session import Bench


@pytest.fixture
def bench():
    """Return a session with an open builder."""
    made = Bench()
    yield made
    made.session.close()
