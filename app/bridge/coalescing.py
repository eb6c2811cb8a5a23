"""Drop the waiting commands that a later one makes superfluous."""

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
"""Commands that may change places with each other without changing the outcome."""


_NUMBERS = {
    SetNumber: ("kind", "layer", "neuron", "source"),
    SetHidden: ("neuron", "part"),
    SetOutgoing: ("neuron",),
    SetOutputBias: (),
    SetHeight: ("bump",),
    MoveEdge: ("neuron",),
    SetChainNumber: ("part", "neuron"),
}
"""Numbers that are dragged, and what says which one."""


def coalesce(waiting: Iterable[Numbered]) -> list[Numbered]:
    """Return the commands that still have to be done, in order.

    Of several settings of one name, drawings, places or paces that wait together only the
    last is kept, unless a command stands between them for which the earlier one matters.
    A finished drawing or number is never dropped: it is an edit that can be undone.
    """
    kept: list[Numbered] = []
    for number, command in waiting:
        superseded = _superseded(kept, command)
        if superseded is not None:
            del kept[superseded]
        kept.append((number, command))
    return kept


def _superseded(kept: list[Numbered], command: Command) -> int | None:
    """Return the place of the waiting command that this one makes superfluous, or None."""
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
    """Return what two commands share when the later one replaces the earlier, or None."""
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
