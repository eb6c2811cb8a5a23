"""What may be asked of deep networks whose gradients vanish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SetChainNumber:
    """Set a weight ("w") or bias ("b") of a neuron of the chain, or its input ("x").

    While it is being dragged, `finished` is False.
    """

    run: str
    part: str
    neuron: int
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class LoadChain:
    """Take the numbers of a prepared chain: "drawn", "explosion" or "ones"."""

    run: str
    name: str


@dataclass(frozen=True, slots=True)
class VoteSuspect:
    """Count one more vote of the room for a suspect."""

    run: str
    name: str


@dataclass(frozen=True, slots=True)
class HearSuspect:
    """Measure the ratio of the layers with the suspect exchanged, on a twin; or let it go again."""

    run: str
    name: str


@dataclass(frozen=True, slots=True)
class AcquitSuspects:
    """Forget votes and what was heard."""

    run: str


VanishingEdit: TypeAlias = SetChainNumber | LoadChain
VanishingMove: TypeAlias = VoteSuspect | HearSuspect | AcquitSuspects
