"""Views of the cost surface of a network: pictures, the ball, its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector, freeze
from engine.runs.run import Run
from engine.settings import Value
from engine.simulations.cached_value import CachedValue
from engine.simulations.surface.linked_view.job import Job
from engine.simulations.surface.state import BALL_COLOURS, BallView, LinkedView, SurfaceState
from engine.surfaces.descent import GradientNoise, Outcome
from engine.surfaces.loss_slice import SIDE, LossSlice, frozen_heights
from engine.surfaces.terrain import Trail, View, map_picture, relief_picture, scaled

MOST_PLACES = 120
"""Most key frames of a run's path that are drawn."""

CLIPPED = 97.0
"""Percentile of the costs at which the colours end: a few enormous ones would hide the rest."""


@dataclass(frozen=True, slots=True)
class SliceView:
    """How a loss slice is viewed, and the network on it.

    Attributes
    ----------
    settings : mapping
        Values of the settings LINKED_VIEW by name.
    view : View
        Viewpoint of the relief.
    still : bool
        Whether the slice stays where it is while the network moves.
    names : tuple of str
        Names of the parameters that can be chosen.
    polling : Polling or None
        Error of mini-batch gradients by batch size; None for large networks.
    ball : (Vector, float)
        Parameters of the network, and its cost.
    version : int
        Grows with every new surface and every move of the ball.
    """

    settings: Mapping[str, Value]
    view: View
    still: bool
    names: tuple[str, ...]
    polling: GradientNoise | None
    ball: tuple[Vector, float]
    version: int


def linked_state(linked_view: SliceView, run: Run, job: Job, pictures: Pictures) -> SurfaceState:
    """Return the state of the page, with the network as a ball on its loss slice."""
    loss_slice, ball, version = job.loss_slice, linked_view.ball, linked_view.version
    heights, maps = pictures.heights_of(job)
    low, high = limits_of(heights)
    x, y = loss_slice.place(ball[0]) if linked_view.still else (0.0, 0.0)
    shadow = height_at(heights, loss_slice, x, y)
    way = pictures.ways.get(version, lambda: path_of(loss_slice, run))
    relief = pictures.relief.get(
        (version, linked_view.view),
        lambda: _relief(
            linked_view.view, heights, (low, high), (loss_slice, way), (x, y, shadow, ball[1])
        ),
    )
    reach = loss_slice.reach
    return SurfaceState(
        name="network",
        formula="",
        names=loss_slice.names,
        reach=(-reach, reach, -reach, reach),
        examples=1,
        balls=(_ball(loss_slice, heights, way, (x, y, ball[1]), run),),
        settings=linked_view.settings,
        map=maps,
        relief=relief,
        low=low,
        high=high,
        turn=linked_view.view.turn,
        tilt=linked_view.view.tilt,
        polling=linked_view.polling,
        step=run.step,
        last_step=run.last_step,
        linked_view=LinkedView(
            loss_slice.kind,
            linked_view.still,
            ball[1],
            shadow,
            loss_slice.share,
            linked_view.names,
            version,
        ),
    )


def limits_of(heights: Matrix) -> tuple[float, float]:
    """Return the costs at both ends of the colour scale."""
    finite = heights[np.isfinite(heights)]
    if not finite.size:
        return 0.0, 1.0
    low, high = float(finite.min()), float(np.percentile(finite, CLIPPED))
    return low, max(high, low + 1e-12)


def height_at(heights: Matrix, loss_slice: LossSlice, x: float, y: float) -> float:
    """Return the cost at a place of the loss slice, interpolated bilinearly."""
    column, row = ((v / loss_slice.reach + 1) / 2 * (SIDE - 1) for v in (x, y))
    column, row = (min(max(v, 0.0), SIDE - 1.0) for v in (column, row))
    i, j = min(int(row), SIDE - 2), min(int(column), SIDE - 2)
    u, v = column - j, row - i
    below = heights[i, j] * (1 - u) + heights[i, j + 1] * u
    above = heights[i + 1, j] * (1 - u) + heights[i + 1, j + 1] * u
    return float(below * (1 - v) + above * v)


def slope_at(heights: Matrix, loss_slice: LossSlice, x: float, y: float) -> tuple[float, float]:
    """Return ∂C along both directions, by central differences of the computed costs."""
    step = 2 * loss_slice.reach / (SIDE - 1)
    across = height_at(heights, loss_slice, x + step, y) - height_at(
        heights, loss_slice, x - step, y
    )
    along = height_at(heights, loss_slice, x, y + step) - height_at(
        heights, loss_slice, x, y - step
    )
    return across / (2 * step), along / (2 * step)


def path_of(loss_slice: LossSlice, run: Run) -> Matrix:
    """Return the projections of the key frames up to the shown position, shape (n, 2)."""
    recording = run.recording
    frames = [] if recording is None else [f for f in recording.frames() if f.step <= run.step]
    same = [f.parameters for f in frames if len(f.parameters) == len(loss_slice.origin)]
    chosen = np.linspace(0, len(same) - 1, min(len(same), MOST_PLACES)).astype(int)
    shadows = [loss_slice.place(same[number].astype(np.float64)) for number in chosen]
    return np.array(shadows).reshape(-1, 2)


def _ball(
    loss_slice: LossSlice, heights: Matrix, way: Matrix, at: tuple[float, float, float], run: Run
) -> BallView:
    x, y, cost = at
    path = freeze(np.concatenate([way, [[x, y]]]))
    settings = run.trainer.settings
    return BallView(
        x=x,
        y=y,
        cost=cost,
        path=path,
        costs=freeze(np.array([cost])),
        gradient=slope_at(heights, loss_slice, x, y),
        predicted=None,
        measured=None,
        outcome=Outcome.ROLLING,
        eta=settings.eta,
        momentum=settings.momentum,
        rule="gradient",
        batch=settings.batch,
        steps=run.step,
    )


def _relief(
    view: View,
    heights: Matrix,
    limits: tuple[float, float],
    drawn: tuple[LossSlice, Matrix],
    ball: tuple[float, float, float, float],
) -> Matrix:
    """Draw the surface, the projected path, and the ball on a stick at its true cost."""
    (loss_slice, way), (x, y, shadow, cost) = drawn, ball
    colour = BALL_COLOURS[0]
    points = np.concatenate([way, [[x, y]]]) / loss_slice.reach
    inside = (np.abs(points) <= 1).all(axis=1)
    # the path begins where it enters the picture for the last time
    outside = np.flatnonzero(~inside)
    points = points[outside[-1] + 1 if len(outside) else 0 :]
    ups = [height_at(heights, loss_slice, *(point * loss_slice.reach)) for point in points]
    trails = []
    if len(points):
        thread = np.column_stack([points, scaled(np.array(ups), *limits)])
        trails.append(Trail(thread, colour, 1.2))
        ends = scaled(np.array([shadow, cost]), *limits)
        stick = np.array([[x / loss_slice.reach, y / loss_slice.reach, end] for end in ends])
        trails.append(Trail(stick, colour))
    return relief_picture(scaled(heights, *limits), view, trails)


class Pictures:
    """Cached pictures of the surface that was finished last."""

    def __init__(self) -> None:
        self.relief: CachedValue[Matrix] = CachedValue()
        self.ways: CachedValue[Matrix] = CachedValue()
        self._job: Job | None = None
        self._drawn: tuple[Matrix, Matrix] | None = None

    def heights_of(self, job: Job) -> tuple[Matrix, Matrix]:
        """Return the heights and the picture from above."""
        if self._drawn is None or self._job is not job:
            heights = frozen_heights(job.rows)
            self._job = job
            self._drawn = heights, map_picture(scaled(heights, *limits_of(heights)))
        return self._drawn
