"""Commands that move a simulation through time: open, start, pause, step, seek, reset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

StepUnit: TypeAlias = Literal["batch", "epoch"]


@dataclass(frozen=True, slots=True)
class Open:
    """Open a simulation as a run; an open run of that id is kept as it is."""

    simulation_id: str
    simulation: str
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Start:
    """Let a run advance until it is paused or finished; on Digits this also selects *mine*."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop between two steps."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class Rewind:
    """Play a run backwards to its beginning, at the pace at which it would advance."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class Step:
    """Advance (count > 0) or go back (count < 0) by whole mini-batches or epochs, then pause."""

    simulation_id: str
    count: int = 1
    unit: StepUnit = "batch"


@dataclass(frozen=True, slots=True)
class Seek:
    """Show the run as it was after `step` mini-batches; never beyond what was trained."""

    simulation_id: str
    step: int


@dataclass(frozen=True, slots=True)
class Reset:
    """Return to step 0: to the same start, or with `new_seed` to another one."""

    simulation_id: str
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

    simulation_id: str
    examples_per_second: float = float("inf")
    epochs_per_second: float | None = None
