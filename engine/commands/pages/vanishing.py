"""Commands of the page on vanishing gradients: the chain of neurons and the ablations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SetChainNumber:
    """Set a weight ("w") or bias ("b") of a neuron of the chain, or the chain's input ("x").

    During a drag `finished` is False.
    """

    simulation_id: str
    part: str
    neuron: int
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class LoadChain:
    """Load a prepared chain: "drawn", "explosion" or "ones"."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class VoteAblation:
    """Count one more vote of the audience for an ablation."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class RunAblation:
    """Toggle an ablation: measure the layers' gradient ratio with one factor changed."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ClearAblations:
    """Clear all votes and ablation runs."""

    simulation_id: str


VanishingEdit: TypeAlias = SetChainNumber | LoadChain
VanishingMove: TypeAlias = VoteAblation | RunAblation | ClearAblations
