"""Undo of drags: all commands of one drag are one edit."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from engine.commands.command import Command
from engine.simulations.simulation import Inverse


class Drags:
    """Merges the inverses of a drag: undo returns to its start, redo to its end."""

    def __init__(self) -> None:
        self._held: tuple[Hashable, Inverse] | None = None

    def take(self, command: Command, result: Inverse | None) -> list[Inverse]:
        """Return the edits that are complete after a command.

        Parameters
        ----------
        command : Command
            Part of a drag while its field `finished` is False.
        result : Inverse or None
            Inverse of the command; None if it changed nothing.
        """
        key = command.drag_key
        if key is not None and self._held is not None and self._held[0] == key:
            first = self._held[1]
            result = first if result is None else replace(result, undo=first.undo)
            self._held = None
        complete = self.let_go() if result is not None else []
        if result is None:
            return complete
        if command.is_finished:
            return [*complete, result]
        self._held = (key, result)
        return complete

    def let_go(self) -> list[Inverse]:
        """Return the edit of an unfinished drag, if there is one."""
        held, self._held = self._held, None
        return [] if held is None else [held[1]]
