"""Training on 250,000 pictures (each digit and four copies moved by a pixel), 50,000 at a time.

Nielsen (2015), ch. 6.  An epoch consists of five rounds: each shows every picture once, with
another shift.  The pictures of a round are made when it begins, so memory stays constant, and
a run resumed in the middle of a round gets the same pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from engine.data.digits.shifts import MOVES, deal_moves, move_pictures
from engine.data.examples import DataSet, Examples
from engine.runs.headless_run import Clock, HeadlessRun
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

ROUNDS = len(MOVES)


def in_rounds(settings: TrainingSettings) -> TrainingSettings:
    """Return settings of the expanded set converted to rounds, with the same effect.

    λ is divided by the size of the training set, which is five times smaller in a round.
    """
    return replace(settings, epochs=settings.epochs * ROUNDS, lambda_=settings.lambda_ / ROUNDS)


class ShiftedRun(HeadlessRun):
    """A run on a training set expanded by shifts of one pixel.

    Parameters
    ----------
    settings : TrainingSettings
        For the expanded set: its epochs, and λ relative to its size.
    data : DataSet
        Data whose training part is expanded; not changed.
    clock, sample, progress
        As in `HeadlessRun`.
    """

    rounds = ROUNDS

    def __init__(
        self,
        settings: TrainingSettings,
        data: DataSet,
        *,
        clock: Clock,
        sample: int = 0,
        progress: Callable[[int, float], None] | None = None,
    ) -> None:
        # the trainer's inputs are overwritten in every round, so it gets its own array
        self._room = np.zeros_like(data.training.x)
        examples = Examples(self._room, data.training.labels)
        trainer = Trainer(in_rounds(settings), examples, data.classes)
        super().__init__(trainer, data, clock=clock, sample=sample, progress=progress)
        self._shown = -1

    def prepare_round(self) -> None:
        """Write the shifted pictures of the present round, unless they are in place."""
        number = self.trainer.place[0]
        if number == self._shown:
            return
        epoch, place = divmod(number, ROUNDS)
        original = self.data.training.x
        moves = deal_moves(self.trainer.settings.seed, epoch, len(original))[place]
        move_pictures(original, moves, self.data.columns, self._room)
        self.trainer.replace_inputs(self._room)
        self._shown = number
