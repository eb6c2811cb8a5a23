"""Two networks that differ in their initialiser alone, trained on one clock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Vector
from engine.data.examples import DataSet
from engine.improvement.weight_decay import Decay
from engine.training.measurement import Measurement
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

STARTS = ("normal", "1/sqrt(n_in)")
"""The initialisers that are compared."""

EPOCHS = 10
PER_EPOCH = 5
"""Epochs that are trained, and measurements in each."""

PIECE = 100
"""Mini-batches of a slice of work."""

BOOK_PICTURES = 50_000
ETA, LAMBDA, BATCH = 0.1, 5.0, 10
"""Settings of experiment 3.L: Nielsen (2015), ch. 3, weight initialization."""


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """Both networks at one time.

    Attributes
    ----------
    epoch : float
    accuracies, sizes : Vector, shape (2,)
        Validation accuracy 0..1, and root mean square of the hidden weights.
    """

    epoch: float
    accuracies: Vector
    sizes: Vector


class FirstEpochs:
    """Training of both networks; a step is a part of an epoch of both.

    Parameters
    ----------
    data : DataSet
        λ/n is that of the book, however many pictures there are.

    Attributes
    ----------
    points : list of Point
        The first one before training.
    """

    def __init__(self, data: DataSet, seed: int) -> None:
        self._data = data
        self.pictures = min(len(data.training), BOOK_PICTURES)
        part = data.training.take(self.pictures)
        values = {
            "eta": ETA, "lambda": LAMBDA * self.pictures / BOOK_PICTURES, "batch": BATCH,
            "epochs": EPOCHS, "seed": seed,
        }  # fmt: skip
        settings = [TrainingSettings.from_values({**values, "initialiser": s}) for s in STARTS]
        self._trainers = tuple(Trainer(each, part, data.classes) for each in settings)
        self.decay = Decay("l2", ETA, float(settings[0].lambda_), self.pictures, BATCH)
        self._measured: list[float] = []
        self._measurement: Measurement | None = None
        self.points: list[Point] = []

    @property
    def finished(self) -> bool:
        """Whether all epochs are trained and measured."""
        return len(self.points) > EPOCHS * PER_EPOCH

    @property
    def _target(self) -> int:
        """Mini-batches that are trained before the next measurement."""
        return round(len(self.points) * self._trainers[0].segment.steps_per_epoch / PER_EPOCH)

    def piece(self) -> bool:
        """Do a slice of work; return whether it completed a point."""
        behind = [each for each in self._trainers if each.state.step < self._target]
        if behind:
            trainer = behind[0]
            trainer.train(min(PIECE, self._target - trainer.state.step))
            if trainer.place[1] == 0:
                trainer.end_epoch(0.0)
            return False
        return self._measure()

    def _measure(self) -> bool:
        trainer = self._trainers[len(self._measured)]
        if self._measurement is None:
            held = {"validation": self._data.validation}
            self._measurement = Measurement(trainer.network, trainer.settings, held)
        if self._measurement.advance():
            return False
        self._measured.append(self._measurement.scores()["validation"].accuracy)
        self._measurement = None
        if len(self._measured) < len(self._trainers):
            return False
        weights = (each.network.weights[0] for each in self._trainers)
        sizes = [float(np.sqrt(np.mean(w**2, dtype=np.float64))) for w in weights]
        epoch = len(self.points) / PER_EPOCH
        self.points.append(Point(epoch, np.array(self._measured), np.array(sizes)))
        self._measured = []
        return True
