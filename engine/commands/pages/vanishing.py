"""Commands of the page on vanishing gradients: the chain of neurons and the ablations."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import DraggedEdit, Edit, SimulationCommand


@dataclass(frozen=True, slots=True)
class SetChainNumber(DraggedEdit, drag_target=("part", "neuron")):
    """Set a weight ("w") or bias ("b") of a neuron of the chain, or the chain's input ("x").

    During a drag `finished` is False.
    """

    part: str
    neuron: int
    value: float


@dataclass(frozen=True, slots=True)
class LoadChain(Edit):
    """Load a prepared chain: "drawn", "explosion" or "ones"."""

    name: str


@dataclass(frozen=True, slots=True)
class VoteAblation(SimulationCommand):
    """Count one more vote of the audience for an ablation."""

    name: str


@dataclass(frozen=True, slots=True)
class RunAblation(SimulationCommand):
    """Toggle an ablation: measure the layers' gradient ratio with one factor changed."""

    name: str


@dataclass(frozen=True, slots=True)
class ClearAblations(SimulationCommand):
    """Clear all votes and ablation runs."""
