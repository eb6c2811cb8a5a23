"""View of "More data"."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Vector
from engine.improvement.accuracy_by_size import PowerLaw, Series


@dataclass(frozen=True, slots=True, eq=False)
class Racer:
    """One network of the race.

    Attributes
    ----------
    name : str
        "tuned" or "plain".
    pictures : int
        Size of its training set.
    layers : str
    accuracy : Vector, shape (n,)
        On the test pictures after each round that is shown.
    """

    name: str
    pictures: int
    layers: str
    accuracy: Vector


@dataclass(frozen=True, slots=True, eq=False)
class MoreDataView:
    """Accuracies by size with a fitted curve, and the race.

    Attributes
    ----------
    series : tuple of Series
    fitted : Series or None
        The points that are fitted; None where there are fewer than two.
    law : PowerLaw or None
    judges : Series or None
        Later points of the same series, which the law has not seen.
    racers : tuple of Racer
        Empty until the pictures are loaded.
    rounds : int
        Rounds of the whole race.
    round_examples : int
        Examples that each network learns from in a round.
    data : str
        Name of the data of the race.
    """

    series: tuple[Series, ...]
    fitted: Series | None
    law: PowerLaw | None
    judges: Series | None
    racers: tuple[Racer, ...]
    rounds: int
    round_examples: int
    data: str
