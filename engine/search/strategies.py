"""STRATEGIES: how a search chooses the values of its trials."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine import random_streams
from engine.errors import SettingError
from engine.search import eta_threshold, optuna_sampler
from engine.search.plan import SearchPlan
from engine.search.space import MOST_CELLS, Dimension, Space
from engine.search.trial import TrialResult
from engine.settings import Value

STREAM = "search"


class Chooser(Protocol):
    """Chooses the values of one trial after the other."""

    def choose(self, number: int, earlier: Sequence[TrialResult]) -> Mapping[str, Value] | None:
        """Return the values of a trial, None if the search is over.

        Parameters
        ----------
        number : int
            0, 1, 2, … in this order.
        earlier : sequence of TrialResult
            Results of the first trials in their order; for an adaptive strategy those before
            the present group.
        """


@dataclass(frozen=True, slots=True)
class Strategy:
    """One entry of STRATEGIES.

    Attributes
    ----------
    make : callable
        (plan) -> Chooser.
    count : callable
        (plan) -> largest number of trials.
    adaptive : bool
        Whether earlier results matter.
    help : str
        What it does, in half a sentence.
    space : Space or None
        The only space that it searches; None for any.
    together : int
        Trials that it chooses at a time; 0 for as many as the plan says.
    """

    name: str
    make: Callable[[SearchPlan], Chooser]
    count: Callable[[SearchPlan], int]
    help: str
    adaptive: bool = False
    space: Space | None = None
    together: int = 0

    def check(self, plan: SearchPlan) -> None:
        """Refuse a plan that this strategy cannot follow.

        Raises
        ------
        SettingError
        """
        self.count(plan)
        if self.space is not None and self.space != plan.space:
            raise SettingError(
                "expected no settings to search with the strategy {strategy}, which searches "
                "{names}, got {found}; leave them out",
                strategy=self.name,
                names=", ".join(self.space.names),
                found=", ".join(plan.space.names),
            )


class _Grid:
    def __init__(self, plan: SearchPlan) -> None:
        self._space, self._count = plan.space, grid_size(plan)

    def choose(self, number: int, earlier: Sequence[TrialResult]) -> Mapping[str, Value] | None:
        return self._space.cell(number) if number < self._count else None


def grid_size(plan: SearchPlan) -> int:
    """Return the number of cells of the grid.

    Raises
    ------
    SettingError
        If a range has no count of values, or there are too many cells.
    """
    space = plan.space
    for dimension in space.dimensions:
        if dimension.continuous:
            raise SettingError(
                "expected a count of values for {name} in a grid, got {found}; write for instance "
                "{found}:10, or choose the strategy random",
                name=dimension.name,
                found=dimension.text(),
            )
    cells = space.cells or 0
    if cells > MOST_CELLS:
        raise SettingError(
            "expected a grid of at most {most} cells, got {found}; search fewer values, or choose "
            "the strategy random",
            most=MOST_CELLS,
            found=cells,
        )
    return cells


class _Random:
    """Random values; of a space without continuous ranges every cell at most once."""

    def __init__(self, plan: SearchPlan) -> None:
        self._plan, self._seed = plan, plan.base.seed
        cells = plan.space.cells
        self._order = None
        if cells is not None and cells <= MOST_CELLS:
            self._order = random_streams.generator(self._seed, STREAM).permutation(cells)

    def choose(self, number: int, earlier: Sequence[TrialResult]) -> Mapping[str, Value] | None:
        space = self._plan.space
        if number >= random_count(self._plan):
            return None
        if self._order is not None:
            return space.cell(int(self._order[number]))
        # a stream of its own for each trial: none moves another
        draws = random_streams.generator(self._seed, STREAM, number + 1).random(len(space.names))
        return {
            dimension.name: _at(dimension, share)
            for dimension, share in zip(space.dimensions, draws.tolist(), strict=True)
        }


def _at(dimension: Dimension, share: float) -> Value:
    if dimension.continuous:
        return dimension.at(share)
    return dimension.values[int(share * len(dimension.values))]


def random_count(plan: SearchPlan) -> int:
    """Return the number of trials, at most as many as there are cells."""
    cells = plan.space.cells
    return plan.trials if cells is None or cells > MOST_CELLS else min(plan.trials, cells)


def _trials(plan: SearchPlan) -> int:
    return plan.trials


STRATEGIES: tuple[Strategy, ...] = (
    Strategy("grid", _Grid, grid_size, "every cell"),
    Strategy("random", _Random, random_count, "random cells, or random values of a range"),
    Strategy(
        "optuna",
        optuna_sampler.Optuna,
        _trials,
        "where Optuna expects the best (extra sweep)",
        adaptive=True,
    ),
    Strategy(
        "threshold",
        eta_threshold.Threshold,
        eta_threshold.count,
        "the largest η at which the training cost still falls (chapter 3)",
        adaptive=True,
        space=eta_threshold.SPACE,
        together=1,
    ),
)
STRATEGY = {strategy.name: strategy for strategy in STRATEGIES}
