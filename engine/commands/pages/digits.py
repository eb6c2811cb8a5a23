"""Commands of the Digits page: the reader, recorded runs, examples, the pad, the game."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.commands.command import Edit, Kernels, SimulationCommand
from engine.commands.edits import SetStrokes as SetStrokes

ReaderName: TypeAlias = Literal["ready-made", "plain", "mine", "recorded"]
ExampleStep: TypeAlias = Literal["next", "previous", "hard", "random", "index"]


@dataclass(frozen=True, slots=True)
class SelectReader(SimulationCommand, drag_target=()):
    """Select the network that reads the pad."""

    reader: ReaderName


@dataclass(frozen=True, slots=True)
class OpenRecorded(SimulationCommand):
    """Open a recorded run, for instance "6.D", and let its network read the pad."""

    name: str


@dataclass(frozen=True, slots=True)
class TrainOn(SimulationCommand, changes_document=True):
    """Begin a run from the recorded run's weights at the epoch shown."""


@dataclass(frozen=True, slots=True)
class ShowExample(SimulationCommand):
    """Show an example of the test set on the pad.

    `step` "index" shows example `index`; "hard" the next one in the order of the plain
    network's margin, the smallest (wrong answers) first.
    """

    step: ExampleStep
    index: int = 0


@dataclass(frozen=True, slots=True)
class ShowPicture(Edit):
    """Show the figures of a picture file on the pad, the first one first.

    Attributes
    ----------
    path : str
        The file, or a name for `content`.
    content : bytes
        A pasted picture, as the content of a file; empty for a file on disk.
    """

    path: str
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class StartGame(SimulationCommand):
    """Start the game: the player and the network read the same 20 hard digits."""


@dataclass(frozen=True, slots=True)
class AnswerGame(SimulationCommand):
    """Answer the game's present digit, with the time taken in seconds."""

    digit: int
    seconds: float


@dataclass(frozen=True, slots=True)
class StopGame(SimulationCommand):
    """Leave the game."""


@dataclass(frozen=True, slots=True)
class TeachDrawing(Edit, needs_kernels=Kernels.ALL):
    """Add the picture on the pad to the training set, with its true label 0..9."""

    label: int
