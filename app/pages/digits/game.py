"""A game of the user against the network: twenty hard digits, timed and scored."""

from __future__ import annotations

from functools import partial
from math import ceil

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.pages.digits.training.gallery import Gallery
from app.pages.digits.words import DIGITS, SIMULATION_ID
from app.widgets.basics.boxes import column
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedLabel, WrappedLabel
from app.widgets.basics.retranslation import explain, retranslate_children
from app.widgets.pictures.picture_view import PictureView
from engine.commands.command import SendCommand
from engine.commands.pages.digits import AnswerGame, StartGame, StopGame
from engine.data.classes import name_of
from engine.simulations.digits.state import GameView


class GamePanel(QWidget):
    """Shows one digit after the other, then those that were answered differently or wrongly.

    Signals
    -------
    left : ()
        The user left the game.
    """

    left = Signal()

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("game_panel")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._send = send
        self._game: GameView | None = None
        self._seconds = 0.0
        self._answered = -1
        self.card = Card(theme, mark("You against the network"), self)
        self.score = ElidedLabel("game_score", self, role="sentence")
        self.clock = ElidedLabel("game_clock", self, role="mono")
        self.picture = PictureView(theme, "game_picture", self)
        self.disagreements = Gallery(theme, "game_disagreements", self)
        self.hint = WrappedLabel("game_hint", self, role="hint")
        self.keys: list[ElidedButton] = []
        self._names: tuple[str, ...] = ()
        self._key_grid = QGridLayout()
        self._key_grid.setSpacing(6)
        again, leave = mark("Deal twenty hard digits again."), mark("Leave the game.")
        self.again_button = ElidedButton(
            "game_again_button", mark("Once more"), again, role="primary", act=self._begin_again
        )
        self.leave_button = ElidedButton(
            "game_leave_button", mark("leave"), leave, role="link", act=self._leave
        )
        self.card.add_to_header(self.leave_button)
        shown = (self.score, self.clock, (self.picture, 1), (self.disagreements, 1), self.hint)
        self.card.hold(*shown, self._key_grid, self.again_button)
        column(self.card, inside=self)
        self._offer(DIGITS)
        self.retranslate()

    def _offer(self, names: tuple[str, ...]) -> None:
        """Lay out a key for each class: ten in two rows, more in about twice as many columns."""
        if names == self._names:
            return
        self._names = names
        for key in self.keys:
            key.deleteLater()
        columns = max(5, ceil((2 * len(names)) ** 0.5))
        self.keys = []
        for place in range(len(names)):
            key = ElidedButton(f"game_digit_{place}", act=partial(self._answer, place))
            key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._key_grid.addWidget(key, *divmod(place, columns))
            self.keys.append(key)
        self._say_keys()

    def _say_keys(self) -> None:
        for name, key in zip(self._names, self.keys, strict=True):
            key.say(name, tr("It is a {digit}.", digit=name))

    # --- called by the page -----------------------------------------------------------------

    def render_game(self, game: GameView | None) -> None:
        """Show the present digit, or the result."""
        if game is self._game:
            return
        self._game = game
        if game is None:
            self._answered = -1
            return
        if len(game.your_answers) != self._answered:
            self._answered = len(game.your_answers)
            self._seconds = 0.0
        self._offer(game.names)
        playing = not game.finished
        self.picture.setVisible(playing)
        for key in self.keys:
            key.setVisible(playing)
        self.disagreements.setVisible(not playing)
        self.again_button.setVisible(not playing)
        self._say_hint()
        if playing:
            self.picture.show_picture(game.pictures[self._answered])
        else:
            self._show_disagreements(game)
        self.score.say(score_text(game))
        self._say_clock()

    def advance(self, elapsed_ms: float) -> None:
        if self._game is not None and not self._game.finished and self.isVisible():
            self._seconds += elapsed_ms / 1000.0
            self._say_clock()

    def _say_clock(self) -> None:
        if self._game is None:
            return
        yours = sum(self._game.your_seconds) + (0 if self._game.finished else self._seconds)
        self.clock.say(
            tr(
                "you {yours} s · network {network} s",
                yours=number(yours, 1),
                network=number(self._game.network_seconds, 4),
            )
        )

    def _show_disagreements(self, game: GameView) -> None:
        yours = np.array(game.your_answers)
        rows = np.flatnonzero((yours != game.network_answers) | (yours != game.labels))
        if not len(rows):
            self.disagreements.show_sentence(tr("You and the network read all twenty right."))
            return
        columns = (game.labels[rows], yours[rows], game.network_answers[rows])
        named = [
            tuple(name_of(game.names, each) for each in row) for row in zip(*columns, strict=True)
        ]
        hints = [
            tr(
                "a {label}: you said {yours}, the network {network}",
                label=label,
                yours=mine,
                network=network,
            )
            for label, mine, network in named
        ]
        captions = [f"{label}  {mine}|{network}" for label, mine, network in named]
        self.disagreements.show_pictures(game.pictures[rows], captions, hints)

    def retranslate(self) -> None:
        retranslate_children(self)
        self._say_hint()
        self._say_keys()
        self.disagreements.setToolTip(tr("Truth, then your answer | the network's answer."))
        self.disagreements.setAccessibleName(tr("Disagreements"))
        explain(self.picture, tr("The digit on the table"))

    def _say_hint(self) -> None:
        if self._game is not None and self._game.finished:
            self.hint.setText(
                tr("Below each digit: the truth, your answer | the network's answer.")
            )
        else:
            self.hint.setText(tr("What is it? Press its key or its button."))

    # --- handlers -----------------------------------------------------------------------------

    def _answer(self, digit: int) -> None:
        if self._game is not None and not self._game.finished:
            self._send(AnswerGame(SIMULATION_ID, digit, self._seconds))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in self._names:
            self._answer(self._names.index(event.text()))
        else:
            super().keyPressEvent(event)

    def _begin_again(self) -> None:
        self._send(StartGame(SIMULATION_ID))
        self.setFocus()

    def _leave(self) -> None:
        self._send(StopGame(SIMULATION_ID))
        self.left.emit()


def score_text(game: GameView) -> str:
    """Return the score of both so far as text."""
    done = len(game.your_answers)
    labels = game.labels[:done]
    yours = int((np.array(game.your_answers, dtype=int) == labels).sum()) if done else 0
    network = int((game.network_answers[:done] == labels).sum())
    return tr(
        "{done}/{count} · you {yours} · network {network}",
        done=done,
        count=len(game.labels),
        yours=yours,
        network=network,
    )
