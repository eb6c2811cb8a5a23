"""Coalescing of queued commands: drops those that a later one supersedes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeAlias

from engine.commands.command import Command
from engine.commands.edits import SetSetting
from engine.commands.observation import Observe
from engine.commands.pages.backprop import NudgeNeuron, SelectPart, SetNumber
from engine.commands.pages.digits import SelectReader, SetStrokes
from engine.commands.pages.universality import (
    MoveEdge,
    SetHeight,
    SetHidden,
    SetOutgoing,
    SetOutputBias,
)
from engine.commands.pages.vanishing import SetChainNumber
from engine.commands.transport import Seek, SetPace

Numbered: TypeAlias = tuple[int, Command]

_INDEPENDENT = (SetSetting, SetStrokes, SetPace, Observe)
"""Commands that commute with each other."""


_NUMBERS = {
    SetNumber: ("kind", "layer", "neuron", "source"),
    SetHidden: ("neuron", "part"),
    SetOutgoing: ("neuron",),
    SetOutputBias: (),
    SetHeight: ("bump",),
    MoveEdge: ("neuron",),
    SetChainNumber: ("part", "neuron"),
}
"""Commands of draggable numbers, with the fields that identify the number."""


def coalesce(waiting: Iterable[Numbered]) -> list[Numbered]:
    """Return the commands that still have to be executed, in order.

    Of several queued commands with the same target (a setting, a dragged number, the drawing,
    a seek, the pace, a selection) only the last is kept, unless a command in between depends
    on the earlier one. A finished drawing or number is never dropped: it is an undoable edit.
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
    key = _key(command)
    if key is None:
        return None
    for place in range(len(kept) - 1, -1, -1):
        earlier = kept[place][1]
        if _key(earlier) == key:
            return place if _may_be_dropped(earlier) else None
        if not isinstance(earlier, _INDEPENDENT) or not isinstance(command, _INDEPENDENT):
            return None
    return None


def _key(command: Command) -> Hashable:
    """Return a key that is equal if a later command replaces an earlier one; None for others."""
    if isinstance(command, SetSetting):
        return (SetSetting, command.simulation_id, command.name)
    if type(command) in _NUMBERS:
        place = tuple(getattr(command, name) for name in _NUMBERS[type(command)])
        return (type(command), getattr(command, "simulation_id", ""), place)
    if isinstance(command, NudgeNeuron | SelectPart):
        return (type(command), command.simulation_id)
    if isinstance(command, SetStrokes | Seek | SetPace | SelectReader | Observe):
        return (type(command), command.simulation_id)
    return None


def _may_be_dropped(command: Command) -> bool:
    edits = (SetStrokes, *_NUMBERS)
    return not (isinstance(command, edits) and getattr(command, "finished", True))
