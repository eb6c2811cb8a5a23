"""Sentences for moves through time that change nothing: back from the beginning, a new start."""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.commands.command import Command
from engine.commands.transport import Reset, Seek, Step
from engine.simulations.simulation import Simulation
from engine.simulations.values import same_value
from engine.snapshots import Message, Status

BEGINNING = Message("There is nothing to go back to: this is the beginning.")
NEW_START = Message("Another start was drawn.")


class Place(NamedTuple):
    """Where a simulation is, and what it shows there."""

    status: Status
    step: int
    payload: Any


def place_of(simulation: Simulation) -> Place:
    """Return where a simulation is."""
    return Place(simulation.status, simulation.step, simulation.state())


def unmoved(command: Command, before: Place, after: Place) -> Message | None:
    """Return what to say after a command; None if it moves forward or what is shown says enough.

    A new start is always said: pages that have trained nothing yet do not show it.
    """
    goes_on = isinstance(command, Step) and command.count >= 0
    if goes_on or not isinstance(command, Step | Seek | Reset):
        return None
    if before.step or before[:2] != after[:2]:
        return None
    if isinstance(command, Reset) and command.new_seed:
        return NEW_START
    return BEGINNING if same_value(before.payload, after.payload) else None
