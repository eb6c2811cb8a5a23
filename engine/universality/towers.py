"""Constructed networks with two inputs: steps, bumps and towers.  Nielsen (2015), ch. 4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Matrix, Vector
from engine.functions.activations import SIGMOID, sigmoid_in_place

CROSSING = ((0.4, 0.6), (0.3, 0.7))
"""Edges of the crossing bumps in x and in y, as in the book's figures."""

BOXES = (((0.1, 0.2), (0.8, 0.9)), ((0.7, 0.8), (0.2, 0.3)))
"""Edges in x and y of the two towers."""

SHARPNESS = 30.0
"""Height of the bumps that feed a tower neuron; saturates it within 1e-6 of 0 or 1."""


@dataclass(frozen=True, slots=True, eq=False)
class TwoInputNetwork:
    """Network of two inputs, a sigmoid layer, an optional layer of towers, and one output.

    Attributes
    ----------
    w : Matrix, shape (n, 2)
    b : Vector, shape (n,)
        Hidden neurons: σ(w·(x, y) + b).
    u, c : Matrix of shape (k, n), Vector of shape (k,), or None
        Towers, a second layer of sigmoid neurons; None without it.
    v : Vector, shape (k,) or (n,)
        Weights to the output.
    bias : float
        Of the output.
    through : bool
        Whether σ is applied to the output.
    """

    w: Matrix
    b: Vector
    u: Matrix | None
    c: Vector | None
    v: Vector
    bias: float = 0.0
    through: bool = False

    def features(self, x: Vector, y: Vector) -> Matrix:
        """Return the activations of the last hidden layer, shape (k or n, points).

        Parameters
        ----------
        x, y : Vector, shape (points,)
        """
        hidden = sigmoid_in_place(self.w @ np.stack([x, y]) + self.b[:, None])
        if self.u is not None and self.c is not None:
            hidden = sigmoid_in_place(self.u @ hidden + self.c[:, None])
        return hidden

    def read(self, features: Matrix) -> Vector:
        """Return the output for each point of `features`, shape (points,)."""
        sums: Vector = self.v @ features + self.bias
        return SIGMOID.value(sums) if self.through else sums

    def outputs(self, x: Vector, y: Vector) -> Vector:
        """Return the output for each point.

        Parameters
        ----------
        x, y : Vector, shape (n,)

        Returns
        -------
        Vector, shape (n,)
        """
        return self.read(self.features(x, y))

    def has_features_of(self, other: TwoInputNetwork) -> bool:
        """Return whether the hidden layers are equal, so that features can be reused."""
        mine, theirs = (self.w, self.b, self.u, self.c), (other.w, other.b, other.u, other.c)
        return all(
            (one is None) == (two is None)
            and (one is None or two is None or np.array_equal(one, two))
            for one, two in zip(mine, theirs, strict=True)
        )


def middles(side: int) -> tuple[Vector, Vector]:
    """Return x and y of the centres of grid squares, row by row; shape (side²,) each."""
    places = (np.arange(side) + 0.5) / side
    return np.tile(places, side), np.repeat(places, side)


def step(angle: float, place: float, weight: float) -> TwoInputNetwork:
    """Return one step in a direction: 0° along x, 90° along y.

    Parameters
    ----------
    angle : float
        Degrees.
    place : float
        Distance s of the step from the origin; b = −w s.
    weight : float
        Length of the weight vector.
    """
    return TwoInputNetwork(*_steps([(angle, place)], weight), None, None, np.ones(1))


def bump(angle: float, left: float, right: float, height: float, weight: float) -> TwoInputNetwork:
    """Return two steps in one direction with weights h and −h."""
    w, b = _steps([(angle, left), (angle, right)], weight)
    return TwoInputNetwork(w, b, None, None, np.array([height, -height]))


def crossing(height: float, weight: float) -> TwoInputNetwork:
    """Return a bump in x and one in y: h on each, 2h where they cross."""
    w, b = _steps(_box(*CROSSING), weight)
    return TwoInputNetwork(w, b, None, None, height * np.array([1.0, -1.0, 1.0, -1.0]))


def tower(height: float, bias: float, weight: float) -> TwoInputNetwork:
    """Return the crossing with a sigmoid output: b ≈ −3h/2 keeps only the middle."""
    return replace(crossing(height, weight), bias=bias, through=True)


def two_towers(first: float, second: float, weight: float) -> TwoInputNetwork:
    """Return two towers whose weights to the output are their heights."""
    edges = [edge for box in BOXES for edge in _box(*box)]
    w, b = _steps(edges, weight)
    u = np.zeros((2, 8))
    u[0, :4] = u[1, 4:] = SHARPNESS * np.array([1.0, -1.0, 1.0, -1.0])
    return TwoInputNetwork(w, b, u, np.full(2, -1.5 * SHARPNESS), np.array([first, second]))


def many_towers(heights: Matrix, weight: float) -> TwoInputNetwork:
    """Return adjacent towers over the unit square with a table of heights.

    Parameters
    ----------
    heights : Matrix, shape (n, n)
        Row i for y from i/n to (i + 1)/n, column j for x.

    Notes
    -----
    2(n + 1) steps, shared by neighbours, and n² towers.
    """
    cells = len(heights)
    places = np.arange(cells + 1) / cells
    edges = [(angle, place) for angle in (0.0, 90.0) for place in places]
    w, b = _steps(edges, weight)
    # outer edges of the towers at the rim are moved outside the unit square
    b[[0, cells + 1]] += weight
    b[[cells, 2 * cells + 1]] -= weight
    u = np.zeros((cells * cells, 2 * cells + 2))
    for row in range(cells):
        for column in range(cells):
            mine = u[row * cells + column]
            mine[[column, cells + 1 + row]] = SHARPNESS
            mine[[column + 1, cells + 2 + row]] = -SHARPNESS
    c = np.full(cells * cells, -1.5 * SHARPNESS)
    return TwoInputNetwork(w, b, u, c, np.ascontiguousarray(heights.ravel()))


def round_tower(directions: int, radius: float, height: float, weight: float) -> TwoInputNetwork:
    """Return an approximately circular tower from bumps in many directions and a threshold.

    Parameters
    ----------
    directions : int
        K strips of half-width `radius`; inside all of them the sum is K h, and the output
        neuron has the bias −(K − ½) h.
    """
    edges = []
    for number in range(directions):
        angle = 180.0 * number / directions
        along = 0.5 * (np.cos(np.radians(angle)) + np.sin(np.radians(angle)))
        edges += [(angle, along - radius), (angle, along + radius)]
    w, b = _steps(edges, weight)
    v = height * np.resize([1.0, -1.0], 2 * directions)
    return TwoInputNetwork(w, b, None, None, v, -(directions - 0.5) * height, through=True)


def exclusive_or(height: float, scale: float) -> TwoInputNetwork:
    """Return XOR of two bits from OR and NAND neurons and the threshold of a tower.

    Parameters
    ----------
    scale : float
        Factor c of weights 2, 2 and bias −1 (OR), and of weights −2, −2 and bias 3 (NAND, as
        on the Perceptrons page).
    """
    w = scale * np.array([[2.0, 2.0], [-2.0, -2.0]])
    b = scale * np.array([-1.0, 3.0])
    v = np.full(2, height)
    return TwoInputNetwork(w, b, None, None, v, -1.5 * height, through=True)


def slice_of_many(inputs: int, height: float, weight: float) -> TwoInputNetwork:
    """Return the slice of a tower over m inputs along two of them, the others inside.

    The bias is (−m + ½) h; each input inside its bump adds h.
    """
    base = tower(height, 0.0, weight)
    inside = max(inputs - 2, 0) * height
    bias = (0.5 - inputs) * height + inside
    v = base.v.copy()
    if inputs == 1:
        v[2:] = 0.0
    return TwoInputNetwork(base.w, base.b, None, None, v, bias, through=True)


def sums_of_many(inputs: int, height: float) -> tuple[Vector, Vector]:
    """Return Σ and σ(Σ + b) for 0, 1 … m of m inputs inside; b = (−m + ½) h."""
    sums = height * np.arange(inputs + 1)
    return sums, SIGMOID.value(sums + (0.5 - inputs) * height)


def _box(x: tuple[float, float], y: tuple[float, float]) -> list[tuple[float, float]]:
    return [(0.0, x[0]), (0.0, x[1]), (90.0, y[0]), (90.0, y[1])]


def _steps(edges: Sequence[tuple[float, float]], weight: float) -> tuple[Matrix, Vector]:
    """Return weights and biases of steps given as (angle, place)."""
    table = np.array(edges, np.float64)
    angles = np.radians(table[:, 0])
    # rounding must not tilt the axes
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1).round(15)
    w: Matrix = weight * directions
    return w, -weight * table[:, 1]
