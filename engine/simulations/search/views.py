"""Views of the stations, made from what their runners hold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from engine.arrays import Labels, Matrix, Vector, freeze
from engine.data.files.mnist import find_mnist
from engine.data.points.point_sets import parse_points
from engine.errors import EngineError, SearchError
from engine.functions.schedules import SCHEDULE
from engine.search.eta_threshold import cost_falls, threshold, tried_etas
from engine.search.extras import has_extra, install_command
from engine.search.hunt import HUNT, Hunt
from engine.search.plan import SearchPlan
from engine.search.space import Dimension
from engine.search.trial import TrialResult
from engine.settings import Value
from engine.simulations.search.runner import HuntRunner, LadderRunner, MapRunner
from engine.simulations.search.scene import Scene, first_scene
from engine.simulations.search.state import (
    AxisView,
    LadderView,
    MapView,
    RowView,
    RungView,
    TrialView,
)
from engine.snapshots import Message
from engine.training.epoch_summary import EpochSummary
from engine.training.settings import TrainingSettings

SAMPLE = Path(__file__).resolve().parents[3] / "assets" / "experiments" / "search_map.json"
"""Accuracies of the map that the page opens with, row by row, from the bottom."""


def missing() -> dict[str, Message]:
    """Return what cannot be chosen on this machine, and why."""
    found = {}
    if not has_extra("sweep"):
        install = {"command": install_command("sweep")}
        found["optuna"] = Message("Optuna is not installed; install it with: {command}", install)
    if not has_extra("cluster"):
        install = {"command": install_command("cluster")}
        found["cluster"] = Message("Dask is not installed; install it with: {command}", install)
    if find_mnist() is None:
        found["mnist"] = Message("MNIST is not on this machine; get it on the page Digits.")
    return found


# --- one trial --------------------------------------------------------------------------------


def trial_view(plan: SearchPlan, result: TrialResult) -> TrialView | None:
    """Return a trial with all that trains it again; None if its values do not fit each other."""
    try:
        settings = result.settings(plan)
        command = result.command(plan)
    except EngineError:
        return None
    page = "" if _judged_by_few(plan, settings) else page_for(plan)
    return TrialView(result, settings.values(), plan.data.name, page, command)


def _judged_by_few(plan: SearchPlan, settings: TrainingSettings) -> bool:
    """Return whether η or the end of training depends on a part of the validation pictures."""
    judged = settings.early_stopping or SCHEDULE[settings.schedule].halves
    return judged and plan.data.validation_size > 0


def page_for(plan: SearchPlan) -> str:
    """Return the page that can open a trial as a run; "" for none."""
    if plan.data.classes:
        return ""
    return "builder" if parse_points(plan.data.name) is not None else "digits"


# --- the map ----------------------------------------------------------------------------------


class MapViews:
    """Makes the views of the map; what has not changed is taken from the last one."""

    def __init__(self) -> None:
        self._key: tuple[Any, ...] = ()
        self._arrays: tuple[Labels, Matrix, Vector] = _empty()
        self._best: TrialView | None = None

    def of(self, runner: MapRunner) -> MapView:
        """Return the view."""
        plan, shown = runner.plan, runner.shown
        key = (plan, runner.edition, len(shown), len(runner.results))
        if key != self._key:
            self._key, self._arrays = key, _arrays(plan, shown)
            best = _best(shown)
            self._best = None if best is None else trial_view(plan, best)
        numbers, places, scores = self._arrays
        up, across = _axes(plan)
        chosen = int(runner.scene.settings["chosen"])
        found = _find(plan, shown, chosen)
        shape = plan.space.shape if plan.strategy == "grid" else (0, 0)
        rows, columns = shape if len(shape) == 2 else (1, shape[0])
        return MapView(
            across=across,
            up=up,
            numbers=numbers,
            places=places,
            scores=scores,
            cells=(columns, rows),
            running=tuple(runner.running),
            total=runner.total,
            ended=len(runner.results),
            remaining_s=runner.remaining_s(),
            best=self._best,
            chosen=found,
            waits=chosen if found is None and chosen < runner.total else -1,
            sample=_sample(runner),
            edition=runner.edition,
        )


def _empty() -> tuple[Labels, Matrix, Vector]:
    return np.zeros(0, np.int64), np.zeros((0, 2)), np.zeros(0)


def _axes(plan: SearchPlan) -> tuple[AxisView, AxisView]:
    """Return the axes upwards and across."""
    views = [_axis(dimension) for dimension in plan.space.dimensions]
    return (views[0], views[1]) if len(views) == 2 else (AxisView("", ("",)), views[0])


def _axis(dimension: Dimension) -> AxisView:
    low, high = dimension.low, dimension.high
    if dimension.values and dimension.scale:
        low, high = float(dimension.values[0]), float(dimension.values[-1])
    return AxisView(dimension.name, dimension.values, low, high, dimension.scale)


def _arrays(plan: SearchPlan, results: Sequence[TrialResult]) -> tuple[Labels, Matrix, Vector]:
    numbers = np.array([result.number for result in results], np.int64)
    scores = np.array([np.nan if r.score is None else r.score for r in results], np.float64)
    up, across = _axes(plan)
    places = np.array(
        [(_place(across, result.values), _place(up, result.values)) for result in results]
    ).reshape(-1, 2)
    return freeze(numbers), freeze(places), freeze(scores)


def _place(axis: AxisView, values: Mapping[str, Value]) -> float:
    """Return the column or row of a cell, or the place 0..1 of a point."""
    if not axis.name:
        return 0.0
    value = values[axis.name]
    if axis.values:
        return float(axis.values.index(value))
    number, low, high = float(value), axis.low, axis.high
    if axis.log:
        number, low, high = np.log(number), np.log(low), np.log(high)
    return float((number - low) / (high - low))


def _best(results: Sequence[TrialResult]) -> TrialResult | None:
    """Return the trial of the best validation accuracy; of equals that with the first number."""
    scored = [result for result in results if result.score is not None]
    return min(scored, key=lambda each: (-(each.score or 0.0), each.number), default=None)


def _find(plan: SearchPlan, results: Sequence[TrialResult], number: int) -> TrialView | None:
    found = next((result for result in results if result.number == number), None)
    return None if found is None else trial_view(plan, found)


def _sample(runner: MapRunner) -> Matrix | None:
    """Return the stored map, while nothing of the opening search was trained."""
    if runner.results or runner.running or runner.plan != _opening(runner.plan.base.seed):
        return None
    return stored_sample()


@lru_cache(maxsize=8)
def _opening(seed: int) -> SearchPlan:
    return first_scene(seed).plan()


@lru_cache(maxsize=1)
def stored_sample() -> Matrix:
    """Return the accuracies of the opening map, shape (rows, columns), row 0 at the bottom.

    Raises
    ------
    SearchError
        If the file is missing or damaged.
    """
    try:
        return freeze(np.array(json.loads(SAMPLE.read_text())["accuracy"], np.float64))
    except (OSError, ValueError, KeyError):
        raise SearchError("expected the stored map at {path}, got none", path=SAMPLE) from None


# --- the hunt ---------------------------------------------------------------------------------


def hunt_view(runner: HuntRunner) -> tuple[RowView, ...]:
    """Return all rows; those after the place that is shown have no result."""
    shown = {result.number: result for result in runner.shown}
    return tuple(_row(runner, number, shown.get(number)) for number in range(len(HUNT)))


def _row(runner: HuntRunner, number: int, result: TrialResult | None) -> RowView:
    scene: Scene = runner.scene
    hunt = scene.row(number)
    running = runner.running.get(number)
    epochs = result.epochs if result is not None else tuple(running or ())
    measured = hunt.data.validation_size or _all_measured(hunt)
    right = [hunt.right_answers(epoch, measured) for epoch in epochs]
    return RowView(
        hunt,
        frozenset(scene.hunt.get(str(number), {})),
        None if result is None else trial_view(hunt.plan(), result),
        freeze(np.array(right, np.float64)),
        measured,
        running is not None and result is None,
    )


def _all_measured(hunt: Hunt) -> int:
    return 10_000 if hunt.data.name == "mnist" else 2_000


# --- the ladder -------------------------------------------------------------------------------


def ladder_view(runner: LadderRunner) -> LadderView:
    """Return the rungs so far."""
    shown = runner.shown
    rungs = [_rung(float(r.values["eta"]), r.epochs, cost_falls(r)) for r in shown]
    whole = len(shown) == len(runner.results)
    if whole:
        tried = len(shown)
        rungs += [
            _rung(0.0, epochs, None) for number, epochs in runner.running.items() if number >= tried
        ]
    done = whole and runner.is_complete()
    return LadderView(tuple(rungs), threshold(tried_etas(shown)), done)


def _rung(eta: float, epochs: Sequence[EpochSummary], falls: bool | None) -> RungView:
    costs = [np.nan if epoch.cost is None else epoch.cost for epoch in epochs]
    return RungView(eta, freeze(np.array(costs, np.float64)), falls)
