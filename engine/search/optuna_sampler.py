"""Optuna as a strategy: it is asked for values, and told the validation accuracy.

Its own journal is not used: the search's journal holds all results, and a search that goes on
asks and tells again from the start, which gives the same values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine import random_streams
from engine.search.extras import extra
from engine.search.plan import SearchPlan
from engine.search.space import LOG, Dimension
from engine.search.trial import FAILED, PRUNED, TrialResult
from engine.settings import Value

LARGEST_SEED = 2**32 - 1


class Optuna:
    """A study of Optuna in memory, with the tree-structured Parzen estimator.

    Bergstra et al. (2011), "Algorithms for hyper-parameter optimization".

    Parameters
    ----------
    plan : SearchPlan

    Raises
    ------
    SearchError
        If Optuna is not installed.
    """

    def __init__(self, plan: SearchPlan) -> None:
        optuna = extra("sweep")
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        seed = random_streams.generator(plan.base.seed, "search").integers(LARGEST_SEED)
        sampler = optuna.samplers.TPESampler(seed=int(seed))
        self._optuna: Any = optuna
        self._study = optuna.create_study(direction="maximize", sampler=sampler)
        self._plan = plan
        self._asked: list[Any] = []
        self._told = 0

    def choose(self, number: int, earlier: Sequence[TrialResult]) -> Mapping[str, Value] | None:
        """Return the values of a trial, None if the search is over."""
        if number >= self._plan.trials:
            return None
        for result in earlier[self._told :]:
            self._tell(result)
        self._told = len(earlier)
        space = self._plan.space
        trial = self._study.ask({each.name: self._distribution(each) for each in space.dimensions})
        self._asked.append(trial)
        return {each.name: _value(each, trial.params[each.name]) for each in space.dimensions}

    def _distribution(self, dimension: Dimension) -> Any:
        distributions = self._optuna.distributions
        if not dimension.continuous and dimension.scale:
            # places on a scale are ordered, unlike values of a list
            return distributions.IntDistribution(0, len(dimension.values) - 1)
        if not dimension.continuous:
            return distributions.CategoricalDistribution(dimension.values)
        log = dimension.scale == LOG
        if dimension.setting.kind == "int":
            return distributions.IntDistribution(int(dimension.low), int(dimension.high), log=log)
        return distributions.FloatDistribution(dimension.low, dimension.high, log=log)

    def _tell(self, result: TrialResult) -> None:
        states = self._optuna.trial.TrialState
        trial = self._asked[result.number]
        for epoch in result.epochs:
            trial.report(epoch.validation_accuracy or 0.0, epoch.epoch)
        if result.state == FAILED:
            self._study.tell(trial, state=states.FAIL)
        elif result.state == PRUNED:
            self._study.tell(trial, state=states.PRUNED)
        else:
            # a trial that diverged in its first epoch is the worst
            self._study.tell(trial, result.score or 0.0)


def _value(dimension: Dimension, found: Any) -> Value:
    if dimension.continuous:
        return dimension.checked(found)
    value: Value = dimension.values[found] if dimension.scale else found
    return value
