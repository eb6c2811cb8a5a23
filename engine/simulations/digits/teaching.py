"""Teach a drawing: add it to the training set with many slight distortions of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

import numpy as np

from engine import random_streams
from engine.arrays import Images
from engine.commands.pages.digits import ReaderName, TeachDrawing
from engine.commands.transport import Start
from engine.data.classes import are_digits, name_of
from engine.data.digits.strokes import Normalised
from engine.errors import DataError, SettingError
from engine.functions.costs import NATURAL_COST
from engine.networks.specification import NetworkSpecification
from engine.simulations.digits.pad import Pad
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.recorded_playback import Playing
from engine.simulations.learning.restore_points import restore_point
from engine.simulations.simulation import Inverse
from engine.snapshots import Message
from engine.training.settings import TrainingSettings

COPIES = 50
"""Variants of one drawing that join the training set."""

TEACHING_ETA = 0.001
"""η for fine-tuning a trained network: small enough to keep what it has learned."""

TEACHING_EPOCHS = 1
"""Epochs that follow each drawing that is taught."""

REPLAYED = 8_000
"""Examples of the data set that are trained along, to prevent forgetting."""

ReaderAtPad: TypeAlias = tuple[ReaderName, Playing | None]
"""Name of the network that reads the pad, and the recorded run if it is of one."""


class Teacher:
    """Adds drawings to the training set; a shipped or recorded network is adopted first.

    Parameters
    ----------
    reader, choose : callable
        Return and set the network that reads the pad.
    """

    def __init__(
        self,
        learning: Learning,
        pad: Pad,
        reader: Callable[[], ReaderAtPad],
        choose: Callable[[ReaderAtPad], None],
    ) -> None:
        self._learning, self._pad = learning, pad
        self._reader, self._choose = reader, choose
        self._waiting: Callable[[], Inverse] | None = None

    def teach(self, command: TeachDrawing) -> Inverse | None:
        """Teach the picture on the pad, as soon as the data are loaded.

        Raises
        ------
        SettingError
            If the label is none of the classes.
        DataError
            If the pad is empty.
        """
        classes = self._learning.settings.specification().sizes[-1]
        if not 0 <= command.label < classes:
            raise SettingError(
                "expected one of the classes 0 to {last} as the label, got {found}; choose one",
                last=classes - 1,
                found=command.label,
            )
        drawing = self._pad.picture.normalised
        if drawing is None:
            raise DataError("expected a drawing to teach, got an empty pad; draw a digit first")
        restore, reader = restore_point(self._learning), self._reader()
        self._take_over(*reader)
        give = partial(self._give, drawing, command.label, restore, reader)
        if self._learning.store.need() is None:
            self._waiting = give
            return None
        return give()

    def teach_waiting(self) -> None:
        """Teach the drawing that was waiting for the data, if any."""
        give, self._waiting = self._waiting, None
        if give is not None:
            give()

    # --- private ---------------------------------------------------------------------------

    def _take_over(self, reader: ReaderName, playing: Playing | None) -> None:
        """Adopt the network that reads, unless it is the page's own or reads other classes."""
        if reader == "mine":
            return
        if not are_digits(self._learning.class_names):
            self._choose(("mine", None))
            return
        network = playing.network if playing is not None else self._pad.ready_made_network
        settings = teaching_settings(self._learning.settings, network.specification)
        self._learning.begin_with(settings, network.parameters)
        self._choose(("mine", None))

    def _give(
        self, drawing: Normalised, label: int, restore: Callable[[], bool], reader: ReaderAtPad
    ) -> Inverse:
        """Teach a drawing; `restore` and `reader` lead back to before it took over."""
        learning = self._learning
        pictures = teaching_pictures(drawing, learning.settings.seed)

        def show(taught: bool, source: bool) -> Message | None:
            if taught:
                self._take_over(*self._reader())
                learning.teach(pictures, label, TEACHING_EPOCHS)
            elif restore():
                self._choose(reader)
            else:
                learning.unteach()
                return Message("The drawing is no longer taught; what was learned from it stays.")
            return None

        show(True, False)
        learning.start(Start("digits"))
        name = name_of(learning.class_names, label)
        said = Message("teach a drawing of {label}", {"label": name})
        return Inverse(said, False, True, show)


def teaching_settings(
    settings: TrainingSettings, specification: NetworkSpecification
) -> TrainingSettings:
    """Return the settings for fine-tuning a network on drawings."""
    output = specification.layer_activations[-1]
    return replace(
        settings,
        layers=specification.words,
        cost=NATURAL_COST[output.name] if output.whole_layer else settings.cost,
        eta=TEACHING_ETA,
        lambda_=0.0,
        dropout=0.0,
        epochs=TEACHING_EPOCHS,
        train_size=REPLAYED,
    )


def teaching_pictures(normalised: Normalised, seed: int) -> Images:
    """Return a drawing and variants of it: slightly shifted, rotated, scaled and sheared.

    Returns
    -------
    Images, shape (COPIES, 28, 28), float32
        The first is the drawing itself.
    """
    picture = normalised.picture
    generator = random_streams.generator(seed, "expansion")
    pictures = np.empty((COPIES, *picture.shape), np.float32)
    pictures[0] = picture
    for number in range(1, COPIES):
        pictures[number] = _variant(picture, generator)
    return pictures


def _variant(picture: Images, generator: np.random.Generator) -> Images:
    """Sample the picture through a random affine map, bilinearly."""
    angle, slant = generator.uniform(-0.15, 0.15, 2)
    scale = generator.uniform(0.92, 1.08)
    shift = generator.uniform(-1, 1, 2)
    cosine, sine = np.cos(angle) / scale, np.sin(angle) / scale
    middle = (np.array(picture.shape) - 1) / 2
    rows, columns = np.indices(picture.shape) - middle[:, None, None]
    source_rows = cosine * rows + sine * columns + middle[0] + shift[0]
    source_columns = cosine * columns - sine * rows + slant * rows + middle[1] + shift[1]
    return _sample(picture, source_rows, source_columns)


def _sample(picture: Images, rows: Images, columns: Images) -> Images:
    padded = np.pad(picture, 1)
    rows = np.clip(rows + 1, 0, padded.shape[0] - 1.001)
    columns = np.clip(columns + 1, 0, padded.shape[1] - 1.001)
    r, c = rows.astype(int), columns.astype(int)
    down, right = rows - r, columns - c
    top = padded[r, c] * (1 - right) + padded[r, c + 1] * right
    bottom = padded[r + 1, c] * (1 - right) + padded[r + 1, c + 1] * right
    sampled: Images = (top * (1 - down) + bottom * down).astype(np.float32)
    return sampled
