"""Base class of the page's stations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeAlias

from engine.settings import Setting, Value, Values
from engine.snapshots import Message

Edited: TypeAlias = tuple[dict[str, Value], Message]
"""All settings after an edit, and its name."""

Edit: TypeAlias = Callable[[Values, Any], Edited]
"""(settings, command) -> what came of it."""


class Station:
    """A station: its settings, its steps, its view; one object for each open page.

    Settings of all stations lie side by side, so their names begin with the station's name
    where another station could want them too. A change of a setting that `restarts` goes back
    to step 0.

    Attributes
    ----------
    name : str
    settings : tuple of Setting
    edits : mapping
        By class of command; a change of one setting needs none.
    looks : frozenset of str
        Settings that say how it is looked at: changing them is no edit.
    """

    name: ClassVar[str]
    settings: ClassVar[tuple[Setting, ...]] = ()
    edits: ClassVar[Mapping[type, Edit]] = {}
    looks: ClassVar[frozenset[str]] = frozenset()

    def check(self, settings: Values) -> None:
        """Refuse what no single setting can: called with all settings after every change.

        Raises
        ------
        SettingError
        """

    def speed(self, settings: Values) -> float:
        """Return the steps per second of playback."""
        return 1.0

    def last_step(self, settings: Values) -> int:
        """Return the step at which playing ends."""
        return 0

    def known_step(self, settings: Values) -> int:
        """Return the furthest step that can be shown at once."""
        return self.last_step(settings)

    def prepare(self, settings: Values, step: int) -> None:
        """Compute what showing a step needs, in a few milliseconds; the step before is known."""

    def anew(self, settings: Values) -> dict[str, Value]:
        """Return the settings of a start with other random numbers: mostly the same ones."""
        return dict(settings)

    def view(self, settings: Values, step: int) -> object:
        """Return the frozen view of a step; the same object while nothing changes."""
        raise NotImplementedError
