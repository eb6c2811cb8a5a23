"""Approximation of functions of one input by bumps.  Nielsen (2015), ch. 4."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector
from engine.universality.curve_networks import STEPS, BumpKind, CurveNetwork, bumps_at

Function = Callable[[Vector], Vector]

SUCCESS = 0.405
"""Mean absolute deviation below which the game of chapter 4 is won."""

GAME_BUMPS, GAME_SAMPLES = 5, 100
"""The game has five bumps and is measured at 0, .01, … .99."""

SAME = 1e-10
"""Points closer to a step than this lie on it."""

SAMPLES_A_BUMP = GAME_SAMPLES // GAME_BUMPS


@dataclass(frozen=True, slots=True)
class Target:
    """A target function on 0..1 for the weighted output.

    Attributes
    ----------
    name, formula : str
        Key and displayed formula.
    function : callable
        x of shape (n,) -> values of shape (n,).
    """

    name: str
    formula: str
    function: Function


def book_function(x: Vector) -> Vector:
    """Return f(x) = 0.2 + 0.4x² + 0.3x sin 15x + 0.05 cos 50x.  Nielsen (2015), eq. (113)."""
    f: Vector = 0.2 + 0.4 * x**2 + 0.3 * x * np.sin(15 * x) + 0.05 * np.cos(50 * x)
    return f


def inverse_sigmoid(y: Vector) -> Vector:
    """Return σ⁻¹(y) = ln(y / (1 − y)), for y between 0 and 1."""
    z: Vector = np.log(y / (1 - y))
    return z


def book_target(x: Vector) -> Vector:
    """Return σ⁻¹(f(x)), the weighted output for which the output is f."""
    return inverse_sigmoid(book_function(x))


TARGETS: tuple[Target, ...] = (
    Target("book", "σ⁻¹(0.2 + 0.4x² + 0.3x sin 15x + 0.05 cos 50x)", book_target),
    Target("sine", "1.5 sin 2πx", lambda x: 1.5 * np.sin(2 * np.pi * x)),
    Target("tent", "2 − |4x − 2|", lambda x: 2 - np.abs(4 * x - 2)),
    Target(
        "spike",
        "2.4 e^(−200 (x − 0.6)²) − 1",
        lambda x: 2.4 * np.exp(-((x - 0.6) ** 2) / 0.005) - 1.0,
    ),
    Target("chirp", "1.4 sin 16x²", lambda x: 1.4 * np.sin(16 * x**2)),
)
TARGET = {target.name: target for target in TARGETS}


def samples_of(bumps: int) -> int:
    """Return the number of sample points for a network of `bumps` bumps.

    Twenty per bump, as in the game of five bumps, and never fewer than in the game.
    """
    return SAMPLES_A_BUMP * max(bumps, GAME_BUMPS)


def measured_places(bumps: int) -> Vector:
    """Return the sample points 0, 1/n, … 1 − 1/n, with n = `samples_of(bumps)`."""
    count = samples_of(bumps)
    places: Vector = np.arange(count) / count
    return places


def game_score(heights: Vector, target: Function = book_target) -> float:
    """Return the mean absolute deviation of adjacent bumps, as the game measures it.

    Parameters
    ----------
    heights : Vector, shape (5,)

    Notes
    -----
    |g(j/100) − h[⌊j/20⌋]|, averaged over j = 0 … 99.
    """
    x = np.arange(GAME_SAMPLES) / GAME_SAMPLES
    return float(
        np.abs(target(x) - np.asarray(heights)[columns(len(heights), GAME_SAMPLES)]).mean()
    )


def columns(bumps: int, samples: int) -> Vector:
    """Return the index of the bump over each sample j/samples, shape (samples,)."""
    found: Vector = np.arange(samples) * bumps // samples
    return found


def best_heights(target: Function, bumps: int, samples: int = GAME_SAMPLES) -> Vector:
    """Return the heights with the least mean absolute deviation: medians of the target.

    Parameters
    ----------
    samples : int
        Number of sample points. A bump without any has the height of the target at its centre.

    Returns
    -------
    Vector, shape (bumps,)
    """
    table, counts = _by_column(target, bumps, samples)
    middles = target((np.arange(bumps) + 0.5) / bumps)
    # sorting puts NaN at the end
    ordered, rows = np.sort(table, axis=1), np.arange(bumps)
    medians = (ordered[rows, (counts - 1) // 2] + ordered[rows, counts // 2 % table.shape[1]]) / 2
    heights: Vector = np.where(counts > 0, medians, middles)
    return heights


def best_deviation(target: Function, bumps: int, samples: int = GAME_SAMPLES) -> float:
    """Return the least mean absolute deviation of bumps of equal width."""
    table, _ = _by_column(target, bumps, samples)
    heights = best_heights(target, bumps, samples)
    return float(np.nansum(np.abs(table - heights[:, None])) / samples)


def _by_column(target: Function, bumps: int, samples: int) -> tuple[Matrix, Vector]:
    """Return the samples of each bump, padded with NaN, and their number."""
    place = columns(bumps, samples)
    counts = np.bincount(place, minlength=bumps)
    within = np.arange(samples) - np.repeat(np.cumsum(counts) - counts, counts)
    table = np.full((bumps, max(int(counts.max()), 1)), np.nan)
    table[place, within] = target(np.arange(samples) / samples)
    return table, counts


def shifted_copies(
    targets: Sequence[Function], count: int, copies: int, weight: float, kind: BumpKind = STEPS
) -> CurveNetwork:
    """Return the sum of M shifted networks, each with 1/M of the height.

    Near an edge only one of them is in transition between off and on, so that only 1/M of the
    height is wrong.  Nielsen (2015), ch. 4, "Fixing up the step functions".

    Parameters
    ----------
    targets : sequence of callable
        Target of each output.
    count, copies : int
        N bumps in each of M networks, the m-th shifted by m/(M N) to the left; a further bump
        covers the right end.
    weight : float
        Of every hidden neuron.
    """
    edges, heights = [], []
    fine = np.linspace(0.0, 1.0, samples_of(count) + 1)
    values = [target(fine) for target in targets]
    for m in range(copies):
        left = (np.arange(count + (m > 0)) - m / copies) / count
        edges.append(np.stack([left, left + 1 / count], axis=1))
        heights.append(_medians(fine, values, edges[-1]) / copies)
    return bumps_at(np.concatenate(edges), np.concatenate(heights, axis=1), weight, kind)


def _medians(x: Vector, values: Sequence[Vector], edges: Matrix) -> Matrix:
    """Return the median of each output's target inside each bump, shape (m, N)."""
    inside = [(x >= low - 1e-12) & (x < high - 1e-12) for low, high in edges.tolist()]
    return np.array([[np.median(y[here]) for here in inside] for y in values])


def failure(network: CurveNetwork, activation: Callable[[Matrix], Matrix], x: Vector) -> float:
    """Return the largest deviation of a network with finite weights from its ideal steps.

    Parameters
    ----------
    x : Vector
        Sample points in 0..1, dense on both sides of every step. Points on a step are left
        out: the ideal network has two values there.
    """
    steps = np.sort(network.steps[np.isfinite(network.steps)])
    after = np.searchsorted(steps, x)
    ends = np.concatenate([[-np.inf], steps, [np.inf]])
    away = np.minimum(x - ends[after], ends[after + 1] - x)
    x = x[away > SAME]
    ideal = network.weighted(x, activation, ideal=True)
    found = network.weighted(x, activation)
    return float(np.abs(found - ideal).max(initial=0.0))
