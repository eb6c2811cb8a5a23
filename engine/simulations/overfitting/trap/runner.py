"""Many trials, one after the other; a step is a trial."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from math import nan

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.data.examples import DataSet
from engine.improvement.optimism import (
    PARTS,
    choose,
    mean_optimism,
    part_scores,
    running_best,
    small_parts,
)
from engine.simulations.learning.data_store import DataStore
from engine.simulations.overfitting.scene import Scene
from engine.simulations.overfitting.trap.state import TrapView
from engine.simulations.overfitting.trap.trial import Result, Trial, trial_settings
from engine.simulations.scene_page.replayed_runner import ReplayedRunner
from engine.snapshots import Status


class TrapRunner(ReplayedRunner[Scene]):
    """Trains trials; any number of the first ones can be looked at again.

    Parameters
    ----------
    scene : Scene
        The first scene.
    store : DataStore
        Source of the pictures.
    clock : callable
        Returns seconds; only the length of slices depends on it.
    """

    needs_pictures = True

    def __init__(self, scene: Scene, store: DataStore, clock: Callable[[], float]) -> None:
        super().__init__()
        self._scene, self._store, self._clock = scene, store, clock
        self._key: Hashable = _key(scene)
        self._part_key: Hashable = _part_key(scene)
        self._clear()

    @property
    def done(self) -> int:
        """Trials that are trained."""
        return len(self._results)

    @property
    def last_step(self) -> int:
        """Trials that there will be, or that are there already."""
        return max(len(self._results), self._most)

    @property
    def goal(self) -> int:
        """Trials that are asked for."""
        return self._most

    @property
    def busy(self) -> bool:
        """Whether trials are trained, or scores are computed for parts of another size."""
        return self.status is Status.RUNNING or len(self._promised) < len(self._results)

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Begin anew with another seed or other data; score anew with a part of another size."""
        self._scene = scene
        if self._key != _key(scene):
            self._key = _key(scene)
            self._clear()
            self.status = Status.IDLE
        if self._part_key != _part_key(scene):
            self._part_key = _part_key(scene)
            self._forget_scores()

    def advance(self, budget_s: float) -> None:
        """Train or score for about `budget_s` seconds."""
        data = self._store.need()
        if data is None:
            return
        begun = self._clock()
        while self._clock() - begun < budget_s and self._piece(data):
            pass

    # --- view ------------------------------------------------------------------------------

    def view(self, observed: frozenset[str]) -> TrapView:
        """Return the view of the station."""
        count = min(self._shown, len(self._promised))
        results, data = self._results[:count], self._store.data
        total = len(data.test) if data is not None else 0
        promised, fresh = _table(self._promised[:count]), _table(self._fresh[:count])
        validation = np.array([each.validation for each in results])
        by = validation if self._scene.settings["trap_by"] == "validation" else None
        own, others = promised[:, 0], fresh[:, 0]
        best = running_best(own, others, by) if count else (own, others)
        return TrapView(
            trials=self._most,
            share=self._trial.share if self._trial is not None else 0.0,
            promised=seal(own.copy()),
            fresh=seal(others.copy()),
            validation=seal(validation),
            lambdas=seal(np.array([each.lambda_ for each in results])),
            epochs=seal(np.array([each.epochs for each in results], np.float64)),
            best_promised=seal(best[0].copy()),
            best_fresh=seal(best[1].copy()),
            choice=choose(own, others, by) if count else None,
            luck=float((own - others).mean()) if count else nan,
            optimism=self._optimism(promised, fresh, by),
            part=self._part_size(total),
            others=max(total - self._part_size(total), 0),
            parts=PARTS,
            data=self._store.name,
        )

    # --- private ---------------------------------------------------------------------------

    @property
    def _most(self) -> int:
        return int(self._scene.settings["trap_trials"])

    def _part_size(self, total: int) -> int:
        """Return the size of the small part: at most half of the test set, if that is known."""
        wanted = int(self._scene.settings["trap_part"])
        return max(min(wanted, total // 2), 1) if total else wanted

    def _clear(self) -> None:
        self._results: list[Result] = []
        self._trial: Trial | None = None
        self._shown = 0
        self._forget_scores()

    def _forget_scores(self) -> None:
        self._parts: Matrix | None = None
        self._promised: list[Vector] = []
        self._fresh: list[Vector] = []

    def _piece(self, data: DataSet) -> bool:
        """Do a slice of work; return whether another may follow at once."""
        if len(self._promised) < len(self._results):
            self._score(self._results[len(self._promised)])
            return True
        if self.status is not Status.RUNNING:
            return False
        if self._shown < len(self._results):
            self.go_on()
            # trials that are there already are shown again one a slice
            return False
        if self._trial is None:
            number = len(self._results)
            self._trial = Trial(trial_settings(self._scene.seed, number), data)
        result = self._trial.piece()
        if result is not None:
            self._trial = None
            self._results.append(result)
            self._score(result)
            self.go_on()
        return True

    def _score(self, result: Result) -> None:
        if self._parts is None:
            total = len(result.right)
            self._parts = small_parts(self._part_size(total), total, self._scene.seed)
        promised, fresh = part_scores(result.right, self._parts)
        self._promised.append(promised)
        self._fresh.append(fresh)

    def _optimism(self, promised: Matrix, fresh: Matrix, by: Vector | None) -> float:
        """Return the mean optimism over all parts but the one that is shown."""
        if len(promised) < 2:
            return nan
        return mean_optimism(promised[:, 1:], fresh[:, 1:], by)


def _table(rows: list[Vector]) -> Matrix:
    return np.array(rows) if rows else np.zeros((0, PARTS + 1))


def _key(scene: Scene) -> Hashable:
    return scene.seed, scene.settings["data"]


def _part_key(scene: Scene) -> Hashable:
    return scene.seed, scene.settings["trap_part"]
