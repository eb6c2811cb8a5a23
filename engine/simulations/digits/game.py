"""Game of the user against the network: twenty hard digits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine import random_streams
from engine.arrays import Images, Labels, Vector, freeze
from engine.commands.pages.digits import AnswerGame, StartGame, StopGame
from engine.data.examples import DataSet
from engine.errors import DataError, SettingError
from engine.execution.tracing import outputs_of
from engine.networks.network import Network
from engine.simulations.digits.pad import Pad
from engine.simulations.digits.state import GameView
from engine.simulations.learning.data_store import DataStore

CARDS = 20
POOL = 150
"""Number of the hardest test digits from which the cards are drawn."""


@dataclass(frozen=True, slots=True)
class Game:
    """A dealt game and the answers so far."""

    pictures: Images
    labels: Labels
    network_answers: Labels
    network_seconds: float
    your_answers: tuple[int, ...] = ()
    your_seconds: tuple[float, ...] = ()

    @classmethod
    def deal(
        cls,
        data: DataSet,
        network: Network,
        hard: Vector,
        seed: int,
        clock: Callable[[], float],
    ) -> Game:
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
        return cls(freeze(pictures), freeze(data.test.labels[cards]), freeze(answers), seconds)

    def answered(self, digit: int, seconds: float) -> Game:
        """Return the game after one more answer; a finished game stays as it is."""
        if not 0 <= digit <= 9:
            raise SettingError(
                "an answer must be a digit 0 to 9, got {found}; choose one", found=digit
            )
        if len(self.your_answers) == len(self.labels):
            return self
        return replace(
            self,
            your_answers=(*self.your_answers, digit),
            your_seconds=(*self.your_seconds, max(0.0, seconds)),
        )

    def view(self) -> GameView:
        """Return the view of the game."""
        return GameView(
            self.pictures,
            self.labels,
            self.network_answers,
            self.your_answers,
            self.your_seconds,
            self.network_seconds,
        )


class GameTable:
    """Deals games on request, as soon as the data are loaded.

    Parameters
    ----------
    reading : callable
        Returns the network that reads the pad, and a seed.
    """

    def __init__(
        self,
        store: DataStore,
        pad: Pad,
        reading: Callable[[], tuple[Network, int]],
        clock: Callable[[], float],
    ) -> None:
        self._store, self._pad, self._reading, self._clock = store, pad, reading, clock
        self._game: Game | None = None
        self._waiting = False

    @property
    def handlers(self) -> dict[type, Callable[[Any], None]]:
        """Handlers by type of command."""
        return {StartGame: self.start, AnswerGame: self.answer, StopGame: self.stop}

    def start(self, command: StartGame) -> None:
        """Deal a new game."""
        self._waiting = True
        data = self._store.need()
        if data is not None:
            self.deal_waiting(data)

    def deal_waiting(self, data: DataSet) -> None:
        """Deal the game that was waiting for the data, if any."""
        if self._waiting:
            self._waiting = False
            network, seed = self._reading()
            self._game = Game.deal(data, network, self._pad.hard_order(data), seed, self._clock)

    def answer(self, command: AnswerGame) -> None:
        """Answer the current digit."""
        if self._game is not None:
            self._game = self._game.answered(command.digit, command.seconds)

    def stop(self, command: StopGame) -> None:
        """Leave the game."""
        self._game, self._waiting = None, False

    def view(self) -> GameView | None:
        """Return the view of the game; None without one."""
        return self._game.view() if self._game is not None else None
