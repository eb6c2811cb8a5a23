"""Train with one factor changed and compare the layers' gradient ratio."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Matrix, seal
from engine.errors import SettingError
from engine.settings import check_known
from engine.simulations.vanishing.scene import Scene
from engine.simulations.vanishing.seed_spread import Spread
from engine.simulations.vanishing.state import AblationView
from engine.vanishing.ablations import (
    ABLATION,
    ABLATIONS,
    SEEDS,
    AblationRun,
    ablated_shape,
    begun,
    ratio_of,
)
from engine.vanishing.deep_descent import Rule
from engine.vanishing.initial_gradients import Shape
from engine.vanishing.learning_speeds import times_faster

NAN = float("nan")
COUNT = len(SEEDS)


@dataclass(frozen=True, slots=True)
class _Finding:
    """Ratios found by an ablation run."""

    before: float
    after: float
    longer: float = NAN


class AblationRuns:
    """Ablation runs: the ratio without and with one factor changed.

    Parameters
    ----------
    x, y : Matrix, shape (n, n_in) and (n, n_out)
    """

    def __init__(self, spread: Spread, x: Matrix, y: Matrix) -> None:
        self._spread, self._x, self._y = spread, x, y
        self._switched_on: list[str] = []
        self._lockstep_runs: dict[str, tuple[AblationRun, AblationRun]] = {}
        self._found: dict[str, _Finding] = {}
        self._shape: Shape | None = None
        self._rule: tuple[Rule, int] | None = None

    def show(self, scene: Scene) -> None:
        """Drop the results for another network; what is switched on is measured again."""
        shape, rule = scene.shape, (scene.rule, scene.seed)
        if shape != self._shape:
            self._found.clear()
        if shape != self._shape or rule != self._rule:
            self._lockstep_runs.clear()
            for ablation in ABLATIONS:
                if ablation.rule:
                    self._found.pop(ablation.name, None)
        self._shape, self._rule = shape, rule
        if shape.depth < 2:
            self._switched_on.clear()

    def toggle(self, name: str) -> None:
        """Switch an ablation on or off.

        Raises
        ------
        SettingError
            If there is none of that name, or a single hidden layer has nothing to compare.
        """
        check_ablation(name)
        if self._shape is not None and self._shape.depth < 2:
            raise SettingError("expected two hidden layers or more; add a layer first")
        if name in self._switched_on:
            self._switched_on.remove(name)
        else:
            self._switched_on.append(name)

    def clear_ablations(self) -> None:
        """Switch all ablations off."""
        self._switched_on.clear()

    @property
    def last(self) -> str | None:
        """Name of the ablation that was switched on last."""
        return self._switched_on[-1] if self._switched_on else None

    @property
    def busy(self) -> bool:
        """Whether an ablation that is switched on is not measured yet."""
        return any(name not in self._found for name in self._switched_on)

    def piece(self, scene: Scene) -> None:
        """Do one work slice of the first ablation that is not measured yet."""
        name = next(name for name in self._switched_on if name not in self._found)
        if ABLATION[name].shape:
            self._run_initial(name, scene.shape)
        else:
            self._run_descent(name, scene)

    def view(self, name: str, votes: int) -> AblationView:
        """Return the view of an ablation."""
        switched_on, found = name in self._switched_on, self._found.get(name)
        speeds = None
        if switched_on and found is not None and ABLATION[name].shape and self._shape is not None:
            rows = self._spread.rows(ablated_shape(ABLATION[name], self._shape), COUNT)
            speeds = seal(np.median(rows, axis=0))
        share = 0.0 if not switched_on else 1.0 if found is not None else self._share(name)
        shown = found if switched_on and found is not None else _Finding(NAN, NAN)
        ratios = shown.before, shown.after, shown.longer
        return AblationView(name, votes, switched_on, share, *ratios, speeds)

    # --- private ---------------------------------------------------------------------------

    def _run_initial(self, name: str, shape: Shape) -> None:
        """Measure one seed of the network, unchanged or with the factor changed."""
        spread, ablation_run = self._spread, ablated_shape(ABLATION[name], shape)
        for each in (shape, ablation_run):
            if spread.lacks(each, COUNT):
                spread.piece(each)
                return
        before, after = (ratio_of(spread.rows(each, COUNT)) for each in (shape, ablation_run))
        self._found[name] = _Finding(before, after)

    def _run_descent(self, name: str, scene: Scene) -> None:
        """Train two networks for one slice, by the present rule and by the changed one."""
        if name not in self._lockstep_runs:
            rules = (scene.rule, replace(scene.rule, **ABLATION[name].rule))  # type: ignore[arg-type]
            one, other = (
                AblationRun(begun(scene.shape, self._x, self._y, scene.seed), rule)
                for rule in rules
            )
            self._lockstep_runs[name] = one, other
        lockstep_runs = self._lockstep_runs[name]
        if not all(ablation_run.piece() for ablation_run in lockstep_runs):
            return
        before, after = (ablation_run.steps for ablation_run in lockstep_runs)
        longer = times_faster((before[0], after[0]))
        self._found[name] = _Finding(times_faster(before), times_faster(after), longer)

    def _share(self, name: str) -> float:
        ablation, shape = ABLATION[name], self._shape
        if ablation.shape and shape is not None:
            lacks = sum(
                self._spread.lacks(each, COUNT) for each in (shape, ablated_shape(ablation, shape))
            )
            return 1.0 - lacks / (2 * COUNT)
        return min(
            (ablation_run.share for ablation_run in self._lockstep_runs.get(name, ())), default=0.0
        )


def not_run(name: str, votes: int) -> AblationView:
    """Return the view of an ablation before the pictures are loaded."""
    return AblationView(name, votes, False, 0.0, NAN, NAN, NAN, None)


def check_ablation(name: str) -> None:
    """Refuse a name that no ablation has.

    Raises
    ------
    SettingError
    """
    check_known("expected a suspect among {known}, got {found}; choose one", ABLATION, name)
