"""Commands for the list of training runs: branches, runs in lockstep, ensembles."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import Edit, Kernels, SimulationCommand
from engine.commands.edits import Value


@dataclass(frozen=True, slots=True)
class RenameRun(Edit):
    """Rename a run of the list."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class RemoveRun(Edit):
    """Remove a run from the list; the active run cannot be removed."""

    id: int


@dataclass(frozen=True, slots=True)
class BeginRun(Edit, needs_kernels=Kernels.DENSE):
    """Begin a new run with whole settings and data, as a trial of a search was trained.

    Attributes
    ----------
    data : str
        Name of the data.
    settings : tuple of (name, value)
        Settings of training; missing ones take their default.
    """

    data: str
    settings: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class AddLockstepRun(Edit):
    """Copy the active run with one setting changed, and train both in lockstep."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class BranchRun(SimulationCommand, changes_document=True):
    """Fork the active run at the step shown; the original keeps its later steps."""


@dataclass(frozen=True, slots=True)
class Race(SimulationCommand, changes_document=True):
    """Start two to four runs in lockstep from scratch, one for each value of a setting."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class StartEnsemble(SimulationCommand):
    """Train an ensemble of 1 to 100 networks with the present settings and successive seeds."""

    count: int


@dataclass(frozen=True, slots=True)
class StopEnsemble(SimulationCommand):
    """Stop and discard the ensemble."""


@dataclass(frozen=True, slots=True)
class DropLockstepRuns(SimulationCommand, changes_document=True):
    """Train the active run alone; the runs in lockstep stay in the list."""


@dataclass(frozen=True, slots=True)
class SelectRun(SimulationCommand):
    """Make another run of the list active, at its current step."""

    id: int
