"""Commands that move a simulation through time: open, start, pause, step, seek, reset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

StepUnit: TypeAlias = Literal["batch", "epoch"]


@dataclass(frozen=True, slots=True)
class Open:
    """Open a simulation as a run; an open run of that id is kept as it is."""

    run: str
    simulation: str
    seed: int = 1


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
