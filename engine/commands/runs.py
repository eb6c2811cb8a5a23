"""Commands about the list of training runs: branches, runs in lockstep, ensembles."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.edits import Value


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
