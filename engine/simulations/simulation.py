"""What a session asks of every simulation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.documents.schema import Strict
from engine.settings import Setting
from engine.snapshots import Message, Status


@dataclass(frozen=True, slots=True)
class Inverse:
    """How an edit is taken back.

    Attributes
    ----------
    name : Message
        Name of the edit, for the undo button.
    undo, redo : callable
        Take it back, do it again; each returns what there is to say, or None.
    """

    name: Message
    undo: Callable[[], Message | None]
    redo: Callable[[], Message | None]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a simulation puts into a document.

    Attributes
    ----------
    content : Strict
        For the JSON.
    arrays : callable
        Returns the arrays that the content names; may be called on another thread.
    """

    content: Strict
    arrays: Callable[[], Arrays]


class Simulation(Protocol):
    """State behind a page: commands in, a frozen payload out, work in short pieces."""

    parameters: tuple[Setting, ...]

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], Inverse | Message | None]]:
        """What to call for each type of command; a message is what there is to say."""
        ...

    @property
    def status(self) -> Status:
        """What it is doing."""
        ...

    @property
    def failure(self) -> Message | None:
        """Why it stopped, if it failed."""
        ...

    @property
    def step(self) -> int:
        """Steps done at the place that is shown."""
        ...

    @property
    def elapsed_s(self) -> float:
        """Seconds of work that led there."""
        ...

    @property
    def busy(self) -> bool:
        """Whether `advance` has something to do."""
        ...

    def advance(self, budget_s: float) -> None:
        """Work for about so many seconds at the most."""
        ...

    def state(self, observed: frozenset[str]) -> object:
        """Return the frozen payload; what is not observed may be left out."""
        ...

    @property
    def progress(self) -> int:
        """A number that differs once something was learned."""
        ...

    def save(self) -> Saved:
        """Return what a document keeps of it."""
        ...

    def restore(self, text: msgspec.Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Become what a document says; called once, on a new simulation, on any thread.

        Raises
        ------
        EngineError
            If the document does not fit together.
        """
        ...

    def loaded_data(self) -> Mapping[str, DataSet]:
        """Return the data sets that it holds, by their names."""
        ...

    def close(self) -> None:
        """Release threads."""
        ...
