"""One network of the race: trained for a round of examples at a time, then measured."""

from __future__ import annotations

from engine.data.examples import DataSet
from engine.settings import Value
from engine.training.measurement import Measurement
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

PLAIN: dict[str, Value] = {
    "layers": "784-30-10", "cost": "quadratic", "initialiser": "normal", "eta": 3.0,
}  # fmt: skip
"""The first network of the book, without anything of chapter 3."""

TUNED: dict[str, Value] = {
    "layers": "784-100-10", "cost": "cross-entropy", "eta": 0.3, "expand": "shift=1,rotate,skew",
}  # fmt: skip
"""More neurons, cross-entropy, smaller first weights, L2, and expansion."""

PENALTY = 0.0001
"""λ of the tuned network divided by the size of its training set."""

ROUND = 10_000
"""Examples of a round."""

PIECE = 20
"""Mini-batches of a slice of work."""


class RacingNetwork:
    """A network in the race.

    Parameters
    ----------
    values : dict
        Settings by name.
    size : int
        Pictures that it learns from, the first ones.
    """

    def __init__(self, values: dict[str, Value], size: int, data: DataSet, seed: int) -> None:
        every = {"epochs": 100_000, "seed": seed, "train_size": size}
        settings = TrainingSettings.from_values({**values, **every})
        self.size, self.layers = size, settings.layers
        self._test = data.test
        self._trainer = Trainer(settings, data.training, data.classes)
        self._rounds = 0
        self._measurement: Measurement | None = None

    def piece(self) -> float | None:
        """Do a slice of work; return the test accuracy when a round is done."""
        trainer = self._trainer
        goal = (self._rounds + 1) * ROUND
        left = goal - trainer.examples_until(trainer.state.step)
        if left > 0 and self._measurement is None:
            batches = min(PIECE, -(-left // trainer.settings.batch))
            if trainer.train(batches) and trainer.place[1] == 0:
                trainer.end_epoch(0.0)
            return None
        if self._measurement is None:
            parts = {"test": self._test}
            self._measurement = Measurement(trainer.network, trainer.settings, parts)
        if self._measurement.advance():
            return None
        accuracy = self._measurement.scores()["test"].accuracy
        self._measurement = None
        self._rounds += 1
        return accuracy


def networks(data: DataSet, small: int, seed: int) -> dict[str, RacingNetwork]:
    """Return the two networks at the start."""
    whole = len(data.training)
    size = min(small, whole)
    tuned = {**TUNED, "lambda": PENALTY * size}
    return {
        "tuned": RacingNetwork(tuned, size, data, seed),
        "plain": RacingNetwork(PLAIN, whole, data, seed),
    }
