"""Commands that move a simulation through time: open, start, pause, step, seek, reset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.commands.command import Kernels, SimulationCommand

StepUnit: TypeAlias = Literal["batch", "epoch"]


@dataclass(frozen=True, slots=True)
class Open(SimulationCommand):
    """Open a simulation under an id, unless that id is open already."""

    simulation: str
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Start(SimulationCommand, needs_kernels=Kernels.DENSE):
    """Run a simulation until it is paused or finished; on Digits this also selects *mine*."""


@dataclass(frozen=True, slots=True)
class Pause(SimulationCommand, calls_off=True):
    """Pause a simulation between two steps."""


@dataclass(frozen=True, slots=True)
class Rewind(SimulationCommand):
    """Play a simulation backwards to its beginning, at its pace."""


@dataclass(frozen=True, slots=True)
class Step(SimulationCommand, needs_kernels=Kernels.DENSE):
    """Advance (count > 0) or go back (count < 0) by whole mini-batches or epochs, then pause."""

    count: int = 1
    unit: StepUnit = "batch"


@dataclass(frozen=True, slots=True)
class Seek(SimulationCommand, drag_target=()):
    """Show the state after `step` mini-batches, at most the furthest step trained."""

    step: int


@dataclass(frozen=True, slots=True)
class Reset(SimulationCommand, calls_off=True, changes_document=True):
    """Return to step 0, with the same seed or a new one."""

    new_seed: bool = False


@dataclass(frozen=True, slots=True)
class SetPace(SimulationCommand, drag_target=(), independent=True):
    """Set the pace of a simulation.

    Attributes
    ----------
    examples_per_second : float
        0.5 .. inf; inf for full speed.
    epochs_per_second : float or None
        Time-lapse in epochs per second, whatever their size (30 epochs in 10 s is 3).
    """

    examples_per_second: float = float("inf")
    epochs_per_second: float | None = None
