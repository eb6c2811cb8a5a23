"""The laboratory: a deep network before and during training, many seeds, and ablations."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.data.examples import one_hot
from engine.errors import SettingError
from engine.simulations.learning.data_store import CLASSES, PIXELS, DataStore
from engine.simulations.scene_page.station_runner import StationRunner
from engine.simulations.vanishing.ablation_runs import AblationRuns, check_ablation, not_run
from engine.simulations.vanishing.scene import Scene
from engine.simulations.vanishing.seed_spread import SEEDS, Spread
from engine.simulations.vanishing.state import LaboratoryView
from engine.snapshots import Message, Status
from engine.vanishing.ablations import ABLATIONS, begun, specification_of
from engine.vanishing.deep_descent import DeepDescent
from engine.vanishing.initial_gradients import InitialGradients, Shape

PICTURES = 1_000
"""Number of training pictures, the first ones, as in the book."""

WEIGHTS_S, CURVES_S = 0.5, 0.1
"""Seconds between two copies of weights and of curves while a network learns."""

MOST_VOTES = 999
MOST_KEPT = 4
"""Most descents that an undo can return to."""

Key: TypeAlias = tuple[str, Shape, int]


class Laboratory(StationRunner[Scene]):
    """Runs the descent of the scene's network; a step is an epoch.

    Parameters
    ----------
    store : DataStore
        Loads the pictures on a thread of its own.
    clock : callable
        Returns seconds; only the speed depends on it.
    """

    needs_pictures = True

    def __init__(self, scene: Scene, store: DataStore, clock: Callable[[], float]) -> None:
        super().__init__()
        self._scene, self._store, self._clock = scene, store, clock
        self._examples: tuple[Matrix, Matrix] | None = None
        self._descent: DeepDescent | None = None
        self._kept: OrderedDict[Key, DeepDescent] = OrderedDict()
        self._spread: Spread | None = None
        self._ablation_runs: AblationRuns | None = None
        self._votes = dict.fromkeys((ablation.name for ablation in ABLATIONS), 0)
        self._stop_at: int | None = None
        self._begun = (0.0, 0)
        self._curves: tuple[object, float, tuple[Vector, Matrix]] | None = None
        self._weights: tuple[object, float, tuple[Matrix, ...]] | None = None

    # --- Runner --------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """Epochs trained at the shown position."""
        return self._descent.step if self._descent is not None else 0

    @property
    def last_step(self) -> int:
        """Epochs at the end of the descent."""
        return self._descent.last_step if self._descent is not None else 0

    @property
    def busy(self) -> bool:
        """Whether pictures are awaited, descent is running, or something is to be measured."""
        descent = self._descent
        if descent is None or self._examples is None:
            return True
        return self.status is Status.RUNNING or descent.working or self._lacks()

    def _lacks(self) -> bool:
        spread, ablation_runs = self._spread, self._ablation_runs
        if spread is None or ablation_runs is None:
            return False
        return ablation_runs.busy or bool(spread.lacks(self._scene.shape, SEEDS))

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Switch to the scene's network; `returning` resumes its earlier descent."""
        before, self._scene = self._scene, scene
        if self._ablation_runs is not None:
            self._ablation_runs.show(scene)
        if str(scene.settings["data"]) != self._store.name:
            self._store.choose(str(scene.settings["data"]))
            self._examples = self._spread = self._ablation_runs = None
        if _key(before) != _key(scene):
            self._change_descent(_key(before), returning=returning)
        self._begun = (self._clock(), self.step)

    def _change_descent(self, key: Key, *, returning: bool) -> None:
        if self._descent is not None and self._descent.last_step:
            self._kept[key] = self._descent
            self._kept.move_to_end(key)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        kept = self._kept.pop(_key(self._scene), None)
        self._descent = kept if returning else None
        self.failure = None
        if self.status is not Status.RUNNING or returning:
            self.status = Status.PAUSED if self._descent is not None else Status.IDLE
        self._begin()

    # --- transport -------------------------------------------------------------------------

    def start(self) -> None:
        """Run descent."""
        self._stop_at, self.failure, self.status = None, None, Status.RUNNING
        self._begun = (self._clock(), self.step)

    def step_by(self, count: int) -> None:
        """Go `count` epochs on, or back if it is negative."""
        if count < 0:
            self.seek(self.step + count)
            return
        self.start()
        self._stop_at = self.step + count

    def seek(self, step: int) -> None:
        """Show another epoch of the descent."""
        if self._descent is not None:
            self._descent.seek(step)
            self.failure, self.status = None, Status.PAUSED

    def reset(self) -> None:
        """Show the untrained network."""
        self.seek(0)
        self.status = Status.IDLE

    def advance(self, budget_s: float) -> None:
        """Train the epochs that are due by the clock; measure what is missing besides."""
        if self._descent is None or self._examples is None:
            self._begin()
            return
        begun = self._clock()
        while self._piece(self._descent):
            if self._clock() - begun >= budget_s:
                return

    # --- ablations ---------------------------------------------------------------------------

    def vote(self, name: str) -> None:
        """Count one more vote."""
        check_ablation(name)
        self._votes[name] = min(self._votes[name] + 1, MOST_VOTES)

    def run_ablation(self, name: str) -> None:
        """Switch an ablation on or off."""
        if self._ablation_runs is None:
            raise SettingError("expected pictures, got none yet; wait until they are loaded")
        self._ablation_runs.toggle(name)

    def clear_ablations(self) -> None:
        """Reset all votes, and switch all ablations off."""
        self._votes = dict.fromkeys(self._votes, 0)
        if self._ablation_runs is not None:
            self._ablation_runs.clear_ablations()

    @property
    def votes(self) -> dict[str, int]:
        """Votes by ablation."""
        return dict(self._votes)

    def take_votes(self, votes: dict[str, int]) -> None:
        """Take the votes of a document."""
        self._votes.update({name: votes[name] for name in self._votes if name in votes})

    # --- views ---------------------------------------------------------------------------------

    def view(self) -> LaboratoryView:
        """Return the view of the laboratory."""
        shape, descent, ablation_runs = self._scene.shape, self._descent, self._ablation_runs
        ready = descent is not None and descent.ready
        look = ablation_runs.view if ablation_runs is not None else not_run
        ablations = tuple(look(name, votes) for name, votes in self._votes.items())
        last = ablation_runs.last if ablation_runs is not None else None
        ghost = next((each for each in ablations if each.name == last), None)
        steps, speeds = self._drawn_curves()
        return LaboratoryView(
            shape,
            "-".join(map(str, specification_of(shape, PIXELS, CLASSES).sizes)),
            descent.moment if ready and descent is not None else None,
            self._shown_weights(),
            steps,
            speeds,
            self._spread.view(shape) if self._spread is not None else None,
            ablations,
            ghost,
        )

    # --- private ---------------------------------------------------------------------------

    def _begin(self) -> None:
        """Create the descent of the present network as soon as the pictures are loaded."""
        self._curves = self._weights = None
        data = self._store.need()
        if data is None:
            return
        if self._examples is None:
            part = data.training.take(PICTURES)
            y = one_hot(part.labels, data.classes, np.dtype(np.float32))
            self._examples = np.ascontiguousarray(part.x, np.float32), y
            self._spread = Spread(InitialGradients(*self._examples))
            self._ablation_runs = AblationRuns(self._spread, *self._examples)
            self._ablation_runs.show(self._scene)
        if self._descent is None:
            x, y = self._examples
            self._descent = begun(self._scene.shape, x, y, self._scene.seed)

    def _piece(self, descent: DeepDescent) -> bool:
        """Do the most urgent work slice; return whether there may be more to do now."""
        if descent.working:
            if descent.piece():
                self._on_epoch(descent)
            return True
        if self.status is Status.RUNNING and self._is_due(descent):
            if descent.begin(self._scene.rule):
                return True
            self._on_epoch(descent)
            return True
        return self._measure_besides()

    def _is_due(self, descent: DeepDescent) -> bool:
        if self._stop_at is not None:
            return descent.step < self._stop_at
        begun, first = self._begun
        speed = float(self._scene.settings["speed"])
        due = first + int((self._clock() - begun) * speed)
        # epochs that the machine could not do in time are skipped
        if due > descent.step + 1:
            self._begun = (self._clock() - 1.0 / speed, descent.step)
        return descent.step < due

    def _on_epoch(self, descent: DeepDescent) -> None:
        if descent.diverged is not None:
            self.status = Status.FAILED
            self.failure = Message(
                "The network stopped being finite at epoch {step}: try a smaller learning rate. "
                "What is shown is the last good state.",
                {"step": descent.diverged},
            )
        elif self._stop_at is not None and descent.step >= self._stop_at:
            self._stop_at, self.status = None, Status.PAUSED

    def _measure_besides(self) -> bool:
        spread, ablation_runs, shape = self._spread, self._ablation_runs, self._scene.shape
        if ablation_runs is not None and ablation_runs.busy:
            ablation_runs.piece(self._scene)
            return True
        if spread is not None and spread.lacks(shape, SEEDS):
            spread.piece(shape)
            return True
        return False

    def _shown_weights(self) -> tuple[Matrix, ...]:
        """Return the weights; during training they are copied twice a second."""
        descent = self._descent
        if descent is None or not descent.ready:
            return ()
        mark, kept = descent.moment, self._weights
        if kept is None or (kept[0] is not mark and self._is_time(kept[1], WEIGHTS_S)):
            kept = self._weights = mark, self._clock(), descent.weights
        return kept[2]

    def _drawn_curves(self) -> tuple[Vector, Matrix]:
        """Return epochs and speeds; during training they are gathered ten times a second."""
        descent = self._descent
        moments = descent.moments if descent is not None else []
        if not moments:
            return np.zeros(0), np.zeros((0, self._scene.shape.depth))
        mark, kept = (len(moments), moments[-1]), self._curves
        if kept is None or (kept[0] != mark and self._is_time(kept[1], CURVES_S)):
            arrays = (
                seal(np.array([moment.step for moment in moments])),
                seal(np.stack([moment.gradients.speeds for moment in moments])),
            )
            kept = self._curves = mark, self._clock(), arrays
        return kept[2]

    def _is_time(self, last: float, seconds: float) -> bool:
        """Return whether a cached copy is to be renewed: at once, unless it trains."""
        return self.status is not Status.RUNNING or self._clock() - last >= seconds


def _key(scene: Scene) -> Key:
    return str(scene.settings["data"]), scene.shape, scene.seed
