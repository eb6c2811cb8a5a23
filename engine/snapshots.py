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
    link : str
        The link that was made last; empty before.
    links : int
        Links made so far.
    """

    path: str = ""
    changed: bool = False
    edition: int = 0
    saves: int = 0
    busy: bool = False
    view: Mapping[str, object] = field(default_factory=dict)
    link: str = ""
    links: int = 0


@dataclass(frozen=True, slots=True)
class CueWords:
    """Texts of a cue in one language.

    Attributes
    ----------
    name : str
    say : str
        A sentence for the speaker.
    ask : str
        A question for the audience.
    options : tuple of str
        Answers to choose from, if the question is of that kind.
    """

    name: str
    say: str = ""
    ask: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prediction:
    """Prediction that the audience makes before a cue goes on.

    Attributes
    ----------
    kind : str
        "choice" among the options, a "number", or a "sketch" of a curve.
    answer : float or None
        Place of the right option from 0, or the right number; None if the next cue shows it.
    """

    kind: str
    answer: float | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A place in a lecture: what is said and asked there, and how the page goes on.

    Attributes
    ----------
    id : int
        Unique in its score, from 1.
    page, simulation_id, simulation : str
        The page, the id of the simulation that it shows, and its kind.
    words : mapping
        Texts by code of language; at least one.
    view : mapping
        View of the page, as in documents.
    plays : bool
        Whether the simulation runs from here.
    examples_per_second, epochs_per_second : float or None
        Its pace; without both the pace is left as it is.
    seconds : float
        Planned time.
    """

    id: int
    page: str
    simulation_id: str
    simulation: str
    words: Mapping[str, CueWords]
    view: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    plays: bool = False
    examples_per_second: float | None = None
    epochs_per_second: float | None = None
    seconds: float = 60.0
    prediction: Prediction | None = None

    def words_in(self, language: str) -> CueWords:
        """Return the texts in a language; in another one if there are none in it."""
        return self.words.get(language) or next(iter(self.words.values()))


@dataclass(frozen=True, slots=True)
class ScoreView:
    """The document's lecture score.

    Attributes
    ----------
    cues : tuple of Cue
    ready : frozenset of int
        Ids of the cues whose state is stored; the others are being built.
    current, awaited : int
        Id of the cue that was shown last and of the one that is being brought; 0 for none.
    arrivals : int
        Increases whenever a cue was brought.
    answers : mapping
        By id of the cue what the audience predicted: counts of the options, or one number, or
        the heights of a sketched curve.
    """

    cues: tuple[Cue, ...] = ()
    ready: frozenset[int] = frozenset()
    current: int = 0
    awaited: int = 0
    arrivals: int = 0
    answers: Mapping[int, tuple[float, ...]] = field(default_factory=dict)

    def cue(self, cue_id: int) -> Cue | None:
        """Return the cue with that id, or None."""
        return next((cue for cue in self.cues if cue.id == cue_id), None)

    def after(self, cue_id: int, step: int = 1) -> Cue | None:
        """Return the cue some places after another one, the first one if that is 0, or None."""
        ids = [cue.id for cue in self.cues]
        place = ids.index(cue_id) + step if cue_id in ids else 0
        return self.cues[place] if 0 <= place < len(ids) else None


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
    score: ScoreView = ScoreView()

    def simulation(self, simulation_id: str) -> SimulationSnapshot | None:
        """Return the simulation with that id, or None."""
        return next(
            (simulation for simulation in self.simulations if simulation.id == simulation_id), None
        )
