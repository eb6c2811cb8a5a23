"""Training on pictures that are distorted afresh before every epoch, with checkpoints."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from engine.arrays import Images, Labels, Vector
from engine.data.digits.distortions import Distortions
from engine.data.digits.expansion import expand_pictures, expand_strokes, pack_drawings
from engine.data.digits.strokes import SIDE, Normalised
from engine.data.examples import Examples
from engine.errors import DivergenceError, StorageError
from engine.execution.tracing import outputs_of
from engine.networks.network import Network
from engine.runs.storage import load_arrays, save_arrays
from engine.training.settings import TrainingSettings
from engine.training.states import State
from engine.training.trainer import Trainer

AVERAGED_SHARE = 0.25
"""Share of the epochs, the last ones, whose weights are averaged."""
BATCHES_A_CALL = 500
CHECKPOINT_EVERY = 5
"""Epochs between two checkpoints."""

logger = logging.getLogger(__name__)


class Part(Protocol):
    """A part of a training set that is distorted afresh each epoch."""

    @property
    def labels(self) -> Labels:
        """Class of each picture that `write` writes, shape (n,)."""

    def write(self, seed: int, epoch: int, out: Images) -> None:
        """Write all pictures, shape (n, 784), into `out`."""


class Pictures:
    """Pictures, distorted as pixels.

    Parameters
    ----------
    pictures : Images, shape (n, 784)
    labels : Labels, shape (n,)
    """

    def __init__(self, pictures: Images, labels: Labels) -> None:
        self.labels = labels
        self._pictures = pictures

    def write(self, seed: int, epoch: int, out: Images) -> None:
        """Write a distorted copy of each picture."""
        expand_pictures(self._pictures, Distortions(), seed, epoch, out)


class Drawings:
    """Pen strokes, distorted and redrawn.

    Parameters
    ----------
    drawings : sequence of Normalised
    labels : Labels, shape (n,)
    repeats : int
        Copies of each drawing in an epoch.
    """

    def __init__(self, drawings: Sequence[Normalised], labels: Labels, repeats: int = 1) -> None:
        self.labels = np.tile(labels, repeats)
        self._packed = pack_drawings(list(drawings) * repeats)

    def write(self, seed: int, epoch: int, out: Images) -> None:
        """Draw each drawing, distorted."""
        expand_strokes(self._packed, Distortions(), seed, epoch, out)


@dataclass(frozen=True, slots=True)
class Course:
    """Training of one network: settings and the parts of its training set.

    Attributes
    ----------
    name : str
        Name in the log.
    settings : TrainingSettings
    classes : int
    parts : tuple of Part
    """

    name: str
    settings: TrainingSettings
    classes: int
    parts: tuple[Part, ...]


class _Average:
    """The mean of the weights after the last epochs (Polyak and Juditsky 1992)."""

    def __init__(self, size: int) -> None:
        self.total: Vector = np.zeros(size, np.float64)
        self.count = 0

    def add(self, parameters: Vector) -> None:
        self.total += parameters
        self.count += 1


def train_course(course: Course, kept: Examples, checkpoint: Path) -> Network:
    """Train a network to the end of its course, from a checkpoint if there is one.

    Parameters
    ----------
    kept : Examples
        Validation examples, for the log only.
    checkpoint : Path
        Written every CHECKPOINT_EVERY epochs and at the end.

    Raises
    ------
    DivergenceError
        If the weights stop being finite.
    StorageError
        If the checkpoint cannot be written, is damaged, or has other settings.
    """
    labels = np.concatenate([part.labels for part in course.parts])
    examples = Examples(np.zeros((len(labels), SIDE * SIDE), np.float32), labels)
    trainer = Trainer(course.settings, examples, course.classes)
    average = _Average(len(trainer.state.parameters))
    if checkpoint.exists():
        _restore(checkpoint, course, trainer, average)
    network = trainer.network
    for epoch in range(trainer.place[0], course.settings.epochs):
        started = time.monotonic()
        _train_epoch(course, trainer, epoch)
        if epoch >= course.settings.epochs * (1 - AVERAGED_SHARE):
            average.add(trainer.state.parameters)
        network = _averaged(trainer, average)
        accuracy = float((outputs_of(network, kept.x).argmax(axis=1) == kept.labels).mean())
        logger.info(
            "%s: epoch %d, validation accuracy %.4f, %.1f s",
            course.name,
            epoch + 1,
            accuracy,
            time.monotonic() - started,
        )
        if (epoch + 1) % CHECKPOINT_EVERY == 0 or epoch + 1 == course.settings.epochs:
            _save(checkpoint, course, trainer, average)
    return _averaged(trainer, average)


def _train_epoch(course: Course, trainer: Trainer, epoch: int) -> None:
    pictures = trainer.training_part().x
    for place, (part, rows) in enumerate(_rows(course.parts)):
        # every part draws from its own seed
        part.write(course.settings.seed * 100 + place, epoch, pictures[rows])
    trainer.replace_inputs(pictures)
    while trainer.place[0] == epoch:
        if trainer.train(BATCHES_A_CALL) == 0:
            raise DivergenceError(
                "{course}: expected finite weights, got others in epoch {epoch}; lower the "
                "learning rate",
                course=course.name,
                epoch=epoch + 1,
            )


def _rows(parts: Sequence[Part]) -> Iterator[tuple[Part, slice]]:
    start = 0
    for part in parts:
        end = start + len(part.labels)
        yield part, slice(start, end)
        start = end


def _averaged(trainer: Trainer, average: _Average) -> Network:
    parameters = trainer.state.parameters
    if average.count:
        parameters = (average.total / average.count).astype(parameters.dtype)
    return Network(trainer.network.specification, parameters.copy())


def _save(path: Path, course: Course, trainer: Trainer, average: _Average) -> None:
    state = trainer.state
    save_arrays(
        path,
        {
            "parameters": state.parameters,
            "velocity": state.slots,
            "memory": state.memory,
            "average": average.total,
        },
        {
            "course": course.name,
            "settings": course.settings.values(),
            "step": state.step,
            "averaged": average.count,
        },
    )


def _restore(path: Path, course: Course, trainer: Trainer, average: _Average) -> None:
    arrays, description = load_arrays(path)
    if description.get("settings") != course.settings.values():
        raise StorageError(
            "expected a checkpoint of this course at {path}, got one with other settings; "
            "delete it or give the same settings",
            path=path,
        )
    trainer.restore(
        State(arrays["parameters"], arrays["velocity"], arrays["memory"], description["step"])
    )
    average.total, average.count = arrays["average"], int(description["averaged"])
    logger.info("%s: going on after %d steps", course.name, description["step"])
