"""Shared by the tests of the page's engine."""

from __future__ import annotations

import pytest

from tests.support.pages.search.session import Bench


@pytest.fixture
def bench():
    """Return the page's session."""
    bench = Bench()
    yield bench
    bench.close()


@pytest.fixture
def small(bench):
    """Return the page's session with a map of three by three cells."""
    bench.set(count=3, epochs=3)
    return bench
