"""The game on the Digits page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.pages.digits.side import GAME, LOOK
from engine.commands.pages.digits import AnswerGame, StartGame, StopGame
from tests.support.pages.digits_states import (
    game,
)


def test_the_game_is_dealt_answered_by_keys_and_left(page, worker, show):
    show()
    page.side.invitation.game_button.click()
    assert worker.sent(StartGame)
    assert page.side.face == GAME
    show(version=2, game=game())
    page.advance(500)
    QTest.keyClick(page.side.game, Qt.Key.Key_4)
    (answer,) = worker.sent(AnswerGame)
    assert (answer.digit, answer.seconds) == (4, pytest.approx(0.5))
    page.side.game.leave_button.click()
    assert worker.sent(StopGame)
    assert page.side.face == LOOK


def test_the_game_ends_with_both_scores_and_the_disagreements(page, show):
    page.side.open_game()
    answers = [digit % 10 for digit in range(20)]
    answers[3] = 8
    show(version=2, game=game(answers))
    panel = page.side.game
    assert "you 19" in panel.score.text()
    assert panel.disagreements.isVisible()
    assert panel.again_button.isVisible()
    assert not panel.keys[0].isVisible()
