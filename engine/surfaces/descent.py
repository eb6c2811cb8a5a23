"""A ball that rolls down a surface: one step after the other, every rule a few lines."""

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
"""Above the least cost; where that is not known, the length of the gradient."""

WATCHED = 12
"""Steps over which a ball is watched for going to and fro."""

EQUAL, DIFFERENT = 1e-6, 1e-3
LOST = 1e6
"""A cost so many times the first one is past saving."""

POLLS = 400
SIZES = (1, 2, 5, 10, 20, 50, 100)


class Outcome(StrEnum):
    """What becomes of a ball."""

    ROLLING = "rolling"
    ARRIVED = "arrived"
    OSCILLATES = "oscillates"
    DIVERGED = "diverged"


@dataclass(frozen=True, slots=True)
class Ball:
    """How a ball rolls.

    Attributes
    ----------
    eta, momentum : float
        η and μ.
    rule : str
        One of RULES; μ counts for momentum and Nesterov only.
    batch : int
        Examples whose gradients are averaged in each step; 0 stands for all.
    path : tuple of (x, y, velocity x, velocity y)
        Its places so far; the first is where it was dropped.
    """

    eta: float
    momentum: float
    rule: str
    batch: int
    path: tuple[tuple[float, float, float, float], ...]

    def at(self, step: int) -> tuple[float, float]:
        """Return where it was after so many steps, or where it has stopped before."""
        return self.path[min(step, len(self.path) - 1)][:2]


def dropped(x: float, y: float, eta: float, momentum: float, rule: str, batch: int) -> Ball:
    """Return a ball at rest."""
    return Ball(eta, momentum, rule, batch, ((x, y, 0.0, 0.0),))


def rolled(ball: Ball, surface: Surface, seed: int) -> Ball:
    """Return the ball one step on.

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
    with np.errstate(all="ignore"):
        place = place + change
    entry = (float(place[0]), float(place[1]), float(change[0]), float(change[1]))
    return replace(ball, path=(*ball.path, entry))


def slope_of(surface: Surface, x: float, y: float, batch: int, seed: int, step: int) -> Vector:
    """Return ∇C, or that of a mini-batch which is drawn anew in each step."""
    if not batch or surface.examples == 1:
        return surface.gradient(x, y)
    rows = random_streams.generator(seed, "noise", step).integers(surface.examples, size=batch)
    mean: Vector = surface.gradients(x, y)[rows].mean(axis=0)
    return mean


def _newton(surface: Surface, x: float, y: float) -> Vector:
    try:
        return -np.linalg.solve(surface.hessian(x, y), surface.gradient(x, y))
    except np.linalg.LinAlgError:
        # on a plane there is no way down that the curvature knows of
        return np.zeros(2)


def outcome_of(ball: Ball, surface: Surface) -> Outcome:
    """Return what becomes of a ball, as far as its path tells."""
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
class Polling:
    """How well a mini-batch stands for all examples, as a poll for an election.

    Attributes
    ----------
    sizes : Vector, shape (n,)
        Examples asked.
    errors : Vector, shape (n,)
        Root of the mean square of |g − ∇C| by |∇C|.
    angles : Vector, shape (n,)
        Mean angle between g and ∇C in degrees.
    """

    sizes: Vector
    errors: Vector
    angles: Vector


def poll(gradients: Matrix, seed: int, polls: int = POLLS) -> Polling:
    """Ask mini-batches of every size, drawn with replacement.

    Parameters
    ----------
    gradients : Matrix, shape (examples, parameters)
        ∇C of each example.
    """
    truth = gradients.mean(axis=0)
    length = max(float(np.linalg.norm(truth)), 1e-300)
    errors, angles = [], []
    for size in SIZES:
        rows = random_streams.generator(seed, "noise", size).integers(
            len(gradients), size=(polls, size)
        )
        found = gradients[rows].mean(axis=1)
        errors.append(np.sqrt(((found - truth) ** 2).sum(axis=1).mean()) / length)
        norms = np.maximum(np.linalg.norm(found, axis=1), 1e-300) * length
        angles.append(np.degrees(np.arccos(np.clip(found @ truth / norms, -1, 1))).mean())
    return Polling(np.array(SIZES, float), np.array(errors), np.array(angles))
