"""A card has a title and a note, and speaks the language of the window."""

from __future__ import annotations

import pytest

from app.appearance.translation import CROSSED, set_language
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton


@pytest.fixture
def card(qtbot, theme):
    """Return a card with declared words and a button."""
    card = Card(theme, "Bench", name="bench_stage", note="drag a dot")
    card.button = ElidedButton("add_button", "+ input", "Add an input.")
    card.add_to_header(card.button)
    qtbot.addWidget(card)
    return card


def test_declared_words_are_shown_at_once(card):
    assert card.objectName() == "bench_stage"
    assert (card.title.text(), card.note.text()) == ("Bench", "drag a dot")
    assert card.button.toolTip() == "+ input: Add an input."


def test_declared_words_follow_the_language_with_everything_in_the_card(card):
    set_language(CROSSED)
    card.retranslate()
    assert (card.title.text(), card.note.text(), card.button.text()) == ("X", "X", "X")


def test_words_that_were_set_stay(card, theme, qtbot):
    plain = Card(theme)
    qtbot.addWidget(plain)
    plain.set_title("0.5")
    plain.retranslate()
    assert plain.title.text() == "0.5"
