"""What may be asked of deep networks whose gradients vanish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SetChainNumber:
    """Set a weight ("w") or bias ("b") of a neuron of the chain, or its input ("x").

    While it is being dragged, `finished` is False.
    """

    simulation_id: str
    part: str
    neuron: int
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class LoadChain:
    """Take the numbers of a prepared chain: "drawn", "explosion" or "ones"."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class VoteAblation:
    """Count one more vote of the room for a suspect."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class RunAblation:
    """Measure the ratio of the layers with the suspect exchanged, on a twin; or let it go again."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ClearAblations:
    """Forget votes and what was heard."""

    simulation_id: str


VanishingEdit: TypeAlias = SetChainNumber | LoadChain
VanishingMove: TypeAlias = VoteAblation | RunAblation | ClearAblations
