"""Build the frozen views of balls and the pictures of their surface."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.arrays import Matrix, freeze
from engine.simulations.cached_value import CachedValue
from engine.simulations.surface.scene import Scene
from engine.simulations.surface.state import BALL_COLOURS, BallView, SurfaceState
from engine.surfaces.descent import Ball, GradientNoise, outcome_of, poll
from engine.surfaces.surfaces import Surface
from engine.surfaces.terrain import Trail, View, map_picture, relief_picture, scaled

GRID = 81
"""Grid points along each side."""


class SurfacePictures:
    """Cached pictures of a surface."""

    def __init__(self) -> None:
        self._heights: CachedValue[Matrix] = CachedValue()
        self._maps: CachedValue[Matrix] = CachedValue()
        self._reliefs: CachedValue[Matrix] = CachedValue()
        self._polls: CachedValue[GradientNoise] = CachedValue()

    def state(self, scene: Scene, view: View, seed: int, observed: frozenset[str]) -> SurfaceState:
        """Return the state of the page without its balls."""
        surface = scene.surface
        heights = self._heights.get(surface.name, lambda: freeze(surface.heights(GRID)))
        low, high = float(heights.min()), float(heights.max())
        drawn = "pictures" in observed
        return SurfaceState(
            name=surface.name,
            formula=surface.formula,
            names=surface.names,
            reach=surface.reach,
            examples=surface.examples,
            balls=(),
            settings=scene.settings,
            map=self._map(surface, scaled(heights, low, high)) if drawn else None,
            relief=self._relief(scene, view, heights) if drawn else None,
            low=low,
            high=high,
            turn=view.turn,
            tilt=view.tilt,
            polling=self._poll(scene, seed) if "polling" in observed else None,
            step=0,
            last_step=0,
        )

    def _map(self, surface: Surface, shares: Matrix) -> Matrix:
        return self._maps.get(surface.name, lambda: map_picture(shares))

    def _relief(self, scene: Scene, view: View, heights: Matrix) -> Matrix:
        low, high = float(heights.min()), float(heights.max())

        def draw() -> Matrix:
            return relief_picture(scaled(heights, low, high), view, trails(scene, low, high))

        return self._reliefs.get((scene.balls, scene.step, view, scene.surface.name), draw)

    @np.errstate(all="ignore")  # a ball may leave all bounds
    def _poll(self, scene: Scene, seed: int) -> GradientNoise | None:
        surface = scene.surface
        if surface.examples == 1:
            return None
        x, y = scene.balls[-1].at(scene.step) if scene.balls else surface.start
        key = (surface.name, x, y, seed)
        return self._polls.get(key, lambda: poll(surface.gradients(x, y), seed))


def ball_view(ball: Ball, surface: Surface, step: int) -> BallView:
    """Return the view of a ball after `step` steps."""
    shown = replace(ball, path=ball.path[: step + 1])
    path = np.array([entry[:2] for entry in shown.path])
    predicted = measured = None
    with np.errstate(all="ignore"):
        costs = surface.value(path[:, 0], path[:, 1])
        x, y = (float(value) for value in path[-1])
        gradient = surface.gradient(x, y)
        if len(path) > 1:
            before = surface.gradient(float(path[-2, 0]), float(path[-2, 1]))
            predicted = float(before @ (path[-1] - path[-2]))
            measured = float(costs[-1] - costs[-2])
    return BallView(
        x=x,
        y=y,
        cost=float(costs[-1]),
        path=freeze(path),
        costs=freeze(costs),
        gradient=(float(gradient[0]), float(gradient[1])),
        predicted=predicted,
        measured=measured,
        outcome=outcome_of(shown, surface),
        eta=ball.eta,
        momentum=ball.momentum,
        rule=ball.rule,
        batch=ball.batch,
        steps=len(path) - 1,
    )


def trails(scene: Scene, low: float, high: float) -> list[Trail]:
    """Return the paths of all balls, up to where they leave the surface."""
    surface = scene.surface
    left, right, bottom, top = surface.reach
    found = []
    for ball, colour in zip(scene.balls, BALL_COLOURS, strict=False):
        path = np.array([entry[:2] for entry in ball.path[: scene.step + 1]])
        inside = (path >= [left, bottom]).all(1) & (path <= [right, top]).all(1)
        end = len(path) if inside.all() else int(inside.argmin())
        x, y = path[:end].T
        up = scaled(surface.value(x, y), low, high) if end else np.zeros(0)
        across, along = 2 * (x - left) / (right - left) - 1, 2 * (y - bottom) / (top - bottom) - 1
        found.append(Trail(np.stack([across, along, up], axis=1), colour))
    return found
