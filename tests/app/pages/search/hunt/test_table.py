"""The table of the hunt: what its rows say, and how one is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from app.pages.search.hunt.table import TITLES, book, network_words, ours
from engine.commands.edits import SetSetting
from engine.search.hunt import HUNT


def test_every_row_has_a_title_that_is_translated():
    assert set(TITLES) == {hunt.title for hunt in HUNT}


def test_rows_say_the_books_result_and_that_ours_is_missing(hand):
    rows = hand.set(station="hunt").rows
    assert book(rows[0]).startswith("1,030, 990, 1,009")
    assert book(rows[1]) == "not told"
    assert {ours(row) for row in rows} == {"–"}
    assert network_words(rows[0]).startswith("784-30-10, all")


def test_numbers_are_never_elided(hand):
    hand.set(station="hunt")
    table = hand.page.hunt.table
    table.resize(720, 420)
    table.grab()
    column = table._columns(table.row_rect(0))["book"]
    words = book(hand.simulation.payload.rows[0])
    assert (
        QFontMetricsF(table._theme.font("base", tabular=True)).horizontalAdvance(words)
        <= column.width()
    )


def test_a_click_or_an_arrow_chooses_a_row(hand):
    hand.set(station="hunt")
    table = hand.page.hunt.table
    hand.take()
    QTest.mouseClick(table, Qt.MouseButton.LeftButton, pos=table.row_rect(3).center().toPoint())
    hand.show()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert [command.value for command in hand.take(SetSetting)] == [3, 4]
    table.grab()
