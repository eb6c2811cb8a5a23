"""What may be asked of a session: edits, transport and observation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.commands.backprop import BackpropEdit, BackpropMove
from engine.commands.builder import BuilderEdit
from engine.commands.digits import DigitsMove
from engine.commands.documents import NewDocument, OpenDocument, SaveDocument
from engine.commands.linked_view import LensEdit, SetLens, ShowStop
from engine.commands.perceptrons import PerceptronEdit, PerceptronMove
from engine.commands.surface import SurfaceEdit, TurnView
from engine.commands.universality import UniversalityEdit, UniversalityMove
from engine.commands.vanishing import VanishingEdit, VanishingMove

Point: TypeAlias = tuple[float, float]
Stroke: TypeAlias = tuple[Point, ...]
Value: TypeAlias = str | int | float | bool
StepUnit: TypeAlias = Literal["batch", "epoch"]


# --- edits: logged, undone and redone in the engine ---------------------------------------


@dataclass(frozen=True, slots=True)
class SetSetting:
    """Give one declared parameter of a run another value, without losing what was learned.

    While it is being dragged, `finished` is False: all of a drag is one edit.
    """

    run: str
    name: str
    value: Value
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetStrokes:
    """Replace the drawing on the pad; points lie in 0..1 of the pad's longer side, y down.

    While a stroke is being drawn, `finished` is False: the picture is read, and the edit
    joins the undo log only when the stroke ends.
    """

    run: str
    strokes: tuple[Stroke, ...]
    finished: bool = True


@dataclass(frozen=True, slots=True)
class TeachDrawing:
    """Add the picture that is being read to the training set, with its true label 0..9."""

    run: str
    label: int


@dataclass(frozen=True, slots=True)
class RenameRun:
    """Give a run of the list a name."""

    run: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class RemoveRun:
    """Take a run out of the list; not the one that is looked at."""

    run: str
    id: int


@dataclass(frozen=True, slots=True)
class AddTwin:
    """Copy the run that is looked at with one setting changed; both train on one clock."""

    run: str
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class SetParameter:
    """Set one weight or bias of the network that learns.

    Attributes
    ----------
    layer, neuron : int
        From 0; of the dense layers.
    input : int or None
        Which weight of the neuron, from 0; None for its bias.
    finished : bool
        False while it is being dragged: all of a drag is one edit.
    """

    run: str
    layer: int
    neuron: int
    input: int | None
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the latest edit back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Do again the edit that was taken back last."""


# --- transport: logged, not undone ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GetData:
    """Download MNIST; the network learns from it when it is there."""

    run: str


@dataclass(frozen=True, slots=True)
class CancelData:
    """Stop the download."""

    run: str


@dataclass(frozen=True, slots=True)
class Open:
    """Open a simulation as a run; an open run of that id is kept as it is."""

    run: str
    simulation: str
    seed: int = 1


@dataclass(frozen=True, slots=True)
class ExportNetwork:
    """Write the network that reads the pad: .safetensors, .npz, or .py for a NumPy program."""

    run: str
    path: str


@dataclass(frozen=True, slots=True)
class ImportWeights:
    """Learn on from weights in a file; what was learned before stays a run of the list."""

    run: str
    path: str


@dataclass(frozen=True, slots=True)
class Start:
    """Let a run advance until it is paused or finished; on Digits this also selects *mine*."""

    run: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop between two steps."""

    run: str


@dataclass(frozen=True, slots=True)
class Rewind:
    """Play a run backwards to its beginning, at the pace at which it would advance."""

    run: str


@dataclass(frozen=True, slots=True)
class Step:
    """Advance (count > 0) or go back (count < 0) by whole mini-batches or epochs, then pause."""

    run: str
    count: int = 1
    unit: StepUnit = "batch"


@dataclass(frozen=True, slots=True)
class Seek:
    """Show the run as it was after `step` mini-batches; never beyond what was trained."""

    run: str
    step: int


@dataclass(frozen=True, slots=True)
class BranchRun:
    """Go on in a new run from the place that is shown; the old one keeps its future."""

    run: str


@dataclass(frozen=True, slots=True)
class Race:
    """Begin anew with two to four values of one setting, all on one clock, and play."""

    run: str
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class StartCrowd:
    """Train 1 to 100 networks with the present settings and the seeds that follow theirs."""

    run: str
    count: int


@dataclass(frozen=True, slots=True)
class StopCrowd:
    """Let the crowd go."""

    run: str


@dataclass(frozen=True, slots=True)
class DropTwins:
    """Let the run that is looked at train alone; its twins stay in the list."""

    run: str


@dataclass(frozen=True, slots=True)
class SelectRun:
    """Look at another run of the list, where it stands."""

    run: str
    id: int


@dataclass(frozen=True, slots=True)
class Reset:
    """Return to step 0: to the same start, or with `new_seed` to another one."""

    run: str
    new_seed: bool = False


@dataclass(frozen=True, slots=True)
class SetPace:
    """Choose how fast a run advances.

    Attributes
    ----------
    examples_per_second : float
        0.5 .. inf; inf is as fast as it goes.
    epochs_per_second : float or None
        A time-lapse: this many epochs a second, whatever their size (30 epochs in 10 s is 3).
    """

    run: str
    examples_per_second: float = float("inf")
    epochs_per_second: float | None = None


# --- neither ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KernelsReady:
    """Say that kernels on disk are compiled: runs that wait for them may start.

    Attributes
    ----------
    convolution : bool
        Whether all of them are; otherwise those of dense networks.
    """

    convolution: bool = True


@dataclass(frozen=True, slots=True)
class Observe:
    """Say what the visible page wants copied into snapshots.

    Attributes
    ----------
    fields : frozenset of str
        Of a Digits run: "weights" (of the reading network), "confusion", "mistakes", "answers".
        Of a Backprop run: "program".
    """

    run: str
    fields: frozenset[str] = frozenset()


Edit: TypeAlias = (
    SetSetting
    | SetParameter
    | SetStrokes
    | TeachDrawing
    | RenameRun
    | RemoveRun
    | AddTwin
    | BuilderEdit
    | SurfaceEdit
    | LensEdit
    | PerceptronEdit
    | BackpropEdit
    | UniversalityEdit
    | VanishingEdit
)
Transport: TypeAlias = (
    Open
    | SaveDocument
    | OpenDocument
    | NewDocument
    | ExportNetwork
    | ImportWeights
    | Start
    | Pause
    | Rewind
    | Step
    | Seek
    | BranchRun
    | Race
    | DropTwins
    | StartCrowd
    | StopCrowd
    | SelectRun
    | Reset
    | SetPace
    | GetData
    | CancelData
    | TurnView
    | SetLens
    | ShowStop
    | DigitsMove
    | PerceptronMove
    | BackpropMove
    | UniversalityMove
    | VanishingMove
)
Command: TypeAlias = Edit | Undo | Redo | Transport | KernelsReady | Observe

SendCommand: TypeAlias = Callable[[Command], int]
"""Sends a command to the engine without waiting; returns the command's generation."""
