"""Commands of the page on vanishing gradients: the chain of neurons and the ablations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Command, Edit


@dataclass(frozen=True, slots=True)
class SetChainNumber(Edit):
    """Set a weight ("w") or bias ("b") of a neuron of the chain, or the chain's input ("x").

    During a drag `finished` is False.
    """

    drag_target: ClassVar = ("part", "neuron")

    simulation_id: str
    part: str
    neuron: int
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class LoadChain(Edit):
    """Load a prepared chain: "drawn", "explosion" or "ones"."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class VoteAblation(Command):
    """Count one more vote of the audience for an ablation."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class RunAblation(Command):
    """Toggle an ablation: measure the layers' gradient ratio with one factor changed."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ClearAblations(Command):
    """Clear all votes and ablation runs."""

    simulation_id: str
