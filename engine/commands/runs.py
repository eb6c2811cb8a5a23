"""Commands for the list of training runs: branches, runs in lockstep, ensembles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Command, Edit
from engine.commands.edits import Value


@dataclass(frozen=True, slots=True)
class RenameRun(Edit):
    """Rename a run of the list."""

    simulation_id: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class RemoveRun(Edit):
    """Remove a run from the list; the active run cannot be removed."""

    simulation_id: str
    id: int


@dataclass(frozen=True, slots=True)
class AddLockstepRun(Edit):
    """Copy the active run with one setting changed, and train both in lockstep."""

    simulation_id: str
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class BranchRun(Command):
    """Fork the active run at the step shown; the original keeps its later steps."""

    changes_document: ClassVar = True

    simulation_id: str


@dataclass(frozen=True, slots=True)
class Race(Command):
    """Start two to four runs in lockstep from scratch, one for each value of a setting."""

    changes_document: ClassVar = True

    simulation_id: str
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class StartEnsemble(Command):
    """Train an ensemble of 1 to 100 networks with the present settings and successive seeds."""

    simulation_id: str
    count: int


@dataclass(frozen=True, slots=True)
class StopEnsemble(Command):
    """Stop and discard the ensemble."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class DropLockstepRuns(Command):
    """Train the active run alone; the runs in lockstep stay in the list."""

    changes_document: ClassVar = True

    simulation_id: str


@dataclass(frozen=True, slots=True)
class SelectRun(Command):
    """Make another run of the list active, at its current step."""

    simulation_id: str
    id: int
