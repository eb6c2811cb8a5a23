"""Softmax with a temperature: outputs, their Jacobian, the log-likelihood, the inverse."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix, Vector
from engine.functions.activations import SOFTMAX

NUDGE = 1e-5
"""Half the distance of the two places of a central difference."""


def outputs(z: Matrix, c: float = 1.0) -> Matrix:
    """Return a_j = e^(c z_j) / Σ_k e^(c z_k) along the last axis.

    Nielsen (2015), ch. 3, eqs. (78) and (83).

    Parameters
    ----------
    c : float
        > 0; for ever larger c the largest z alone gets everything.

    Examples
    --------
    >>> outputs(np.array([2.5, -1.0, 3.2, 0.5])).round(3).tolist()
    [0.315, 0.009, 0.633, 0.043]
    """
    scaled: Matrix = c * np.asarray(z, np.float64)
    return SOFTMAX.value(scaled)


def jacobian(a: Vector, c: float = 1.0) -> Matrix:
    """Return ∂a_j/∂z_k = c a_j (δ_jk − a_k) of outputs, shape (n, n)."""
    derivatives: Matrix = c * (np.diag(a) - np.outer(a, a))
    return derivatives


def measured_jacobian(z: Vector, c: float = 1.0) -> Matrix:
    """Return ∂a_j/∂z_k by central differences, shape (n, n)."""
    step = NUDGE / max(c, 1.0)
    nudges = step * np.eye(len(z))
    change: Matrix = (outputs(z + nudges, c) - outputs(z - nudges, c)) / (2.0 * step)
    return change.T


def log_likelihood(z: Vector, label: int, c: float = 1.0) -> float:
    """Return C = −ln a_y, finite however small a_y is.  Nielsen (2015), ch. 3, eq. (80)."""
    return c * (constant(z, c) - float(z[label]))


def output_error(a: Vector, label: int, c: float = 1.0) -> Vector:
    """Return δ_j = ∂C/∂z_j = c (a_j − y_j), c = 1 for eqs. (81) and (84)."""
    error: Vector = c * (a - np.eye(len(a))[label])
    return error


def constant(z: Vector, c: float = 1.0) -> float:
    """Return the constant with z_j = (ln a_j) / c + constant: (ln Σ_k e^(c z_k)) / c.

    Every constant gives the same outputs: softmax can be inverted up to it.
    """
    largest = float(z.max())
    return largest + float(np.log(np.exp(c * (z - largest)).sum())) / c


def descend(
    z: Vector, label: int, c: float, *, eta: float, updates: int, farthest: float
) -> Matrix:
    """Return the inputs before the first and after every update z − η ∂C/∂z.

    Parameters
    ----------
    farthest : float
        No input goes farther from 0.

    Returns
    -------
    Matrix, shape (updates + 1, n)
    """
    course = np.empty((updates + 1, len(z)))
    course[0] = z
    for update in range(updates):
        step = eta * output_error(outputs(course[update], c), label, c)
        course[update + 1] = np.clip(course[update] - step, -farthest, farthest)
    return course


def input_for(z: Vector, place: int, a: float, c: float = 1.0) -> float:
    """Return the z_j with which an output becomes a, while the other inputs stay.

    Parameters
    ----------
    a : float
        Strictly between 0 and 1.
    """
    others = constant(np.delete(z, place), c)
    return others + float(np.log(a / (1.0 - a))) / c
