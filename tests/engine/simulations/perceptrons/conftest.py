"""What tests of the Perceptrons page's engine share: a session with open perceptrons."""

from __future__ import annotations

import pytest

from tests.support.pages.perceptrons_session import Table


@pytest.fixture
def table():
    """Return a session with open perceptrons."""
    made = Table()
    yield made
    made.session.close()
