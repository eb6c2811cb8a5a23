"""What tests of the page's engine share."""

from __future__ import annotations

import pytest

from tests.support.pages.overfitting_session import Bench


@pytest.fixture
def bench():
    """Return the page's session on few pictures."""
    bench = Bench()
    yield bench
    bench.close()
