"""Base of all simulations: the interface between them and the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from engine.commands.transport import SetPace
from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.settings import Setting
from engine.simulations.values import same_value
from engine.snapshots import Message, Status


def nothing_to_restore() -> bool:
    """Return False: the state before an edit was not kept."""
    return False


@dataclass(frozen=True, slots=True)
class Inverse:
    """An edit as a value before and a value after it, to be undone and redone.

    Attributes
    ----------
    name : Message
        Name of the edit, for the undo button.
    before, after : object
        Frozen values; a drag from a value to the same value is no edit.
    show : callable
        (target, source) -> message for the user, or None: brings one of both values about where
        the other one was.
    restore : callable
        Restores the state before the edit bit for bit; returns False if it no longer can.
    owner : str
        Id of the simulation that was edited; "" for none.
    """

    name: Message
    before: Any
    after: Any
    show: Callable[[Any, Any], Message | None]
    restore: Callable[[], bool] = nothing_to_restore
    owner: str = ""

    def undo(self) -> Message | None:
        """Take the edit back; return a message for the user, or None."""
        return None if self.restore() else self.show(self.before, self.after)

    def redo(self) -> None:
        """Repeat the edit."""
        self.show(self.after, self.before)

    def joined(self, first: Inverse) -> Inverse:
        """Return a drag as one edit, from before its first command to after this one."""
        return replace(self, before=first.before, restore=first.restore)

    @property
    def is_empty(self) -> bool:
        """Whether both values are the same, bit for bit."""
        return same_value(self.before, self.after)


def putting(
    put: Callable[[Any], None], said: Message | None = None
) -> Callable[[Any, Any], Message | None]:
    """Return the `show` of an edit whose values are simply put in place.

    Parameters
    ----------
    said : Message or None
        What the user is told if the state before could not be restored bit for bit.
    """

    def show(target: Any, source: Any) -> Message | None:
        put(target)
        return said

    return show


@dataclass(frozen=True, slots=True)
class Saved:
    """A simulation's part of a document.

    Attributes
    ----------
    content : Strict or dataclass
        Its part of the JSON.
    arrays : callable
        Returns the arrays that the content names; may be called on another thread.
    """

    content: object
    arrays: Callable[[], Arrays]


class Simulation:
    """State behind a page: commands in, a frozen payload out, work in short slices.

    Attributes
    ----------
    handlers : mapping
        Handler of each command type: returns an inverse, a message for the user, or None.
    pace : SetPace or None
        The pace that was set last.
    """

    pace: SetPace | None = None

    declared_settings: tuple[Setting, ...] = ()
    handlers: dict[type, Callable[[Any], Inverse | Message | None]]

    @property
    def status(self) -> Status:
        """State of the transport."""
        raise NotImplementedError

    @property
    def failure(self) -> Message | None:
        """Reason of the failure, if any."""
        return None

    @property
    def step(self) -> int:
        """Steps done at the shown position."""
        raise NotImplementedError

    @property
    def elapsed_s(self) -> float:
        """Seconds of work up to there."""
        return 0.0

    @property
    def busy(self) -> bool:
        """Whether `advance` has something to do, be it for a view alone."""
        raise NotImplementedError

    @property
    def progress(self) -> int:
        """Number that changes whenever something was learned: nothing is, on most pages."""
        return 0

    def advance(self, budget_s: float) -> None:
        """Work for at most about `budget_s` seconds."""
        raise NotImplementedError

    def view(self, observed: frozenset[str]) -> object:
        """Return the frozen payload; parts that are not observed may be left out.

        It may follow what is observed, renew caches and copy arrays, in a few milliseconds;
        longer work is left to `advance`, and `busy` is True until it is done.

        Parameters
        ----------
        observed : frozenset of str
            Optional parts that a page shows, as in `engine.commands.observation.Observe`.
        """
        raise NotImplementedError

    def refresh(self, observed: frozenset[str]) -> None:
        """Assemble the payload anew: called after every command and every slice of work."""
        self._state = self.view(observed)

    def state(self) -> Any:
        """Return the frozen payload that `refresh` assembled last.

        It only reads: it starts nothing, computes nothing and asks no clock, so how often it is
        called changes neither its value nor what follows.
        """
        return self._state

    def save(self) -> Saved:
        """Return the content for a document."""
        raise NotImplementedError

    def restore(self, text: msgspec.Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore a document's content; called once, on a new simulation, on any thread.

        Raises
        ------
        EngineError
            If the content is inconsistent.
        """
        raise NotImplementedError

    def loaded_data(self) -> Mapping[str, DataSet]:
        """Return the data sets that it holds, by their names: none, on most pages."""
        return {}

    def close(self) -> None:
        """Release threads: there are none, on most pages."""
