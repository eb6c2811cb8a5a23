"""The book's procedure for η: find the largest one at which the training cost still falls.

Nielsen (2015), ch. 3, "How to choose a neural network's hyper-parameters?": start at 0.01;
while the cost falls in the first few epochs, take ten times as much; else a tenth. Then refine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from engine.errors import SettingError
from engine.search.plan import SearchPlan
from engine.search.space import LOG, Space, span
from engine.search.trial import FINISHED, TrialResult
from engine.settings import Value

ETA = "eta"
START = 0.01
MOST_STEPS = 5
"""Powers of ten that are tried in one direction; upwards they end at the largest η allowed."""

FEWEST_EPOCHS = 3
"""Of two epochs with far too large an η the second is as often the better one."""

BETWEEN = (5.0, 2.0)
"""Multiples of the threshold's power of ten by which it is refined, the largest first."""

SPACE = Space.of(span(ETA, START / 10**MOST_STEPS, START * 10**MOST_STEPS, scale=LOG))
"""Where the procedure may get to."""


class Threshold:
    """Chooses one η after the other.

    Parameters
    ----------
    plan : SearchPlan
        Its base holds all settings but η.

    Raises
    ------
    SettingError
        If its epochs are too few to see the cost fall.
    """

    def __init__(self, plan: SearchPlan) -> None:
        if plan.base.epochs < FEWEST_EPOCHS:
            raise SettingError(
                "expected {fewest} or more epochs to see the cost fall, got {found}; train longer",
                fewest=FEWEST_EPOCHS,
                found=plan.base.epochs,
            )

    def choose(self, number: int, earlier: Sequence[TrialResult]) -> Mapping[str, Value] | None:
        """Return the next η, None if the threshold is known."""
        eta = next_eta(tried_etas(earlier[:number]))
        return None if eta is None else {ETA: eta}


def count(plan: SearchPlan) -> int:
    """Return the largest number of trials."""
    return 1 + MOST_STEPS + len(BETWEEN)


def tried_etas(results: Sequence[TrialResult]) -> list[tuple[float, bool]]:
    """Return each η and whether the training cost fell."""
    return [(float(result.values[ETA]), cost_falls(result)) for result in results]


def cost_falls(result: TrialResult) -> bool:
    """Return whether the training cost of a whole run fell from each epoch to the next."""
    return result.state == FINISHED and falls([epoch.cost for epoch in result.epochs])


def falls(costs: Sequence[float | None]) -> bool:
    """Return whether each cost is below the one before; not of fewer than two, or without one."""
    return len(costs) > 1 and all(
        before is not None and after is not None and after < before
        for before, after in pairwise(costs)
    )


def next_eta(tried: Sequence[tuple[float, bool]]) -> float | None:
    """Return the η to try next, None if the threshold is known or out of reach.

    Parameters
    ----------
    tried : sequence of (float, bool)
        Each η so far, and whether the cost fell.

    Examples
    --------
    >>> next_eta([]), next_eta([(0.01, True)]), next_eta([(0.01, False)])
    (0.01, 0.1, 0.001)
    >>> next_eta([(0.01, True), (0.1, True), (1.0, False)])
    0.5
    """
    falls = dict(tried)
    if START not in falls:
        return START
    upwards, eta = falls[START], START
    for _ in range(MOST_STEPS):
        beside = _short(eta * 10 if upwards else eta / 10)
        if beside not in falls:
            return beside
        if falls[beside] != upwards:
            return _refined(eta if upwards else beside, falls)
        eta = beside
    return None


def _refined(order: float, falls: Mapping[float, bool]) -> float | None:
    """Return the next multiple of the largest power of ten at which the cost falls."""
    for multiple in BETWEEN:
        eta = _short(order * multiple)
        if eta not in falls:
            return eta
        if falls[eta]:
            return None
    return None


def threshold(tried: Sequence[tuple[float, bool]]) -> float | None:
    """Return the largest η at which the cost fell, None if there is none."""
    return max((eta for eta, falls in tried if falls), default=None)


def _short(eta: float) -> float:
    """Return a number rounded to six digits: 0.1 · 10 is 1."""
    return float(f"{eta:.6g}")
