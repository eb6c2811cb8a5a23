"""What may be seen of a session: frozen values that are replaced and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """What a run is doing."""

    IDLE = "idle"
    COMPILING = "compiling"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named placeholders, to be translated by the window.

    `report` holds a traceback where the error was not foreseen.
    """

    template: str
    fields: Mapping[str, object] = field(default_factory=dict)
    report: str = ""

    def __str__(self) -> str:
        """Render the sentence in English."""
        return self.template.format(**self.fields)


@dataclass(frozen=True, slots=True)
class SimulationSnapshot:
    """One run: its place, its state as its simulation shows it, its failure.

    Attributes
    ----------
    step : int
        Mini-batches trained so far at the place that is shown.
    elapsed_s : float
        Seconds of training, without evaluation.
    payload : object
        The frozen state of the simulation, for instance a `DigitsState`.
    """

    id: str
    simulation: str
    status: Status
    step: int
    elapsed_s: float
    payload: object
    failure: Message | None = None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The document that is worked on.

    Attributes
    ----------
    path : str
        Empty until it has a name.
    changed : bool
        Whether it differs from the file, or from an empty document.
    edition : int
        Grows whenever another document has taken its place.
    saves : int
        Files written so far, without copies.
    busy : bool
        Whether something is being written or read.
    view : mapping
        How pages were looked at when it was saved.
    """

    path: str = ""
    changed: bool = False
    edition: int = 0
    saves: int = 0
    busy: bool = False
    view: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that can be seen at one moment.

    Attributes
    ----------
    generation : int
        Number of the last command that this snapshot has taken in.
    notice : Message or None
        The answer to the latest command, where there is something to say: a refused value,
        what an undo did.
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
        """Return the run of that id, or None."""
        return next(
            (simulation for simulation in self.simulations if simulation.id == simulation_id), None
        )
