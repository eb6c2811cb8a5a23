"""The four panels behind tabs: only the visible one is refreshed."""

from __future__ import annotations

import pytest

from app.pages.backprop.insight_card import CHECK, DEMON, LAYER, PATHS, InsightCard
from tests.support.pages.digits_states import Recorder
from tests.support.pages.shown.backprop import moment


@pytest.fixture
def card(qtbot, theme):
    """Return the card without a page around it."""
    card = InsightCard(theme, Recorder().send)
    qtbot.addWidget(card)
    return card


def filled(card):
    """Return for each panel whether it has lines."""
    return [bool(panel.lines.lines) for panel in card.panels]


def test_only_the_panel_that_is_seen_is_refreshed(card):
    assert card.tabs.currentIndex() == PATHS
    card.render_text(moment("small"))
    assert filled(card) == [True, False, False, False]
    card.tabs.setCurrentIndex(LAYER)
    assert card.stack.currentWidget() is card.layer
    assert filled(card) == [True, False, False, True]


def test_the_demon_comes_and_goes_with_its_tab(card):
    told = []
    card.demon_shown.connect(told.append)
    for tab in (CHECK, DEMON, LAYER, DEMON, PATHS):
        card.tabs.setCurrentIndex(tab)
    assert told == [False, True, False, True, False]
