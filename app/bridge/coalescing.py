"""Coalescing of queued commands: drops those that a later one supersedes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from engine.commands.command import Command

Numbered: TypeAlias = tuple[int, Command]


def coalesce(waiting: Iterable[Numbered]) -> list[Numbered]:
    """Return the commands that still have to be executed, in order.

    Of several queued commands with the same target (a setting, a dragged number, the drawing,
    a seek, the pace, a selection) only the last is kept, unless a command in between depends
    on the earlier one. The last command of a drag is never dropped if it is an undoable edit.
    """
    kept: list[Numbered] = []
    for number, command in waiting:
        superseded = _superseded(kept, command)
        if superseded is not None:
            del kept[superseded]
        kept.append((number, command))
    return kept


def _superseded(kept: list[Numbered], command: Command) -> int | None:
    """Return the index of the queued command that this one supersedes, or None."""
    if not command.supersedes:
        return None
    for place in range(len(kept) - 1, -1, -1):
        earlier = kept[place][1]
        if earlier.drag_key == command.drag_key:
            return place if earlier.may_be_dropped else None
        if not (earlier.independent and command.independent):
            return None
    return None
