"""Drags: many commands of one movement of a hand are one edit."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields, replace

from engine.commands.command import Command
from engine.simulations.simulation import Inverse

MOVING = frozenset({"value", "finished", "x", "y", "neurons", "place", "x0", "y0", "x1", "y1"})
"""Fields that differ from one command of a drag to the next."""


class Drags:
    """Joins the inverses of a drag: undo leads to where it began, redo to where it ended."""

    def __init__(self) -> None:
        self._held: tuple[Hashable, Inverse] | None = None

    def take(self, command: Command, result: Inverse | None) -> list[Inverse]:
        """Return the edits that are complete once a command was done.

        Parameters
        ----------
        command : Command
            Of a drag as long as it has a field `finished` that is False.
        result : Inverse or None
            How it is taken back; None if it changed nothing.
        """
        key = key_of(command)
        if self._held is not None and self._held[0] == key:
            first = self._held[1]
            result = first if result is None else replace(result, undo=first.undo)
            self._held = None
        complete = self.let_go() if result is not None else []
        if result is None:
            return complete
        if getattr(command, "finished", True):
            return [*complete, result]
        self._held = (key, result)
        return complete

    def let_go(self) -> list[Inverse]:
        """Return the edit of a drag that was never finished, if there is one."""
        held, self._held = self._held, None
        return [] if held is None else [held[1]]


def key_of(command: Command) -> Hashable:
    """Return what all commands of one drag have in common."""
    told = (getattr(command, each.name) for each in fields(command) if each.name not in MOVING)
    return (type(command), *told)
