"""What may be asked of the Digits page alone: who reads, recorded runs, examples, the game."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.commands.edits import Stroke

ReaderName: TypeAlias = Literal["ready-made", "plain", "mine", "recorded"]
ExampleStep: TypeAlias = Literal["next", "previous", "hard", "random", "index"]


@dataclass(frozen=True, slots=True)
class SelectReader:
    """Choose which network reads the pad."""

    simulation_id: str
    reader: ReaderName


@dataclass(frozen=True, slots=True)
class OpenRecorded:
    """Look at a run that was recorded beforehand, for instance "6.D"; it then reads the pad."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class TrainOn:
    """Go on learning from the weights that a recorded run shows; one's own run stays a ghost."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class ShowExample:
    """Put a digit of the data's test part on the pad instead of a drawing.

    `step` "index" shows example `index`; "hard" goes to the next one that the network reads
    wrongly or with the least margin.
    """

    simulation_id: str
    step: ExampleStep
    index: int = 0


@dataclass(frozen=True, slots=True)
class StartGame:
    """Deal 20 hard digits to the person and to the network."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class AnswerGame:
    """Answer the digit that lies on the table, after so many seconds."""

    simulation_id: str
    digit: int
    seconds: float


@dataclass(frozen=True, slots=True)
class StopGame:
    """Leave the game."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class SetStrokes:
    """Replace the drawing on the pad; points lie in 0..1 of the pad's longer side, y down.

    While a stroke is being drawn, `finished` is False: the picture is read, and the edit
    joins the undo log only when the stroke ends.
    """

    simulation_id: str
    strokes: tuple[Stroke, ...]
    finished: bool = True


@dataclass(frozen=True, slots=True)
class TeachDrawing:
    """Add the picture that is being read to the training set, with its true label 0..9."""

    simulation_id: str
    label: int


DigitsEdit: TypeAlias = SetStrokes | TeachDrawing
DigitsMove: TypeAlias = (
    SelectReader | OpenRecorded | TrainOn | ShowExample | StartGame | AnswerGame | StopGame
)
