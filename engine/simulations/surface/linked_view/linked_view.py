"""Cost surface of a training network: a loss slice through its weights, kept up to date."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from math import isfinite
from time import perf_counter

import numpy as np

from engine.arrays import Matrix, Vector
from engine.commands.linked_view import MoveOnSlice, SetLinkedView
from engine.commands.observation import TurnView
from engine.data.examples import one_hot
from engine.errors import SettingError
from engine.functions.costs import COST
from engine.networks.network import SMALL
from engine.runs.run import Run
from engine.settings import Value, check_all
from engine.simulations.learning.background_task import BackgroundTask
from engine.simulations.learning.learning import LEARNED_STAYS, Learning
from engine.simulations.learning.restore_points import restore_point
from engine.simulations.simulation import Inverse, putting
from engine.simulations.surface.linked_view.job import LINKED_VIEW, Job
from engine.simulations.surface.linked_view.polling import Polling
from engine.simulations.surface.linked_view.views import Pictures, SliceView, linked_state
from engine.simulations.surface.state import SurfaceState
from engine.snapshots import Message
from engine.surfaces.loss_slice import (
    SIDE,
    LossSlice,
    heights_on,
    parameter_names,
    path_slice,
    penalty_on,
    random_slice,
    weights_slice,
)
from engine.surfaces.terrain import View

EXAMPLES = 1_000
"""Training examples on which the cost is measured."""

WEIGHT_REACH = 6.0
"""Largest distance of two single weights from their present values."""


class LinkedSurface:
    """Cost surface around the network of a `Learning`; works only while observed."""

    def __init__(self, learning: Learning) -> None:
        self._learning = learning
        self.settings: dict[str, Value] = check_all(LINKED_VIEW, {})
        self._viewpoint = View()
        self._watched = False
        self._job: Job | None = None
        self._done: Job | None = None
        self._ball: tuple[Vector, float] | None = None
        self._anchor: tuple[tuple[object, ...], LossSlice] | None = None
        self._drag: tuple[Callable[[], bool], LossSlice, Vector] | None = None
        self._version = 0
        self.pictures, self._background_task = Pictures(), BackgroundTask()
        self._polling = Polling()

    @property
    def handlers(self) -> dict[type, Callable[..., Inverse | Message | None]]:
        """Handlers by type of command."""
        return {SetLinkedView: self.set, MoveOnSlice: self.move, TurnView: self.turn}

    # --- commands -----------------------------------------------------------------------------

    def set(self, command: SetLinkedView) -> None:
        """Change one setting of the view.

        Raises
        ------
        SettingError
            If the value is refused, or there is no such weight.
        """
        settings = check_all(LINKED_VIEW, {**self.settings, command.name: command.value})
        run = self._learning.run
        count = run.network.specification.parameter_count if run is not None else None
        chosen = max(int(settings["first"]), int(settings["second"]))
        if count is not None and chosen >= count:
            raise SettingError(
                "expected a parameter 0 to {last}, got {found}; choose one of the list",
                last=count - 1,
                found=chosen,
            )
        self.settings = settings

    def turn(self, command: TurnView) -> None:
        """Set the viewpoint."""
        self._viewpoint = View.of(command.turn, command.tilt)

    def move(self, command: MoveOnSlice) -> Inverse:
        """Set the weights to the place of the loss slice that the ball was dragged to.

        Raises
        ------
        SettingError
            If there is no surface yet, or the place is not finite.
        """
        if not (isfinite(command.x) and isfinite(command.y)):
            raise SettingError("expected a place on the surface; click inside the picture")
        if self._drag is None or not self._drag[0]():
            # a new drag, or it has learned since: continue from its present weights
            self._begin_drag()
        assert self._drag is not None
        restore, loss_slice, start = self._drag
        x, y = loss_slice.place(start)
        dx, dy = command.x - x, command.y - y
        # the starting weights are restored bit for bit
        home = dx == 0 and dy == 0
        values = start if home else start + dx * loss_slice.across + dy * loss_slice.along
        name = Message("move the ball of the network")
        if not home:
            self._put(values, name)
        if command.finished:
            self._drag = None
        put = putting(partial(self._put, name=name), LEARNED_STAYS)
        return Inverse(name, start, values, put, restore)

    def _begin_drag(self) -> None:
        run, done = self._learning.prepared(), self._done
        if run is None or done is None or len(done.parameters) != len(run.network.parameters):
            raise SettingError("expected a surface, got none yet; wait for the picture")
        restore = restore_point(self._learning)
        start = run.network.parameters.astype(np.float64)
        self._drag = (restore, done.loss_slice, start)

    def _put(self, values: Vector, name: Message) -> None:
        self._learning.edit_weights(np.arange(len(values)), values, name)

    @property
    def still(self) -> bool:
        """Whether the loss slice stays in place: it is fixed, or the ball is being dragged."""
        return bool(self.settings["fixed"]) or self._drag is not None

    # --- work -----------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether the surface is observed and out of date, or its polling."""
        run = self._learning.run
        if not self._watched or run is None or not run.network.specification.is_dense:
            return False
        return self._stale(run) or self._lacks_polling(run)

    def _chosen(self, run: Run) -> tuple[object, ...]:
        settings = self._learning.settings
        cost = (settings.cost, settings.lambda_, settings.regulariser)
        shape = run.network.specification
        return (shape, *self.settings.values(), *cost, self._learning.store.name)

    def _stale(self, run: Run) -> bool:
        done = self._done
        if done is None or done.chosen != self._chosen(run):
            return True
        ball = self._ball
        return ball is None or not np.array_equal(ball[0], run.network.parameters)

    def advance(self, budget_s: float) -> None:
        """Compute for about `budget_s` seconds, at least one row."""
        run = self._learning.run
        if run is None or not self.busy:
            return
        until = perf_counter() + budget_s
        while self.busy:
            if self._stale(run):
                self._work(run)
            if self._lacks_polling(run):
                self._poll(run)
            if perf_counter() >= until or self._background_task.working:
                return

    def close(self) -> None:
        """Release the thread."""
        if self._job is not None:
            self._job.dropped = True
        self._background_task.close()

    def _work(self, run: Run) -> None:
        chosen = self._chosen(run)
        done = self._done
        if self.still and done is not None and done.chosen == chosen:
            # the surface stays: only the ball moves
            self._measure_ball(run, done)
            return
        if self._job is None or self._job.chosen != chosen:
            if self._job is not None:
                self._job.dropped = True
            self._job = self._begin(run, chosen)
        if self._job.large:
            self._background_task.work(self._job.finish)
        else:
            self._job.work()
        if self._job.done and not self._background_task.working:
            self._done, self._job = self._job, None
            self._version += 1
            self._ball = (self._done.parameters, self._height(self._done, run))

    def _begin(self, run: Run, chosen: tuple[object, ...]) -> Job:
        parameters = run.network.parameters.astype(np.float64)
        loss_slice = self._loss_slice(run, parameters, chosen)
        specification, settings = run.network.specification, self._learning.settings
        x, y = self.probe(run)
        heights = heights_on(loss_slice, specification, x, y, settings.cost)
        return Job(chosen, loss_slice, parameters, heights, self._penalty(run, loss_slice))

    def probe(self, run: Run) -> tuple[Matrix, Matrix]:
        """Return the inputs and targets on which the cost is measured."""
        part = run.trainer.training_part(EXAMPLES)
        outputs = run.network.specification.sizes[-1]
        return part.x, one_hot(part.labels, outputs, np.dtype(np.float64))

    def _penalty(self, run: Run, loss_slice: LossSlice) -> Callable[[float], Vector]:
        """Return height -> penalty along that row.  Nielsen (2015), ch. 3, eq. (85)."""
        settings = self._learning.settings
        if not settings.lambda_:
            return lambda v: np.zeros(SIDE)
        share = settings.lambda_ / run.trainer.segment.examples
        return penalty_on(loss_slice, run.network.specification, settings.regulariser, share)

    def _height(self, job: Job, run: Run) -> float:
        """Return the cost of the network."""
        if not self.still:
            return float(job.rows[SIDE // 2][SIDE // 2])
        return self._cost(job, run, job.parameters)

    def _measure_ball(self, run: Run, done: Job) -> None:
        parameters = run.network.parameters.astype(np.float64)
        self._ball = (parameters, self._cost(done, run, parameters))
        self._version += 1

    def _cost(self, job: Job, run: Run, parameters: Vector) -> float:
        """Return the cost of parameters that need not lie in the loss slice."""
        here = job.loss_slice.moved(parameters)
        x, y = self.probe(run)
        settings = self._learning.settings
        heights = heights_on(here, run.network.specification, x, y, settings.cost)
        middle = SIDE // 2
        return float(heights.row(middle)[middle] + self._penalty(run, here)(0.0)[middle])

    # --- choice of the loss slice ---------------------------------------------------------------

    def _loss_slice(self, run: Run, parameters: Vector, chosen: tuple[object, ...]) -> LossSlice:
        kept = self._anchor
        if kept is None or kept[0] != chosen or self.settings["plane"] == "path":
            before = kept[1] if kept is not None and kept[0] == chosen else None
            fresh = self._fresh_slice(run, parameters)
            kept = self._anchor = chosen, _with_same_signs(fresh, before)
        loss_slice = kept[1]
        return loss_slice if self.settings["fixed"] else loss_slice.moved(parameters)

    def _fresh_slice(self, run: Run, parameters: Vector) -> LossSlice:
        settings, specification = self.settings, run.network.specification
        zoom = float(settings["zoom"])
        loss_slice: LossSlice | None = None
        if settings["plane"] == "weights":
            first, second = self._two_weights(run)
            loss_slice = weights_slice(specification, parameters, first, second, WEIGHT_REACH)
        elif settings["plane"] == "path":
            recording = run.recording
            frames = [f.parameters for f in recording.frames()] if recording is not None else []
            loss_slice = path_slice(parameters, frames)
        if loss_slice is None:
            loss_slice = random_slice(specification, parameters, int(settings["directions"]))
        return replace(loss_slice, reach=loss_slice.reach / zoom)

    def _two_weights(self, run: Run) -> tuple[int, int]:
        """Return the two chosen weights; one that is not chosen is the steepest."""
        x, y = self.probe(run)
        slope = np.abs(run.network.backprop(x, y, COST[self._learning.settings.cost]))
        steepest = [int(place) for place in np.argsort(-slope, kind="stable")]
        picked = [int(self.settings[name]) for name in ("first", "second")]
        free = [place for place in steepest if place not in picked]
        return tuple(p if p >= 0 else free.pop(0) for p in picked)  # type: ignore[return-value]

    # --- views ----------------------------------------------------------------------------------

    def view(self, observed: frozenset[str]) -> SurfaceState | None:
        """Return the page's state; None while there is none, or if it is not observed."""
        self._watched = "surface" in observed
        if not self._watched:
            # not observed any more: end the drag, so that the slice follows the network again
            self._drag = None
            return None
        run, done = self._learning.run, self._done
        if run is None or done is None or self._ball is None:
            return None
        if done.chosen[0] != run.network.specification:
            return None
        self._polling.follow(self._subject(run))
        view = SliceView(
            self.settings,
            self._viewpoint,
            self.still,
            tuple(parameter_names(run.network.specification)) if is_small(run) else (),
            self._polling.noise,
            self._ball,
            self._version,
        )
        return linked_state(view, run, done, self.pictures)

    # --- polling --------------------------------------------------------------------------------

    def _subject(self, run: Run) -> Hashable:
        return run, self._learning.settings.cost

    def _lacks_polling(self, run: Run) -> bool:
        """Return whether a small network has no polling of its present hundreds of steps."""
        return is_small(run) and self._polling.lacks(self._subject(run), _polled_at(run))

    def _poll(self, run: Run) -> None:
        settings = self._learning.settings
        self._polling.follow(self._subject(run))
        self._polling.work(
            _polled_at(run), run.network, self.probe(run), settings.cost, settings.seed
        )


def is_small(run: Run) -> bool:
    """Return whether a run's network is so small that its parameters are offered and polled."""
    return run.network.specification.parameter_count <= SMALL


def _polled_at(run: Run) -> Hashable:
    """Return a key that changes every 500 steps, and with every edit of the run."""
    return run.edition, run.step // 500


def _with_same_signs(loss_slice: LossSlice, before: LossSlice | None) -> LossSlice:
    """Return a loss slice whose directions keep their signs: the picture is never mirrored."""
    if before is None or before.kind != loss_slice.kind:
        return loss_slice
    across, along = (
        new if new @ old >= 0 else -new
        for new, old in ((loss_slice.across, before.across), (loss_slice.along, before.along))
    )
    return replace(loss_slice, across=across, along=along)
