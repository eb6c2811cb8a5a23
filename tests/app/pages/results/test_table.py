"""The table: filter, search, order; what a document keeps of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qt_compat import qt_api

from app.appearance.translation import set_language
from app.pages.results.selection import BOOK, DIFFERENCE, NAME, STANDING
from engine.experiments import ALL


def shown(hand):
    """Return the IDs in the order of the table."""
    return [each.text(0).split()[0] for each in hand.table.items()]


def click_heading(hand, column):
    """Click on the heading of a column."""
    header = hand.table.tree.header()
    header.sectionClicked.emit(column)


def test_the_table_holds_the_whole_book_by_chapters(hand):
    assert shown(hand) == list(ALL)
    assert hand.table.tree.topLevelItemCount() == 6


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dropout", ["3.U", "6.L", "6.M"]),
        ("Dropout 6.L", ["6.L", "6.M"]),
        ("784-100-10 test slowly", ["1.C"]),
        ("nothing at all", []),
    ],
)
def test_the_search_finds_rows_with_all_words(hand, words, found):
    hand.table.field.setText(words)
    assert shown(hand) == found
    hand.table.field.clear()
    assert len(shown(hand)) == len(ALL)


def test_the_filter_shows_rows_of_one_status(hand):
    hand.table.filter.show_choice("not built")
    assert shown(hand) == ["6.N", "6.O"]
    hand.table.filter.show_choice("shortened")
    assert shown(hand) == ["6.H", "6.I", "6.J", "6.K", "6.L"]
    hand.table.filter.show_choice("apart")
    assert all(each.text(DIFFERENCE) for each in hand.table.items())
    hand.table.filter.show_choice("mine")
    assert shown(hand) == []


def test_a_heading_sorts_within_the_chapters_both_ways_and_those_without_a_number_are_last(hand):
    click_heading(hand, BOOK)
    first = [each for each in shown(hand) if each.startswith("1.")]
    assert first[:2] == ["1.E", "1.G"]
    assert set(first[-3:]) == {"1.D", "1.F", "1.M"}
    click_heading(hand, BOOK)
    down = [each for each in shown(hand) if each.startswith("1.")]
    assert down[0] == "1.N"
    assert set(down[-3:]) == {"1.D", "1.F", "1.M"}
    click_heading(hand, NAME)
    assert shown(hand) == list(ALL)


def test_arrows_follow_the_order_of_the_table(hand):
    hand.table.field.setText("dropout")
    hand.page.down()
    assert hand.page.state.chosen.id == "3.U"
    hand.page.down()
    hand.page.down()
    hand.page.down()
    assert hand.page.state.chosen.id == "6.M"
    hand.page.up()
    assert hand.page.state.chosen.id == "6.L"


def test_keys_of_the_page_reach_it_while_the_table_has_the_focus(hand, qtbot):
    hand.table.tree.setFocus()
    qt_api.QtTest.QTest.keyClick(hand.table.tree, Qt.Key.Key_Down)
    assert hand.page.state.chosen.id == "1.B"
    qt_api.QtTest.QTest.keyClick(hand.table.tree, Qt.Key.Key_Space)
    assert hand.page.state.running.id == "1.B"


def test_a_document_keeps_search_filter_and_order_and_passes_over_nonsense(hand):
    hand.table.field.setText("sigmoid")
    hand.table.filter.show_choice("full")
    click_heading(hand, STANDING)
    values, rows = hand.page.view_values(), shown(hand)
    hand.table.field.clear()
    hand.table.filter.show_choice("any")
    click_heading(hand, NAME)
    hand.page.show_view({"filter": 3, "standing": "?", "sorted_by": 99, "downwards": "x"})
    assert shown(hand) == list(ALL)
    hand.page.show_view(values)
    assert shown(hand) == rows


def test_the_search_reads_the_language_of_the_window(hand):
    set_language("es")
    hand.page.retranslate()
    hand.table.field.setText("adivinar")
    assert shown(hand) == ["1.G"]
