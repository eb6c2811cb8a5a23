"""Commands for the list of training runs: branches, runs in lockstep, ensembles."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.edits import Value


@dataclass(frozen=True, slots=True)
class RenameRun:
    """Rename a run of the list."""

    simulation_id: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class RemoveRun:
    """Remove a run from the list; the active run cannot be removed."""

    simulation_id: str
    id: int


@dataclass(frozen=True, slots=True)
class AddLockstepRun:
    """Copy the active run with one setting changed, and train both in lockstep."""

    simulation_id: str
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class BranchRun:
    """Fork the active run at the step shown; the original keeps its later steps."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class Race:
    """Start two to four runs in lockstep from scratch, one for each value of a setting."""

    simulation_id: str
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class StartEnsemble:
    """Train an ensemble of 1 to 100 networks with the present settings and successive seeds."""

    simulation_id: str
    count: int


@dataclass(frozen=True, slots=True)
class StopEnsemble:
    """Stop and discard the ensemble."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class DropLockstepRuns:
    """Train the active run alone; the runs in lockstep stay in the list."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class SelectRun:
    """Make another run of the list active, at its current step."""

    simulation_id: str
    id: int
