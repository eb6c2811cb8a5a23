"""Saving and opening of a session's document in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from engine.commands.documents import MakeLink, OpenDocument, OpenLink, SaveDocument
from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.documents.files import read_document, write_document
from engine.documents.links import link_of, read_link
from engine.documents.schema import Document, Values, decode, encode
from engine.errors import DocumentError, EngineError
from engine.scores.document import ScoreContent, score_of
from engine.scores.score import Score
from engine.simulations import SIMULATIONS
from engine.simulations.simulation import Saved, Simulation
from engine.snapshots import DocumentView, Message

ContentVersion: TypeAlias = tuple[int, tuple[int, ...]]
"""Number of edits, and progress of every simulation that has any."""

FoundScore: TypeAlias = tuple[Score, int, dict[int, tuple[float, ...]]]
"""Score of a document, its current cue, and the answers."""

GiveScore: TypeAlias = Callable[[], tuple[ScoreContent | None, dict[str, Any]]]
"""Returns content and arrays of the score; called on the store's thread."""

Parts: TypeAlias = list[tuple[str, str, Saved]]
"""Id, kind and saved content of each simulation."""


@dataclass(frozen=True)
class Opened:
    """A document that was read."""

    path: str
    runs: Mapping[str, tuple[str, Simulation]]
    view: Values
    score: FoundScore


@dataclass(frozen=True)
class Written:
    """A document that was written."""

    command: SaveDocument
    content_version: ContentVersion


class DocumentStore:
    """Store that saves and opens documents on its own thread; the session polls the results.

    Parameters
    ----------
    clock : callable
        Passed to new simulations.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._pool: ThreadPoolExecutor | None = None
        self._writing: list[Future[Written]] = []
        self._opening: Future[Opened] | None = None
        self._edits = 0
        self._saved: ContentVersion = (0, ())
        self._path = ""
        self._edition = 0
        self._saves = 0
        self._view: Values = {}
        self._link, self._links = "", 0

    @property
    def busy(self) -> bool:
        """Whether a document is being written or read."""
        return bool(self._writing) or self._opening is not None

    def count_changes(self, count: int) -> None:
        """Count edits and other changes of the document."""
        self._edits += count

    def content_version(self, runs: Mapping[str, Simulation]) -> ContentVersion:
        """Return the version of the session's content; it differs after every change."""
        return self._edits, tuple(
            simulation.progress for simulation in runs.values() if simulation.progress
        )

    def view(self, runs: Mapping[str, Simulation]) -> DocumentView:
        """Return the document's state for the window."""
        changed = self.content_version(runs) != self._saved
        return DocumentView(
            self._path,
            changed,
            self._edition,
            self._saves,
            self.busy,
            dict(self._view),
            self._link,
            self._links,
        )

    def save(
        self,
        command: SaveDocument,
        parts: Parts,
        runs: Mapping[str, Simulation],
        score: GiveScore,
    ) -> None:
        """Start writing parts that were collected before."""
        path, content_version = Path(command.path), self.content_version(runs)
        view = dict(command.view)

        def write() -> Written:
            arrays = {
                f"{number}:{name}": array
                for number, (_, _, saved) in enumerate(parts)
                for name, array in saved.arrays().items()
            }
            contents = [(id_, kind, saved.content) for id_, kind, saved in parts]
            cues, cue_arrays = score()
            write_document(path, encode(contents, view, {**arrays, **cue_arrays}, cues))
            return Written(command, content_version)

        self._writing.append(self._threads().submit(write))

    def make_link(self, command: MakeLink, part: tuple[str, str, Saved]) -> None:
        """Make the link of one simulation.

        Raises
        ------
        DocumentError
            If its state is too large for one.
        """
        id_, kind, saved = part
        self._link = link_of(id_, kind, saved.content, saved.arrays(), dict(command.view))
        self._links += 1

    def open(
        self, command: OpenDocument | OpenLink, known: Mapping[str, Mapping[str, DataSet]]
    ) -> None:
        """Start reading; the session changes only once the whole document is validated.

        Parameters
        ----------
        known : mapping
            Loaded data sets by the id of the simulation.

        Raises
        ------
        DocumentError
            If another document is being opened.
        """
        if self._opening is not None:
            raise DocumentError("another document is being opened; wait a moment")
        shown = "" if isinstance(command, OpenLink) or command.recovered else command.path

        def read() -> Opened:
            if isinstance(command, OpenLink):
                document, own = read_link(command.link)
                arrays = {f"0:{name}": array for name, array in own.items()}
            else:
                document, arrays = decode(read_document(Path(command.path)))
            runs, view, score = restored(document, arrays, known, self._clock)
            return Opened(shown, runs, view, score)

        self._opening = self._threads().submit(read)

    def written(self) -> Message | None:
        """Take note of completed writes; return a message if the document got a new name.

        Raises
        ------
        EngineError
            If one could not be written.
        """
        done = [future for future in self._writing if future.done()]
        self._writing = [future for future in self._writing if future not in done]
        said = None
        for future in done:
            result = future.result()
            if not result.command.copy:
                self._saves += 1
                path, self._saved = result.command.path, result.content_version
                if path != self._path:
                    said = Message("Saved as {name}.", {"name": Path(path).name})
                self._path = path
        return said

    def opened(self) -> Opened | None:
        """Return the document whose reading has completed, if any.

        Raises
        ------
        EngineError
            If it could not be read.
        """
        if self._opening is None or not self._opening.done():
            return None
        future, self._opening = self._opening, None
        return future.result()

    def adopt(self, opened: Opened | None, runs: Mapping[str, Simulation]) -> None:
        """Make an opened document, or a new one, the current one."""
        self._path = opened.path if opened is not None else ""
        self._view = opened.view if opened is not None else {}
        self._edition += 1
        recovered = opened is not None and not opened.path
        self._saved = (-1, ()) if recovered else self.content_version(runs)

    def close(self) -> None:
        """Finish pending writes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def _threads(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, "nabla-document")
        return self._pool


def read_simulations(
    content: bytes,
    known: Mapping[str, Mapping[str, DataSet]],
    clock: Callable[[], float],
) -> tuple[dict[str, tuple[str, Simulation]], Values]:
    """Return the simulations of a document by id, and the view state of the pages.

    Raises
    ------
    EngineError
        If it is no document, is inconsistent, or its data are missing.
    """
    return read_all(content, known, clock)[:2]


def read_all(
    content: bytes,
    known: Mapping[str, Mapping[str, DataSet]],
    clock: Callable[[], float],
) -> tuple[dict[str, tuple[str, Simulation]], Values, FoundScore]:
    """Return the simulations of a document by id, the view state of the pages, and the score.

    Raises
    ------
    EngineError
        If it is no document, is inconsistent, or its data are missing.
    """
    return restored(*decode(content), known, clock)


def restored(
    document: Document,
    arrays: Arrays,
    known: Mapping[str, Mapping[str, DataSet]],
    clock: Callable[[], float],
) -> tuple[dict[str, tuple[str, Simulation]], Values, FoundScore]:
    """Return the simulations of a decoded document, the view state, and the score.

    Raises
    ------
    EngineError
        If it is inconsistent, or its data are missing.
    """
    made: dict[str, tuple[str, Simulation]] = {}
    try:
        for number, saved in enumerate(document.runs):
            if saved.simulation not in SIMULATIONS or saved.id in made:
                raise DocumentError(
                    "expected pages among {known}, got {found}; open it with a newer Nabla Lab",
                    known=", ".join(SIMULATIONS),
                    found=saved.simulation,
                )
            simulation = SIMULATIONS[saved.simulation](1, clock)
            made[saved.id] = saved.simulation, simulation
            first = f"{number}:"
            own = {
                name.removeprefix(first): array
                for name, array in arrays.items()
                if name.startswith(first)
            }
            simulation.restore(saved.content, own, known.get(saved.id, {}))
        score = score_of(document.score, arrays)
    except EngineError:
        for _, simulation in made.values():
            simulation.close()
        raise
    return made, document.view, score
