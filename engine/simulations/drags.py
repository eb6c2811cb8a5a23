"""Undo of drags: all commands of one drag are one edit, and none if it ends where it began."""

from __future__ import annotations

from collections.abc import Hashable

from engine.commands.command import Command
from engine.simulations.simulation import Inverse
from engine.snapshots import Message


class Drags:
    """Joins the edits of a drag: undo returns to its start, redo to its end."""

    def __init__(self) -> None:
        self._held: tuple[Hashable, Inverse] | None = None

    def holds(self, command: Command) -> bool:
        """Return whether a command continues the drag that is held."""
        return self._held is not None and self._held[0] == command.drag_key

    def take(self, command: Command, result: Inverse | None) -> list[Inverse]:
        """Return the edits that are complete after a command.

        Parameters
        ----------
        command : Command
            Part of a drag while its field `finished` is False.
        result : Inverse or None
            Inverse of the command; None if it changed nothing.
        """
        if self._held is not None and self.holds(command):
            first = self._held[1]
            result = first if result is None else result.joined(first)
            self._held = None
        if result is None:
            return []
        complete = self.let_go()
        self._held = command.drag_key, result
        return [*complete, *self.let_go()] if command.is_finished else complete

    def let_go(self) -> list[Inverse]:
        """Return the edit that is held, if there is one.

        One that ended where it began is none: what it left behind is removed.
        """
        held, self._held = self._held, None
        if held is None:
            return []
        if held[1].is_empty:
            held[1].restore()
            return []
        return [held[1]]

    def cancel(self) -> Message | None:
        """Take back the drag that is held; return a message for the user, or None."""
        held, self._held = self._held, None
        return None if held is None else held[1].undo()
