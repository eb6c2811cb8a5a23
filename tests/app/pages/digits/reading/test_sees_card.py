"""The figures beside the network's input."""

from __future__ import annotations

import pytest

from app.pages.digits.reading.sees_card import SeesCard
from tests.support.pages.digits_states import SEVEN


@pytest.fixture
def card(qtbot, theme):
    """Return the card without a page around it."""
    card = SeesCard(theme)
    qtbot.addWidget(card)
    return card


def figures(card):
    """Return the figures as they are written."""
    return {name: label.text() for name, label in card._values.items()}


def moved(strokes, across):
    """Return strokes a share of the pad further to the right."""
    return tuple(tuple((x + across, y) for x, y in stroke) for stroke in strokes)


def test_an_empty_pad_has_no_figures(card, reader):
    card.render_reading(reader.read_strokes(SEVEN))
    assert "–" not in figures(card).values()
    card.render_reading(None)
    assert set(figures(card).values()) == {"–"}


def test_figures_do_not_depend_on_where_on_the_pad_a_drawing_stands(card, reader):
    found = []
    for across in (-0.1, 0.0, 0.1):
        card.render_reading(reader.read_strokes(moved(SEVEN, across), frame=1.0))
        found.append(figures(card))
    assert found[0] == found[1] == found[2]
    assert found[0]["shift"] == "−1.2 +3.2"


def test_a_lecture_shows_the_picture_alone(card):
    assert (card.title.text(), card.note.text()) == ("What the network sees", "28×28")
    card.set_lecture(True)
    assert (card.title.text(), card.note.text()) == ("The network sees", "")
    assert all(label.isHidden() for label in card._values.values())
    card.set_lecture(False)
    assert not any(label.isHidden() for label in card._values.values())
