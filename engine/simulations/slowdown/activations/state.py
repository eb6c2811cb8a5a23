"""View of the bench of activations."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Matrix, Vector
from engine.improvement.bench_functions import NAMES


@dataclass(frozen=True, slots=True, eq=False)
class CurvesView:
    """Values and slopes of all activations over z.

    Attributes
    ----------
    z : Vector, shape (n,)
    values, slopes, measured : Matrix, shape (functions, n)
        f, its derivative, and the central difference with which that is checked; NaN where a
        function has no value.
    apart : Vector, shape (functions,)
        Largest distance of slope and central difference.
    by_tanh : Vector, shape (n,)
        (1 + tanh(z/2)) / 2, eq. (111).
    tanh_apart : float
        Its largest distance from σ.
    """

    z: Vector
    values: Matrix
    slopes: Matrix
    measured: Matrix
    apart: Vector
    by_tanh: Vector
    tanh_apart: float


@dataclass(frozen=True, slots=True, eq=False)
class ScalingView:
    """Outputs of networks without biases, all weights multiplied by a factor.

    Attributes
    ----------
    factors : Vector, shape (n,)
    outputs : Matrix, shape (functions, n)
        Mean size of the output, relative to that at factor 1.
    c : float
        The factor chosen.
    at_c : Vector, shape (functions,)
        The outputs there.
    layers : int
        Layers of weights.
    """

    factors: Vector
    outputs: Matrix
    c: float
    at_c: Vector
    layers: int


@dataclass(frozen=True, slots=True, eq=False)
class ActivationsView:
    """The bench after some epochs.

    Attributes
    ----------
    chosen : int
        Place in NAMES of the function that is looked at.
    formula : str
        The typed function.
    picture : str
        "curve", "tanh" or "scale".
    at_z, value, slope, difference : float
        A place, f and its derivative there, and the central difference.
    scaling : ScalingView or None
        For the picture "scale" only.
    cost, accuracy, dead : Matrix, shape (epochs + 1, functions)
        Of the networks up to now; NaN where one has gone to infinity.
    """

    chosen: int
    formula: str
    picture: str
    at_z: float
    value: float
    slope: float
    difference: float
    curves: CurvesView
    scaling: ScalingView | None
    cost: Matrix
    accuracy: Matrix
    dead: Matrix

    @property
    def name(self) -> str:
        """Name of the function that is looked at."""
        return NAMES[self.chosen]

    @property
    def epoch(self) -> int:
        """Epochs so far."""
        return len(self.cost) - 1
