"""What tests of the page share."""

from __future__ import annotations

import pytest

from tests.support.pages.overfitting_page import Hand


@pytest.fixture
def hand(qtbot, live_worker, theme, no_leaks):
    """Return the shown page with a live engine."""
    hand = Hand(live_worker, theme)
    yield hand
    hand.page.close()
    hand.page.switch.deleteLater()
    hand.page.deleteLater()
