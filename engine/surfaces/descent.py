"""Descent of a ball on a surface: gradient, momentum, Nesterov and Newton steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite

import numpy as np

from engine import random_streams
from engine.arrays import Matrix, Vector
from engine.surfaces.surfaces import Surface

GRADIENT, MOMENTUM, NESTEROV, NEWTON = RULES = ("gradient", "momentum", "nesterov", "newton")

ARRIVED = 1e-3
"""Tolerance above the least cost, or on the gradient norm if that cost is unknown."""

WATCHED = 12
"""Latest steps in which oscillation is looked for."""

EQUAL, DIFFERENT = 1e-6, 1e-3
LOST = 1e6
"""Multiple of the first cost beyond which the descent has diverged."""

SHORTEST = 1e-150
"""Gradients whose norm is smaller count as zero: its square would be no normal number."""

POLLS = 400
SIZES = (1, 2, 5, 10, 20, 50, 100)


class Outcome(StrEnum):
    """Outcome of a descent."""

    ROLLING = "rolling"
    ARRIVED = "arrived"
    OSCILLATES = "oscillates"
    DIVERGED = "diverged"


@dataclass(frozen=True, slots=True)
class Ball:
    """A descent with its settings and its path.

    Attributes
    ----------
    eta, momentum : float
        η and μ.
    rule : str
        One of RULES; μ counts for momentum and Nesterov only.
    batch : int
        Examples of a mini-batch; 0 for all.
    path : tuple of (x, y, velocity x, velocity y)
        Points so far, the starting point first.
    """

    eta: float
    momentum: float
    rule: str
    batch: int
    path: tuple[tuple[float, float, float, float], ...]

    def at(self, step: int) -> tuple[float, float]:
        """Return the point (x, y) after `step` steps, or the last one if there are fewer."""
        return self.path[min(step, len(self.path) - 1)][:2]


def dropped(x: float, y: float, eta: float, momentum: float, rule: str, batch: int) -> Ball:
    """Return a ball at rest at a starting point."""
    return Ball(eta, momentum, rule, batch, ((x, y, 0.0, 0.0),))


@np.errstate(all="ignore")  # a ball may leave all bounds: its outcome says so
def rolled(ball: Ball, surface: Surface, seed: int) -> Ball:
    """Return the ball after one more step.

    Momentum: v ← μv − η∇C, Nielsen (2015), ch. 3, eq. (107), (108); Nesterov's takes ∇C at
    v + μv; Newton's step is −H⁻¹∇C, eq. (105).
    """
    x, y, vx, vy = ball.path[-1]
    place, velocity = np.array([x, y]), np.array([vx, vy])
    step = len(ball.path) - 1
    if ball.rule == NEWTON:
        change = _newton(surface, x, y)
    else:
        keep = ball.momentum if ball.rule in (MOMENTUM, NESTEROV) else 0.0
        look = place + keep * velocity if ball.rule == NESTEROV else place
        slope = slope_of(surface, float(look[0]), float(look[1]), ball.batch, seed, step)
        change = keep * velocity - ball.eta * slope
    place = place + change
    entry = (float(place[0]), float(place[1]), float(change[0]), float(change[1]))
    return replace(ball, path=(*ball.path, entry))


def slope_of(surface: Surface, x: float, y: float, batch: int, seed: int, step: int) -> Vector:
    """Return ∇C, or its estimate from a mini-batch drawn anew in each step."""
    if not batch or surface.examples == 1:
        return surface.gradient(x, y)
    rows = random_streams.generator(seed, "noise", step).integers(surface.examples, size=batch)
    mean: Vector = surface.gradients(x, y)[rows].mean(axis=0)
    return mean


def _newton(surface: Surface, x: float, y: float) -> Vector:
    try:
        return -np.linalg.solve(surface.hessian(x, y), surface.gradient(x, y))
    except np.linalg.LinAlgError:
        # singular Hessian: no Newton step exists
        return np.zeros(2)


@np.errstate(all="ignore")
def outcome_of(ball: Ball, surface: Surface) -> Outcome:
    """Return the outcome of a descent so far."""
    x, y = ball.path[-1][:2]
    cost = surface.cost(x, y) if isfinite(x) and isfinite(y) else float("inf")
    first = abs(surface.cost(*ball.path[0][:2]))
    if not isfinite(cost) or abs(cost) > LOST * (1 + first):
        return Outcome.DIVERGED
    if surface.lowest is not None and cost - surface.lowest < ARRIVED:
        return Outcome.ARRIVED
    if surface.lowest is None and np.hypot(*surface.gradient(x, y)) < ARRIVED:
        return Outcome.ARRIVED
    return Outcome.OSCILLATES if _goes_to_and_fro(ball, surface) else Outcome.ROLLING


def _goes_to_and_fro(ball: Ball, surface: Surface) -> bool:
    recent = np.array([entry[:2] for entry in ball.path[-WATCHED:]])
    if len(recent) < WATCHED:
        return False
    left, right, bottom, top = surface.reach
    size = max(right - left, top - bottom)
    there = np.abs(recent[2:] - recent[:-2]).max() / size
    between = np.abs(recent[1:] - recent[:-1]).max(axis=1).min() / size
    return bool(there < EQUAL and between > DIFFERENT)


@dataclass(frozen=True, slots=True, eq=False)
class GradientNoise:
    """Accuracy of mini-batch gradients g by size of the mini-batch.

    Attributes
    ----------
    sizes : Vector, shape (n,)
        Examples of a mini-batch.
    errors : Vector, shape (n,)
        Root mean square of |g − ∇C| / |∇C|.
    angles : Vector, shape (n,)
        Mean angle between g and ∇C in degrees.
    """

    sizes: Vector
    errors: Vector
    angles: Vector


@np.errstate(all="ignore")
def poll(gradients: Matrix, seed: int, polls: int = POLLS) -> GradientNoise:
    """Measure the accuracy of mini-batch gradients, drawn with replacement, for all SIZES.

    Parameters
    ----------
    gradients : Matrix, shape (examples, parameters)
        ∇C of each example.

    Returns
    -------
    GradientNoise
        NaN throughout where |∇C| is zero, too small or too large to compare with.
    """
    truth = gradients.mean(axis=0)
    length = float(np.linalg.norm(truth))
    if not SHORTEST < length < np.inf:
        return GradientNoise(np.array(SIZES, float), *np.full((2, len(SIZES)), np.nan))
    rows = [_drawn(len(gradients), seed, size, polls) for size in SIZES]
    found = [gradients[each].mean(axis=1) for each in rows]
    errors = [np.sqrt(((g - truth) ** 2).sum(axis=1).mean()) / length for g in found]
    angles = [_angles(g, truth / length).mean() for g in found]
    return GradientNoise(np.array(SIZES, float), np.array(errors), np.array(angles))


def _drawn(examples: int, seed: int, size: int, polls: int) -> Matrix:
    generator = random_streams.generator(seed, "noise", size)
    rows: Matrix = generator.integers(examples, size=(polls, size))
    return rows


def _angles(found: Matrix, direction: Vector) -> Vector:
    """Return the angles to a unit vector in degrees; 90 for a gradient that is zero."""
    norms = np.maximum(np.linalg.norm(found, axis=1), SHORTEST)
    angles: Vector = np.degrees(np.arccos(np.clip(found @ direction / norms, -1, 1)))
    return angles
