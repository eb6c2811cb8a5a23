"""Two-dimensional slices of a network's cost through its parameter space.

A slice is a plane along two weights, two random directions, or the main directions of a path.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Protocol

import numpy as np

from engine import random_streams
from engine.arrays import Matrix, Vector, freeze
from engine.execution.batch_forward import costs_of_many
from engine.execution.padding import aligned, padded_size
from engine.execution.tracing import kernel_layout
from engine.functions.costs import COST
from engine.functions.regularisers import REGULARISER
from engine.kernels.jit import JIT_AVAILABLE
from engine.networks.network import SMALL, Network
from engine.networks.specification import NetworkSpecification
from engine.text import subscript

SIDE = 41
"""Grid points along each side of a slice; odd, so that one lies in the middle."""

MOST_FRAMES = 64
"""Maximum number of points of a path from which its main directions are computed."""

LEAST_FRAMES = 3
TOGETHER = 100
"""Examples per block in the scratch buffers.

At least that of `engine.kernels.dense.loss_slice`, which is not imported before it is needed.
"""


@dataclass(frozen=True, slots=True, eq=False)
class LossSlice:
    """The plane origin + x · across + y · along, for x and y from −reach to reach.

    Attributes
    ----------
    kind : str
        "weights", "random" or "path".
    origin, across, along : Vector, shape (p,), float64
    names : tuple of str
        Of both directions.
    share : float
        Share 0..1 of the variance of the path that lies in the plane; NaN for other kinds.
    """

    kind: str
    origin: Vector
    across: Vector
    along: Vector
    reach: float
    names: tuple[str, str]
    share: float = float("nan")

    def at(self, x: float, y: float) -> Vector:
        """Return the parameters at a point of the plane, float64."""
        there: Vector = self.origin + x * self.across + y * self.along
        return there

    def place(self, parameters: Vector) -> tuple[float, float]:
        """Return the coordinates of the projection of parameters onto the plane."""
        away = parameters - self.origin
        across, along = self.across, self.along
        both = (across, along)
        gram = np.array([[dot(a, b) for a in both] for b in both])
        x, y = np.linalg.lstsq(gram, np.array([dot(a, away) for a in both]), rcond=None)[0]
        return float(x), float(y)

    def moved(self, origin: Vector) -> LossSlice:
        """Return the slice with the same directions through another origin."""
        return replace(self, origin=origin)


def dot(a: Vector, b: Vector) -> float:
    """Return Σ a b without BLAS, whose threads would contend with the engine's own."""
    return float(np.einsum("i,i->", a, b))


# --- planes -------------------------------------------------------------------------------------


def weights_slice(
    specification: NetworkSpecification, origin: Vector, first: int, second: int, reach: float
) -> LossSlice:
    """Return the plane in which two parameters vary and all others are fixed.

    Parameters
    ----------
    first, second : int
        Indices of the parameters.
    reach : float
        > 0; in units of the weights.
    """
    across, along = np.zeros(len(origin)), np.zeros(len(origin))
    across[first], along[second] = 1.0, 1.0
    names = parameter_names(specification)
    return LossSlice("weights", origin, across, along, reach, (names[first], names[second]))


def random_slice(specification: NetworkSpecification, origin: Vector, seed: int) -> LossSlice:
    """Return a plane along two random directions, normalised neuron by neuron.

    Each neuron's part of a direction has the norm of its weights, so that networks with large
    and with small weights are comparable: Li, Xu, Taylor, Studer, Goldstein (2018), Visualizing
    the loss landscape of neural nets. Biases are fixed.
    """
    own = Network(specification, origin)
    directions = []
    for number in range(2):
        drawn = random_streams.generator(seed, "noise", number).normal(size=len(origin))
        direction = Network(specification, drawn)
        for w, b, like in zip(direction.weights, direction.biases, own.weights, strict=True):
            lengths = np.linalg.norm(w, axis=1, keepdims=True)
            w *= np.linalg.norm(like, axis=1, keepdims=True) / np.maximum(lengths, 1e-12)
            b[:] = 0.0
        directions.append(drawn)
    across, along = directions
    return LossSlice("random", origin, across, along, 1.5, ("d₁", "d₂"))


def path_slice(origin: Vector, frames: Sequence[Vector]) -> LossSlice | None:
    """Return the plane through `origin` along the two principal components of a path.

    Parameters
    ----------
    frames : sequence of Vector
        Parameters along the path.

    Returns
    -------
    LossSlice or None
        None while the path is shorter than LEAST_FRAMES or does not span two directions.
    """
    if len(frames) < LEAST_FRAMES:
        return None
    chosen = np.linspace(0, len(frames) - 1, min(len(frames), MOST_FRAMES)).astype(int)
    path = np.array([frames[number] for number in chosen], np.float64)
    spread = path - path.mean(axis=0)
    # the Gram matrix of the few points has the same spectrum as the huge covariance matrix
    values, vectors = np.linalg.eigh(spread @ spread.T)
    if values[-2] <= 1e-12 * max(values[-1], 1e-300):
        return None
    along, across = (spread.T @ vectors[:, number] for number in (-2, -1))
    across, along = across / np.linalg.norm(across), along / np.linalg.norm(along)
    away = path - origin
    reach = 1.2 * max(float(np.abs(away @ d).max()) for d in (across, along))
    share = float(values[-2:].sum() / values[values > 0].sum())
    names = ("path₁", "path₂")
    return LossSlice("path", origin, across, along, max(reach, 1e-6), names, share)


def parameter_names(specification: NetworkSpecification) -> list[str]:
    """Return the book's name of every parameter: w₂,₁ of layer 3 is w³₂,₁.

    For dense networks, in the order of `Network.parameters`.
    """
    names = []
    for layer, (n_in, n_out) in enumerate(
        zip(specification.sizes[:-1], specification.sizes[1:], strict=True), 2
    ):
        raised = str(layer).translate(_RAISED)
        names += [
            f"w{raised}{subscript(j + 1)},{subscript(k + 1)}"
            for k in range(n_in)
            for j in range(n_out)
        ]
        names += [f"b{raised}{subscript(j + 1)}" for j in range(n_out)]
    return names


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


# --- cost on a plane ----------------------------------------------------------------------------


class Heights(Protocol):
    """Row-by-row computation of a surface, so that other work can run in between."""

    def row(self, number: int) -> Vector:
        """Return the costs of one row, shape (SIDE,); row 0 is the bottom."""
        ...


def places(loss_slice: LossSlice) -> Vector:
    """Return the coordinates of the grid points along a side, shape (SIDE,)."""
    return np.linspace(-loss_slice.reach, loss_slice.reach, SIDE)


def heights_on(
    loss_slice: LossSlice, specification: NetworkSpecification, x: Matrix, y: Matrix, cost: str
) -> Heights:
    """Return the computation of the cost on a plane, without the penalty of weight decay.

    Parameters
    ----------
    specification : NetworkSpecification
        Dense layers only.
    x : Matrix, shape (n, n_in); y : Matrix, shape (n, n_out)
    """
    small = specification.parameter_count <= SMALL or not JIT_AVAILABLE
    kind = _ManyNetworks if small else _AffineFirstLayer
    return kind(loss_slice, specification, x, y, cost)


def penalty_on(
    loss_slice: LossSlice, specification: NetworkSpecification, regulariser: str, share: float
) -> Callable[[float], Vector]:
    """Return a function for the penalty on one row of a slice.  Nielsen (2015), ch. 3, eq. (85).

    Parameters
    ----------
    regulariser : str
        A key of REGULARISER.
    share : float
        λ / n.

    Returns
    -------
    callable
        (y) -> Vector, shape (SIDE,)
    """
    weights = np.zeros(len(loss_slice.origin))
    for w in Network(specification, weights).weights:
        w[:] = 1.0
    chosen = weights > 0
    origin, across, along = (
        v[chosen] for v in (loss_slice.origin, loss_slice.across, loss_slice.along)
    )
    at, value = places(loss_slice), REGULARISER[regulariser].value
    if regulariser != "l2":
        return lambda y: share * np.array([value(origin + x * across + y * along) for x in at])
    half = value(np.ones(1))
    # a sum of squares is a quadratic form of x and y
    parts = (origin, across, along)
    square = np.array([[dot(a, b) for a in parts] for b in parts])

    def row(y: float) -> Vector:
        begun = square[0, 0] + 2 * y * square[0, 2] + y * y * square[2, 2]
        slope = square[0, 1] + y * square[1, 2]
        total: Vector = begun + 2 * at * slope + at * at * square[1, 1]
        return share * half * total

    return row


class _ManyNetworks:
    """Heights from one network per grid point, in float64."""

    def __init__(
        self,
        loss_slice: LossSlice,
        specification: NetworkSpecification,
        x: Matrix,
        y: Matrix,
        cost: str,
    ) -> None:
        self._loss_slice, self._specification, self._cost = loss_slice, specification, cost
        self._x = np.ascontiguousarray(x.T, np.float64)
        self._y = np.ascontiguousarray(y.T, np.float64)
        self._places = places(loss_slice)

    def row(self, number: int) -> Vector:
        """Return the costs of one row."""
        loss_slice = self._loss_slice
        parameters = loss_slice.at(0.0, float(self._places[number])) + np.outer(
            self._places, loss_slice.across
        )
        return costs_of_many(self._specification, parameters, self._x, self._y, self._cost)


class _AffineFirstLayer:
    """Heights in float32 with X·W, X·D₁ and X·D₂ of the first layer computed once."""

    def __init__(
        self,
        loss_slice: LossSlice,
        specification: NetworkSpecification,
        x: Matrix,
        y: Matrix,
        cost: str,
    ) -> None:
        layout = kernel_layout(specification)
        self._sizes, self._codes = layout.sizes[1:].copy(), layout.codes
        self._y, self._code = _padded_rows(y), COST[cost].code
        self._places = places(loss_slice)
        parts = (loss_slice.origin, loss_slice.across, loss_slice.along)
        self._first = [_first_layer(specification, part, x) for part in parts]
        self._rest = np.stack([_further_layers(specification, part) for part in parts])
        neurons = sum(padded_size(size) for size in specification.sizes[1:])
        self._scratch = (aligned(self._rest.shape[1]), *(aligned(TOGETHER * neurons) for _ in "za"))

    def row(self, number: int) -> Vector:
        """Return the costs of one row."""
        from engine.kernels.dense.loss_slice import heights_of_row

        out, v = np.empty(SIDE), np.float32(self._places[number])
        base, across, along = self._first
        arguments: tuple[Any, ...] = (
            base + v * along,
            across,
            self._rest,
            self._sizes,
            self._codes,
            self._y,
            self._code,
            self._places.astype(np.float32),
            v,
            *self._scratch,
            out,
        )
        heights_of_row(*arguments)
        return out


def _first_layer(specification: NetworkSpecification, parameters: Vector, x: Matrix) -> Vector:
    """Return the weighted inputs of the first layer in padded rows, one for each example."""
    layer = Network(specification, parameters.astype(np.float32))
    return _padded_rows(x.astype(np.float32) @ layer.weights[0].T + layer.biases[0]).reshape(-1)


def _padded_rows(values: Matrix) -> Matrix:
    """Return a float32 matrix with rows zero-padded to whole SIMD vectors."""
    count, size = values.shape
    width = padded_size(size)
    rows: Matrix = aligned(count * width).reshape(count, width)
    rows[:, :size] = values
    return rows


def _further_layers(specification: NetworkSpecification, parameters: Vector) -> Vector:
    """Return the parameters after the first layer with all rows padded."""
    from engine.kernels.dense.padded_rows import NONE, copy_padded

    sizes = np.array(specification.sizes[1:])
    room = sum((i + 1) * padded_size(o) for i, o in pairwise(sizes))
    # kernels take an array even if there is no further layer
    w = aligned(max(int(room), 1))
    behind = (specification.sizes[0] + 1) * specification.sizes[1]
    if room:
        copy_padded(parameters[behind:].astype(np.float32), NONE, sizes, w, NONE, NONE)
    return w


def frozen_heights(rows: Sequence[Vector]) -> Matrix:
    """Return all rows as one read-only matrix, shape (SIDE, SIDE)."""
    return freeze(np.array(rows))
