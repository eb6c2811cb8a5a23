"""Game of the user against the network: twenty hard digits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from engine import random_streams
from engine.arrays import Vector, freeze
from engine.commands.pages.digits import AnswerGame, StartGame, StopGame
from engine.data.examples import DataSet
from engine.errors import DataError, SettingError
from engine.execution.tracing import outputs_of
from engine.networks.network import Network
from engine.simulations.digits.pad import Pad
from engine.simulations.digits.state import GameView
from engine.simulations.learning.learning import Learning

CARDS = 20
POOL = 150
"""Number of the hardest test digits from which the cards are drawn."""


def deal(
    data: DataSet, network: Network, hard: Vector, seed: int, clock: Callable[[], float]
) -> GameView:
    """Draw up to twenty of the hardest test digits and classify them with the network.

    Parameters
    ----------
    hard : Vector, shape (n,), int64
        Indices in the test part, the hardest first.
    clock : callable
        Returns seconds; times the network.

    Raises
    ------
    DataError
        If there are no test digits.
    """
    pool = hard[:POOL]
    if not len(pool):
        raise DataError("expected test digits to play with, got none; choose other data")
    count = min(CARDS, len(pool))
    cards = random_streams.generator(seed, "noise").choice(pool, count, replace=False)
    x = data.test.x[cards]
    begun = clock()
    answers = outputs_of(network, x).argmax(axis=1).astype(np.uint8)
    seconds = clock() - begun
    pictures = x.reshape(-1, data.rows, data.columns)
    labels = freeze(data.test.labels[cards])
    return GameView(freeze(pictures), labels, freeze(answers), seconds, names=data.names)


def answered(game: GameView, digit: int, seconds: float) -> GameView:
    """Return the game after one more answer; a finished game stays as it is.

    Raises
    ------
    SettingError
        If the answer is none of the classes.
    """
    if not 0 <= digit < len(game.names):
        raise SettingError(
            "expected one of the classes 0 to {last}, got {found}; choose one",
            last=len(game.names) - 1,
            found=digit,
        )
    if game.finished:
        return game
    return replace(
        game,
        your_answers=(*game.your_answers, digit),
        your_seconds=(*game.your_seconds, max(0.0, seconds)),
    )


class GameTable:
    """Deals games on request, as soon as the data are loaded.

    Parameters
    ----------
    network : callable
        Returns the network that plays against the user on a data set.

    Attributes
    ----------
    game : GameView or None
    """

    def __init__(
        self,
        learning: Learning,
        pad: Pad,
        network: Callable[[DataSet], Network],
        clock: Callable[[], float],
    ) -> None:
        self._learning, self._pad, self._network, self._clock = learning, pad, network, clock
        self.game: GameView | None = None
        self._waiting = False

    @property
    def handlers(self) -> dict[type, Callable[[Any], None]]:
        """Handlers by type of command."""
        return {StartGame: self.start, AnswerGame: self.answer, StopGame: self.stop}

    def start(self, command: StartGame) -> None:
        """Deal a new game."""
        self._waiting = True
        data = self._learning.store.need()
        if data is not None:
            self.deal_waiting(data)

    def deal_waiting(self, data: DataSet) -> None:
        """Deal the game that was waiting for the data, if any."""
        if self._waiting:
            self._waiting = False
            hard, seed = self._pad.hard_order(data), self._learning.settings.seed
            self.game = deal(data, self._network(data), hard, seed, self._clock)

    def answer(self, command: AnswerGame) -> None:
        """Answer the current digit."""
        if self.game is not None:
            self.game = answered(self.game, command.digit, command.seconds)

    def stop(self, command: StopGame) -> None:
        """Leave the game."""
        self.game, self._waiting = None, False
