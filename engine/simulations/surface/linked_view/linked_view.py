"""The cost surface of a network that learns: a plane through its weights, drawn again and again."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from time import perf_counter

import numpy as np

from engine.arrays import Matrix, Vector
from engine.commands.linked_view import MoveOnPlane, SetLens
from engine.commands.pages.surface import TurnView
from engine.data.examples import one_hot
from engine.errors import ParameterError
from engine.functions.costs import COST
from engine.networks.network import SMALL
from engine.runs.run import Run
from engine.settings import Value, check_all
from engine.simulations.cached_value import CachedValue
from engine.simulations.learning.background_task import Beside
from engine.simulations.learning.learning import Learning
from engine.simulations.simulation import Inverse
from engine.simulations.surface.linked_view.job import LENS, Job
from engine.simulations.surface.linked_view.views import Pictures, SliceView, lens_state
from engine.simulations.surface.state import SurfaceState
from engine.snapshots import Message
from engine.surfaces.descent import Polling, poll
from engine.surfaces.loss_slice import (
    SIDE,
    Plane,
    heights_on,
    parameter_names,
    path_plane,
    penalty_on,
    random_plane,
    weights_plane,
)
from engine.surfaces.terrain import View

EXAMPLES = 1_000
"""Training examples on which the cost is measured."""

WEIGHT_REACH = 6.0
"""How far two single weights go from where they are."""


class SurfaceLens:
    """Looks at the network of a `Learning`; works only while somebody watches."""

    def __init__(self, learning: Learning) -> None:
        self._learning = learning
        self.settings: dict[str, Value] = check_all(LENS, {})
        self.view = View()
        self._watched = False
        self._job: Job | None = None
        self._done: Job | None = None
        self._ball: tuple[Vector, float] | None = None
        self._anchor: tuple[tuple[object, ...], Plane] | None = None
        self._drag: tuple[Callable[[], bool], Plane, Vector] | None = None
        self._version = 0
        self.pictures, self._beside = Pictures(), Beside()
        self._polls: CachedValue[Polling] = CachedValue()

    @property
    def handlers(self) -> dict[type, Callable[..., Inverse | Message | None]]:
        """What to call for each command."""
        return {SetLens: self.set, MoveOnPlane: self.move, TurnView: self.turn}

    # --- what is asked of it ------------------------------------------------------------------

    def set(self, command: SetLens) -> None:
        """Look otherwise.

        Raises
        ------
        ParameterError
            If the value is refused, or there is no such weight.
        """
        settings = check_all(LENS, {**self.settings, command.name: command.value})
        run = self._learning.run
        count = run.network.specification.parameter_count if run is not None else None
        chosen = max(int(settings["first"]), int(settings["second"]))
        if count is not None and chosen >= count:
            raise ParameterError(
                "expected a parameter 0 to {last}, got {found}; choose one of the list",
                last=count - 1,
                found=chosen,
            )
        self.settings = settings

    def turn(self, command: TurnView) -> None:
        """Look from elsewhere."""
        if not (isfinite(command.turn) and isfinite(command.tilt)):
            raise ParameterError("expected an angle in degrees, got {found}", found=command.turn)
        self.view = View(command.turn % 360.0, min(max(command.tilt, 5.0), 85.0))

    def move(self, command: MoveOnPlane) -> Inverse | None:
        """Put the network where the ball was dragged to.

        Raises
        ------
        ParameterError
            If there is no surface yet, or the place is no place.
        """
        if not (isfinite(command.x) and isfinite(command.y)):
            raise ParameterError("expected a place on the surface; click inside the picture")
        if self._drag is None:
            self._begin_drag()
        assert self._drag is not None
        restore, plane, start = self._drag
        x, y = plane.place(start)
        dx, dy = command.x - x, command.y - y
        # where it came from is there to the bit
        home = dx == 0 and dy == 0
        values = start if home else start + dx * plane.across + dy * plane.along
        if not restore():
            # it has learned since: the drag goes on from what it has become
            self._begin_drag()
            return self.move(command)
        name = Message("move the ball of the network")
        if not home:
            self._put(values, name)
        if command.finished:
            self._drag = None
        return None if home or not command.finished else self._inverse(name, restore, start, values)

    def _begin_drag(self) -> None:
        run, done = self._learning.prepared(), self._done
        if run is None or done is None or len(done.parameters) != len(run.network.parameters):
            raise ParameterError("expected a surface, got none yet; wait for the picture")
        restore = self._learning.memento()
        start = run.network.parameters.astype(np.float64)
        self._drag = (restore, done.plane, start)

    def _put(self, values: Vector, name: Message) -> None:
        self._learning.touch(np.arange(len(values)), values, name)

    def _inverse(
        self, name: Message, restore: Callable[[], bool], start: Vector, values: Vector
    ) -> Inverse:
        def undo() -> Message | None:
            if restore():
                return None
            self._put(start, name)
            return Message("The change was taken back; what was learned since stays.")

        def redo() -> Message | None:
            self._put(values, name)
            return None

        return Inverse(name, undo, redo)

    @property
    def still(self) -> bool:
        """Whether the plane stays where it is: it was asked to, or the ball is in a hand."""
        return bool(self.settings["fixed"]) or self._drag is not None

    # --- work -----------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether somebody watches a surface that is not what the network is now."""
        if not self._watched:
            return False
        run = self._learning.run
        return run is not None and not run.network.specification.front and self._stale(run)

    def _chosen(self, run: Run) -> tuple[object, ...]:
        settings = self._learning.settings
        cost = (settings.cost, settings.lambda_, settings.regulariser)
        shape = run.network.specification
        return (shape, *self.settings.values(), *cost, self._learning.data_name)

    def _stale(self, run: Run) -> bool:
        done = self._done
        if done is None or done.chosen != self._chosen(run):
            return True
        ball = self._ball
        return ball is None or not np.array_equal(ball[0], run.network.parameters)

    def advance(self, budget_s: float) -> None:
        """Compute for about so many seconds, at least one row."""
        run = self._learning.run
        if run is None or not self.busy:
            return
        until = perf_counter() + budget_s
        while self.busy:
            self._work(run)
            if perf_counter() >= until or self._beside.working:
                return

    def close(self) -> None:
        """Release the thread."""
        if self._job is not None:
            self._job.dropped = True
        self._beside.close()

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
            self._beside.work(self._job.finish)
        else:
            self._job.work()
        if self._job.done and not self._beside.working:
            self._done, self._job = self._job, None
            self._version += 1
            self._ball = (self._done.parameters, self._height(self._done, run))

    def _begin(self, run: Run, chosen: tuple[object, ...]) -> Job:
        parameters = run.network.parameters.astype(np.float64)
        plane = self._plane(run, parameters, chosen)
        specification, settings = run.network.specification, self._learning.settings
        x, y = self.probe(run)
        heights = heights_on(plane, specification, x, y, settings.cost)
        return Job(chosen, plane, parameters, heights, self._penalty(run, plane))

    def probe(self, run: Run) -> tuple[Matrix, Matrix]:
        """Return inputs and wanted outputs on which the cost is measured."""
        part = run.trainer.training_part(EXAMPLES)
        outputs = run.network.specification.sizes[-1]
        return part.x, one_hot(part.labels, outputs, np.dtype(np.float64))

    def _penalty(self, run: Run, plane: Plane) -> Callable[[float], Vector]:
        """Return what weight decay adds along a row.  Nielsen (2015), ch. 3, eq. (85)."""
        settings = self._learning.settings
        if not settings.lambda_:
            return lambda v: np.zeros(SIDE)
        share = settings.lambda_ / run.trainer.segment.examples
        return penalty_on(plane, run.network.specification, settings.regulariser, share)

    def _height(self, job: Job, run: Run) -> float:
        """Return the cost of the ball."""
        if not self.still:
            return float(job.rows[SIDE // 2][SIDE // 2])
        return self._cost(job, run, job.parameters)

    def _measure_ball(self, run: Run, done: Job) -> None:
        parameters = run.network.parameters.astype(np.float64)
        self._ball = (parameters, self._cost(done, run, parameters))
        self._version += 1

    def _cost(self, job: Job, run: Run, parameters: Vector) -> float:
        """Return the cost of a network beside the plane."""
        here = job.plane.moved(parameters)
        x, y = self.probe(run)
        settings = self._learning.settings
        heights = heights_on(here, run.network.specification, x, y, settings.cost)
        middle = SIDE // 2
        return float(heights.row(middle)[middle] + self._penalty(run, here)(0.0)[middle])

    # --- which plane ----------------------------------------------------------------------------

    def _plane(self, run: Run, parameters: Vector, chosen: tuple[object, ...]) -> Plane:
        kept = self._anchor
        if kept is None or kept[0] != chosen or self.settings["plane"] == "path":
            before = kept[1] if kept is not None and kept[0] == chosen else None
            kept = self._anchor = (chosen, _like(self._fresh_plane(run, parameters), before))
        plane = kept[1]
        return plane if self.settings["fixed"] else plane.moved(parameters)

    def _fresh_plane(self, run: Run, parameters: Vector) -> Plane:
        settings, specification = self.settings, run.network.specification
        zoom = float(settings["zoom"])
        plane: Plane | None = None
        if settings["plane"] == "weights":
            first, second = self._two_weights(run)
            plane = weights_plane(specification, parameters, first, second, WEIGHT_REACH)
        elif settings["plane"] == "path":
            recording = run.recording
            frames = [f.parameters for f in recording.frames()] if recording is not None else []
            plane = path_plane(parameters, frames)
        if plane is None:
            plane = random_plane(specification, parameters, int(settings["directions"]))
        return Plane(plane.kind, plane.origin, plane.across, plane.along,
                     plane.reach / zoom, plane.names, plane.share)  # fmt: skip

    def _two_weights(self, run: Run) -> tuple[int, int]:
        """Return the two weights that were chosen, the steepest ones where none was."""
        x, y = self.probe(run)
        slope = np.abs(run.network.backprop(x, y, COST[self._learning.settings.cost]))
        steepest = [int(place) for place in np.argsort(-slope, kind="stable")]
        picked = [int(self.settings[name]) for name in ("first", "second")]
        free = [place for place in steepest if place not in picked]
        return tuple(p if p >= 0 else free.pop(0) for p in picked)  # type: ignore[return-value]

    # --- views ----------------------------------------------------------------------------------

    def state(self, observed: frozenset[str]) -> SurfaceState | None:
        """Return what the page draws; None while there is nothing, or nobody watches."""
        self._watched = "surface" in observed
        if not self._watched:
            # whoever held the ball has gone: the plane goes on with the network
            self._drag = None
        run = self._learning.run
        done = self._done
        if not self._watched or run is None or done is None or self._ball is None:
            return None
        if done.chosen[0] != run.network.specification:
            return None
        view = SliceView(
            self.settings,
            self.view,
            self.still,
            tuple(self.names),
            self.polling(run),
            self._ball,
            self._version,
        )
        return lens_state(view, run, done, self.pictures)

    def polling(self, run: Run) -> Polling | None:
        """Return how well mini-batches stand for all examples; None for large networks."""
        network, settings = run.network, self._learning.settings
        if network.specification.parameter_count > SMALL:
            return None

        def ask() -> Polling:
            x, y = self.probe(run)
            cost = COST[settings.cost]
            each = [network.backprop(x[i : i + 1], y[i : i + 1], cost) for i in range(len(x))]
            return poll(np.array(each), settings.seed)

        return self._polls.get((run, run.step // 500, settings.cost), ask)

    @property
    def names(self) -> list[str]:
        """What the parameters are called that can be chosen."""
        run = self._learning.run
        return (
            parameter_names(run.network.specification)
            if run is not None and (run.network.specification.parameter_count <= SMALL)
            else []
        )


def _like(plane: Plane, before: Plane | None) -> Plane:
    """Return a plane whose directions point as they did before: a picture must not flip."""
    if before is None or before.kind != plane.kind:
        return plane
    across, along = (
        new if new @ old >= 0 else -new
        for new, old in ((plane.across, before.across), (plane.along, before.along))
    )
    return Plane(plane.kind, plane.origin, across, along, plane.reach, plane.names, plane.share)
