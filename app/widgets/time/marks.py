"""Marks of a timeline."""

from __future__ import annotations

from dataclasses import dataclass

CHANGE, REACHED, BEST = "change", "reached", "best"


@dataclass(frozen=True, slots=True)
class Mark:
    """An event of a run at a step.

    Attributes
    ----------
    text : str
        Text of its tooltip.
    kind : str
        CHANGE, a dot; REACHED, a stem; BEST, a flag; the last two in the colour of accuracy.
    """

    step: int
    text: str
    kind: str = CHANGE
