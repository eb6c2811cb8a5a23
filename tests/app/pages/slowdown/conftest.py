"""A hand on the page Learning slow-down."""

from __future__ import annotations

import pytest

from tests.support.pages.slowdown_page import Hand


@pytest.fixture
def hand(live_worker, theme, qtbot):
    """Return a hand on a page that is shown."""
    hand = Hand(live_worker, theme)
    qtbot.addWidget(hand.page)
    qtbot.addWidget(hand.page.switch)
    return hand
