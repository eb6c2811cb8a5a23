"""How much too well the best of many trials looks on the examples that it was chosen by."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np

from engine import random_streams
from engine.arrays import Matrix, Vector

PARTS = 200
"""Random small parts over which the optimism is averaged, besides the one that is shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The trial that was chosen.

    Attributes
    ----------
    trial : int
    promised : float
        Its accuracy 0..1 on the small part.
    fresh : float
        Its accuracy on all other examples of the test set.
    """

    trial: int
    promised: float
    fresh: float


def small_parts(size: int, total: int, seed: int) -> Matrix:
    """Return the indices of random small parts of a test set, shape (PARTS + 1, size).

    Row 0 is the part that is shown.
    """
    generator = random_streams.generator(seed, "noise")
    draws = [generator.choice(total, size, replace=False) for _ in range(PARTS + 1)]
    parts: Matrix = np.sort(np.array(draws), axis=1)
    return parts


def part_scores(right: Vector, parts: Matrix) -> tuple[Vector, Vector]:
    """Return the accuracy of one trial on each part, and on all examples outside it.

    Parameters
    ----------
    right : Vector, shape (examples,), bool
        Whether the trial answers an example rightly.
    parts : Matrix, shape (parts, size), int64

    Examples
    --------
    >>> promised, fresh = part_scores(np.array([True, True, False, False]), np.array([[0, 2]]))
    >>> promised.tolist(), fresh.tolist()
    ([0.5], [0.5])
    """
    inside = right[parts].sum(axis=1)
    size = parts.shape[1]
    promised: Vector = inside / size
    fresh: Vector = (int(right.sum()) - inside) / max(len(right) - size, 1)
    return promised, fresh


def choose(promised: Vector, fresh: Vector, by: Vector | None = None) -> Choice:
    """Return the best trial, by the small part or by a score of its own; the first of equals."""
    trial = int(np.argmax(promised if by is None else by))
    return Choice(trial, float(promised[trial]), float(fresh[trial]))


def mean_optimism(promised: Matrix, fresh: Matrix, by: Vector | None = None) -> float:
    """Return by how much the chosen trial promises too much, averaged over parts.

    A part has luck of its own, good or bad. The average over many parts has none: what is left
    comes from choosing.

    Parameters
    ----------
    promised, fresh : Matrix, shape (trials, parts)
    by : Vector, shape (trials,), optional
        What the trial is chosen by, if not by the part itself.
    """
    score = promised if by is None else np.repeat(by[:, None], promised.shape[1], axis=1)
    trials, columns = score.argmax(axis=0), np.arange(promised.shape[1])
    return float((promised - fresh)[trials, columns].mean())


def expected_best(trials: int, size: int, accuracy: float) -> Vector:
    """Return the best score to be expected of 1, 2, 3 … equally good networks on a small part.

    The right answers of each are binomial and independent: E max = Σ (1 − P(right ≤ s)ᵏ) over
    s < size.

    Parameters
    ----------
    trials : int
        Networks.
    size : int
        Examples of the part.
    accuracy : float
        True accuracy of each network, between 0 and 1.

    Returns
    -------
    Vector, shape (trials,)

    Examples
    --------
    >>> [round(float(each), 3) for each in expected_best(3, 100, 0.8)]
    [0.8, 0.823, 0.833]
    """
    right = np.arange(1, size + 1)
    steps = np.log((size - right + 1) / right) + log(accuracy / (1.0 - accuracy))
    chances = np.exp(size * log(1.0 - accuracy) + np.concatenate([[0.0], np.cumsum(steps)]))
    at_most = np.minimum(np.cumsum(chances)[:-1], 1.0)
    best: Vector = (1.0 - at_most ** np.arange(1, trials + 1)[:, None]).sum(axis=1) / size
    return best


def running_best(
    promised: Vector, fresh: Vector, by: Vector | None = None
) -> tuple[Vector, Vector]:
    """Return promised and fresh accuracy of the trial chosen among the first one, two, and so on.

    Examples
    --------
    >>> best = running_best(np.array([0.5, 0.9, 0.9]), np.array([0.6, 0.7, 0.8]))
    >>> [each.tolist() for each in best]
    [[0.5, 0.9, 0.9], [0.6, 0.7, 0.7]]
    """
    score = promised if by is None else by
    best = np.maximum.accumulate(score)
    first = np.searchsorted(best, best)  # the first trial that reached the best value so far
    return promised[first], fresh[first]
