"""Snapshots of a session: immutable values that are replaced, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """Status of a simulation; it starts by itself once kernels are compiled or data loaded."""

    IDLE = "idle"
    COMPILING = "compiling"
    LOADING = "loading"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    FAILED = "failed"

    @property
    def started(self) -> bool:
        """Whether Pause has something to stop: it runs, or will by itself."""
        return self in (Status.RUNNING, Status.COMPILING, Status.LOADING)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named placeholders, translated by the interface.

    `report` holds the traceback of an unexpected error.
    """

    template: str
    fields: Mapping[str, object] = field(default_factory=dict)
    report: str = ""

    def __str__(self) -> str:
        """Render the sentence in English."""
        return self.template.format(**self.fields)


@dataclass(frozen=True, slots=True)
class SimulationSnapshot:
    """State of one simulation, and its error if it failed.

    Attributes
    ----------
    step : int
        Mini-batches trained at the point in the run that is shown.
    elapsed_s : float
        Seconds of training, without evaluation.
    payload : object
        The frozen state of the simulation, for instance a `DigitsState`.
    accepts : frozenset of type
        Classes of the commands that the simulation takes.
    """

    id: str
    simulation: str
    status: Status
    step: int
    elapsed_s: float
    payload: object
    failure: Message | None = None
    accepts: frozenset[type] = frozenset()


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The open document.

    Attributes
    ----------
    path : str
        Empty until the document has been saved or opened.
    changed : bool
        Whether it differs from the file, or from an empty document.
    edition : int
        Increases whenever another document replaces it.
    saves : int
        Files written so far, not counting copies.
    busy : bool
        Whether a file is being written or read.
    view : mapping
        View settings of the pages at the time of saving.
    """

    path: str = ""
    changed: bool = False
    edition: int = 0
    saves: int = 0
    busy: bool = False
    view: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Complete state of a session at one moment.

    Attributes
    ----------
    generation : int
        Number of the last command that this snapshot includes.
    clock : int
        Serial number of the snapshot.
    notice : Message or None
        Reply to the latest command, if any: a refused value, the edit that was undone.
    undo, redo : Message or None
        Name of the edit that `Undo` or `Redo` would act on.
    """

    generation: int
    clock: int
    simulations: tuple[SimulationSnapshot, ...]
    notice: Message | None = None
    undo: Message | None = None
    redo: Message | None = None
    document: DocumentView = DocumentView()

    def simulation(self, simulation_id: str) -> SimulationSnapshot | None:
        """Return the simulation with that id, or None."""
        return next(
            (simulation for simulation in self.simulations if simulation.id == simulation_id), None
        )
