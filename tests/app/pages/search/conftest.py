"""Shared by the tests of the page."""

from __future__ import annotations

import pytest

from engine.commands.transport import Start
from tests.support.pages.search.page import Hand


@pytest.fixture
def hand(qtbot, live_worker, theme, no_leaks):
    """Return the shown page with a live engine."""
    hand = Hand(live_worker, theme)
    yield hand
    hand.page.close()
    hand.page.switch.deleteLater()
    hand.page.deleteLater()


@pytest.fixture
def searched(hand):
    """Return the page with a map of three by three networks that were trained."""
    hand.set(count=3, epochs=3)
    hand.settle(Start("search"))
    hand.take()
    return hand
