"""You against the network: twenty hard digits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from engine import streams
from engine.arrays import Images, Labels, Vector, freeze
from engine.data.examples import DataSet
from engine.errors import ParameterError
from engine.network import Network
from engine.simulations.digits_state import GameView
from engine.tracing import outputs_of

CARDS = 20
POOL = 150
"""The cards are drawn from so many of the hardest test digits."""


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
        """Draw twenty of the hardest test digits and let the network answer them.

        Parameters
        ----------
        hard : Vector, shape (n,), int64
            Places in the test part, the hardest first.
        clock : callable
            Returns seconds; times the network.
        """
        pool = hard[:POOL]
        cards = streams.generator(seed, "noise").choice(pool, CARDS, replace=False)
        x = data.test.x[cards]
        begun = clock()
        answers = outputs_of(network, x).argmax(axis=1).astype(np.uint8)
        seconds = clock() - begun
        pictures = x.reshape(-1, data.rows, data.columns)
        return cls(freeze(pictures), freeze(data.test.labels[cards]), freeze(answers), seconds)

    def answered(self, digit: int, seconds: float) -> Game:
        """Return the game after one more answer; a finished game stays as it is."""
        if not 0 <= digit <= 9:
            raise ParameterError(
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
        """Return what the page draws."""
        return GameView(
            self.pictures,
            self.labels,
            self.network_answers,
            self.your_answers,
            self.your_seconds,
            self.network_seconds,
        )
