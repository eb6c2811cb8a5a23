"""What tests of the Universality page's engine share: a session with the open page."""

from __future__ import annotations

import pytest

from tests.support.pages.universality_session import Workshop


@pytest.fixture
def workshop():
    """Return a session with the open page."""
    made = Workshop()
    yield made
    made.session.close()
