"""Cost functions of two variables with gradient and Hessian."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from engine.arrays import Matrix, Vector

Value: TypeAlias = Callable[[Matrix, Matrix], Matrix]
Slopes: TypeAlias = Callable[[float, float], Matrix]

EXAMPLES = 60
"""Training examples of the single neuron."""

SEED = 4


@dataclass(frozen=True, slots=True)
class Surface:
    """One entry of SURFACES.

    Attributes
    ----------
    reach : tuple of float
        Left, right, bottom and top of the displayed region.
    value : callable
        (x, y) -> C, for arrays of any common shape.
    gradients : callable
        (x, y) at one point -> ∇C of each example, shape (n, 2); one row without examples.
    hessian : callable
        (x, y) at one point -> second derivatives, shape (2, 2).
    start : tuple of float
        Starting point of the first ball.
    eta : float
        A learning rate at which it descends.
    lowest : float or None
        The least cost, if it is known.
    names : tuple of str
        Of both variables.
    """

    name: str
    formula: str
    reach: tuple[float, float, float, float]
    value: Value
    gradients: Slopes
    hessian: Slopes
    start: tuple[float, float]
    eta: float
    lowest: float | None = None
    names: tuple[str, str] = ("x", "y")
    examples: int = 1

    def gradient(self, x: float, y: float) -> Vector:
        """Return ∇C over all examples, shape (2,)."""
        mean: Vector = self.gradients(x, y).mean(axis=0)
        return mean

    def cost(self, x: float, y: float) -> float:
        """Return C at one point."""
        return float(self.value(np.array(x), np.array(y)))

    def heights(self, side: int) -> Matrix:
        """Return C on a grid, shape (side, side); the first row is the bottom."""
        left, right, bottom, top = self.reach
        x, y = np.meshgrid(np.linspace(left, right, side), np.linspace(bottom, top, side))
        return self.value(x, y)


# --- a single neuron with one weight and one bias ---------------------------------------------


def _neuron_points() -> tuple[Vector, Vector]:
    generator = np.random.default_rng(SEED)
    y = np.arange(EXAMPLES) % 2
    return np.where(y, 1.0, -1.0) + generator.normal(0, 0.9, EXAMPLES), y.astype(float)


POINT_X, POINT_Y = _neuron_points()


def _sigmoid(z: Matrix) -> Matrix:
    e = np.exp(-np.abs(z))
    a: Matrix = np.where(z >= 0, 1.0, e) / (1.0 + e)
    return a


def _weighted(w: Matrix, b: Matrix) -> Matrix:
    z: Matrix = np.asarray(w)[..., None] * POINT_X + np.asarray(b)[..., None]
    return z


def _quadratic(w: Matrix, b: Matrix) -> Matrix:
    mean: Matrix = (0.5 * (_sigmoid(_weighted(w, b)) - POINT_Y) ** 2).mean(axis=-1)
    return mean


def _cross_entropy(w: Matrix, b: Matrix) -> Matrix:
    z = _weighted(w, b)
    mean: Matrix = (np.logaddexp(0, z) - POINT_Y * z).mean(axis=-1)
    return mean


def _with_inputs(delta: Vector) -> Matrix:
    """Return δ·x and δ of each example: Nielsen (2015), ch. 2, eq. (BP3), (BP4)."""
    return np.stack([delta * POINT_X, delta], axis=1)


def _quadratic_gradients(w: float, b: float) -> Matrix:
    a = _sigmoid(_weighted(np.array(w), np.array(b)))
    return _with_inputs((a - POINT_Y) * a * (1 - a))


def _cross_entropy_gradients(w: float, b: float) -> Matrix:
    return _with_inputs(_sigmoid(_weighted(np.array(w), np.array(b))) - POINT_Y)


def _curved(bend: Vector) -> Matrix:
    """Return the Hessian by (w, b) from ∂²C/∂z² of each example."""
    mixed = (bend * POINT_X).mean()
    return np.array([[(bend * POINT_X**2).mean(), mixed], [mixed, bend.mean()]])


def _quadratic_hessian(w: float, b: float) -> Matrix:
    a = _sigmoid(_weighted(np.array(w), np.array(b)))
    slope = a * (1 - a)
    return _curved(slope * slope + (a - POINT_Y) * slope * (1 - 2 * a))


def _cross_entropy_hessian(w: float, b: float) -> Matrix:
    a = _sigmoid(_weighted(np.array(w), np.array(b)))
    return _curved(a * (1 - a))


def _least(value: Value, gradients: Slopes, hessian: Slopes) -> float:
    """Return the least cost of the neuron by Newton's method from a nearby point."""
    place = np.array([2.0, 0.0])
    for _ in range(60):
        place = place - np.linalg.solve(hessian(*place), gradients(*place).mean(axis=0))
    return float(value(place[0], place[1]))


LEAST_QUADRATIC = _least(_quadratic, _quadratic_gradients, _quadratic_hessian)
LEAST_CROSS_ENTROPY = _least(_cross_entropy, _cross_entropy_gradients, _cross_entropy_hessian)

# --- analytic surfaces ------------------------------------------------------------------------


def _waves_gradients(x: float, y: float) -> Matrix:
    return np.array([[np.cos(x) * np.sin(y) + 0.2, np.sin(x) * np.cos(y)]])


def _waves_hessian(x: float, y: float) -> Matrix:
    bend, mixed = -np.sin(x) * np.sin(y), np.cos(x) * np.cos(y)
    return np.array([[bend, mixed], [mixed, bend]])


SURFACES: tuple[Surface, ...] = (
    Surface(
        "neuron-quadratic",
        "C(w, b) = ½ mean (σ(wx + b) − y)²",
        (-12.0, 12.0, -10.0, 10.0),
        _quadratic,
        _quadratic_gradients,
        _quadratic_hessian,
        (-6.0, 2.0),
        20.0,
        LEAST_QUADRATIC,
        names=("w", "b"),
        examples=EXAMPLES,
    ),
    Surface(
        "neuron-cross-entropy",
        "C(w, b) = −mean [y ln a + (1 − y) ln(1 − a)]",
        (-12.0, 12.0, -10.0, 10.0),
        _cross_entropy,
        _cross_entropy_gradients,
        _cross_entropy_hessian,
        (-6.0, 2.0),
        2.0,
        LEAST_CROSS_ENTROPY,
        names=("w", "b"),
        examples=EXAMPLES,
    ),
    Surface(
        "bowl",
        "C = v₁² + v₂²",
        (-1.0, 1.0, -1.0, 1.0),
        lambda x, y: x * x + y * y,
        lambda x, y: np.array([[2 * x, 2 * y]]),
        lambda x, y: np.diag([2.0, 2.0]),
        (-0.8, 0.7),
        0.1,
        0.0,
        ("v₁", "v₂"),
    ),
    Surface(
        "valley",
        "C = x² + 10 y²",
        (-1.0, 1.0, -1.0, 1.0),
        lambda x, y: x * x + 10 * y * y,
        lambda x, y: np.array([[2 * x, 20 * y]]),
        lambda x, y: np.diag([2.0, 20.0]),
        (-0.9, 0.9),
        0.05,
        0.0,
    ),
    Surface(
        "waves",
        "C = sin x · sin y + 0.2 x",
        (-6.0, 6.0, -6.0, 6.0),
        lambda x, y: np.sin(x) * np.sin(y) + 0.2 * x,
        _waves_gradients,
        _waves_hessian,
        (4.2, 3.6),
        0.2,
    ),
)
SURFACE = {surface.name: surface for surface in SURFACES}
