"""The gallery of mistakes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.pages.digits.training.board import MISTAKES
from engine.commands.pages.digits import ShowExample
from tests.support.pages.digits_states import mistakes, open_board


def test_a_click_on_a_mistake_puts_it_on_the_pad(page, worker, show):
    open_board(page, MISTAKES)
    show(training={"mistakes": mistakes(), "last_step": 1})
    gallery = page.side.training.board.mistakes
    QTest.mouseClick(gallery, Qt.MouseButton.LeftButton, pos=gallery.rect_of(2).center().toPoint())
    assert worker.sent(ShowExample) == [ShowExample("digits", "index", 102)]
