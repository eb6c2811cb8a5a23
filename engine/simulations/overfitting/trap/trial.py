"""One trial of a search: a small network with settings drawn at random, trained and measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

from engine import random_streams
from engine.arrays import Vector
from engine.data.examples import DataSet
from engine.training.measurement import Measurement
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

PICTURES = 300
"""Training pictures of each trial."""

VALIDATION = 1_000
"""Validation pictures by which a trial may be chosen."""

LAMBDAS, EPOCHS = (0.001, 3.0), (3.0, 60.0)
"""Ends of the logarithmic ranges from which λ and the number of epochs are drawn."""

PIECE = 60
"""Mini-batches of a slice of work."""


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """Result of a trial.

    Attributes
    ----------
    right : Vector, shape (test pictures,), bool
        Whether it answers a test picture rightly.
    validation : float
        Its accuracy 0..1 on validation pictures.
    """

    lambda_: float
    epochs: int
    right: Vector
    validation: float


def trial_settings(seed: int, number: int) -> TrainingSettings:
    """Return the settings of a trial: λ, epochs and start differ from one to the next."""
    generator = random_streams.generator(seed, "noise", number + 1)
    (least, most), (few, many) = LAMBDAS, EPOCHS
    strength = exp(generator.uniform(log(least), log(most)))
    epochs = round(exp(generator.uniform(log(few), log(many))))
    return TrainingSettings.from_values(
        {
            "lambda": float(f"{strength:.2g}"),
            "epochs": epochs,
            "seed": seed + number,
            "train_size": PICTURES,
        }
    )


class Trial:
    """A trial in progress.

    Parameters
    ----------
    data : DataSet
        Its first training pictures are learned from.
    """

    def __init__(self, settings: TrainingSettings, data: DataSet) -> None:
        pictures = data.training.take(min(PICTURES, len(data.training)))
        self._data, self._trainer = data, Trainer(settings, pictures, data.classes)
        self._measurement: Measurement | None = None

    @property
    def share(self) -> float:
        """Share 0..1 of its epochs that are done."""
        return self._trainer.place[0] / self._trainer.settings.epochs

    def piece(self) -> Result | None:
        """Do a slice of work; return the result when all is done."""
        trainer = self._trainer
        if not trainer.finished:
            if trainer.train(PIECE) and trainer.place[1] == 0:
                trainer.end_epoch(0.0)
            return None
        if self._measurement is None:
            held = self._data.validation
            parts = {"validation": held.take(min(VALIDATION, len(held))), "test": self._data.test}
            self._measurement = Measurement(trainer.network, trainer.settings, parts)
        if self._measurement.advance():
            return None
        scores, settings = self._measurement.scores(), trainer.settings
        right = scores["test"].answers == self._data.test.labels
        return Result(settings.lambda_, settings.epochs, right, scores["validation"].accuracy)
