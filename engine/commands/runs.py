"""Commands about the list of training runs: branches, runs in lockstep, ensembles."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.edits import Value


@dataclass(frozen=True, slots=True)
class RenameRun:
    """Give a run of the list a name."""

    simulation_id: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class RemoveRun:
    """Take a run out of the list; not the one that is looked at."""

    simulation_id: str
    id: int


@dataclass(frozen=True, slots=True)
class AddLockstepRun:
    """Copy the run that is looked at with one setting changed; both train on one clock."""

    simulation_id: str
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class BranchRun:
    """Go on in a new run from the place that is shown; the old one keeps its future."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class Race:
    """Begin anew with two to four values of one setting, all on one clock, and play."""

    simulation_id: str
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class StartEnsemble:
    """Train 1 to 100 networks with the present settings and the seeds that follow theirs."""

    simulation_id: str
    count: int


@dataclass(frozen=True, slots=True)
class StopEnsemble:
    """Let the crowd go."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class DropLockstepRuns:
    """Let the run that is looked at train alone; its twins stay in the list."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class SelectRun:
    """Look at another run of the list, where it stands."""

    simulation_id: str
    id: int
