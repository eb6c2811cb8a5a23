"""Interface between the session and every simulation."""

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
    """Undo and redo of one edit.

    Attributes
    ----------
    name : Message
        Name of the edit, for the undo button.
    undo, redo : callable
        Take the edit back and repeat it; each returns a message for the user, or None.
    """

    name: Message
    undo: Callable[[], Message | None]
    redo: Callable[[], Message | None]


@dataclass(frozen=True, slots=True)
class Saved:
    """A simulation's part of a document.

    Attributes
    ----------
    content : Strict
        Its part of the JSON.
    arrays : callable
        Returns the arrays that the content names; may be called on another thread.
    """

    content: Strict
    arrays: Callable[[], Arrays]


class Simulation(Protocol):
    """State behind a page: commands in, a frozen payload out, work in short slices."""

    declared_settings: tuple[Setting, ...]

    @property
    def handlers(self) -> Mapping[type, Callable[[Any], Inverse | Message | None]]:
        """Handler of each command type: returns an inverse, a message for the user, or None."""
        ...

    @property
    def status(self) -> Status:
        """State of the transport."""
        ...

    @property
    def failure(self) -> Message | None:
        """Reason of the failure, if any."""
        ...

    @property
    def step(self) -> int:
        """Steps done at the shown position."""
        ...

    @property
    def elapsed_s(self) -> float:
        """Seconds of work up to there."""
        ...

    @property
    def busy(self) -> bool:
        """Whether `advance` has something to do, be it for a view alone."""
        ...

    def advance(self, budget_s: float) -> None:
        """Work for at most about `budget_s` seconds."""
        ...

    def refresh(self, observed: frozenset[str]) -> None:
        """Assemble the payload anew: called after every command and every slice of work.

        It may follow what is observed, renew caches and copy arrays, in a few milliseconds;
        longer work is left to `advance`, and `busy` is True until it is done.

        Parameters
        ----------
        observed : frozenset of str
            Optional parts that a page shows, as in `engine.commands.observation.Observe`.
        """
        ...

    def state(self) -> object:
        """Return the frozen payload that `refresh` assembled last.

        It only reads: it starts nothing, computes nothing and asks no clock, so how often it is
        called changes neither its value nor what follows.
        """
        ...

    @property
    def progress(self) -> int:
        """Number that changes whenever something was learned."""
        ...

    def save(self) -> Saved:
        """Return the content for a document."""
        ...

    def restore(self, text: msgspec.Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore a document's content; called once, on a new simulation, on any thread.

        Raises
        ------
        EngineError
            If the content is inconsistent.
        """
        ...

    def loaded_data(self) -> Mapping[str, DataSet]:
        """Return the data sets that it holds, by their names."""
        ...

    def close(self) -> None:
        """Release threads."""
        ...
