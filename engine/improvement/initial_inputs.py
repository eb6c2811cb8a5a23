"""Distribution of a neuron's weighted input z and output σ(z) before any training.

Nielsen (2015), ch. 3, weight initialization: some inputs are 1, the others 0, so that z is a sum
of as many weights and a bias.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import erf, erfc, log, pi, sqrt

import numpy as np

from engine import random_streams
from engine.arrays import Vector, seal
from engine.functions.activations import ACTIVATION
from engine.functions.initialisers import INITIALISER

FAR = 5.0
"""|z| beyond which a sigmoid neuron hardly learns: its output is closer than 0.7 % to 0 or 1."""

BINS = 48
"""Bins of the histograms."""

DEVIATIONS = 4.0
"""Ends of the histogram of z, in standard deviations."""

MOST_NUMBERS = 100_000
"""Most random numbers of a slice of work."""


@dataclass(frozen=True, slots=True)
class InitialInput:
    """Normal distribution of z for one initialiser.

    Attributes
    ----------
    initialiser : str
        A name of INITIALISERS.
    inputs, on : int
        Number n of inputs, and how many of them are 1.
    """

    initialiser: str
    inputs: int
    on: int

    @property
    def weight(self) -> float:
        """Standard deviation of a weight."""
        return INITIALISER[self.initialiser].deviation(self.inputs, 1)

    @property
    def bias(self) -> float:
        """Standard deviation of the bias."""
        return INITIALISER[self.initialiser].bias_deviation

    @property
    def deviation(self) -> float:
        """Standard deviation of z.

        Examples
        --------
        >>> round(InitialInput("normal", 1000, 500).deviation, 1)
        22.4
        >>> round(InitialInput("1/sqrt(n_in)", 1000, 500).deviation, 2)
        1.22
        """
        return sqrt(self.on * self.weight**2 + self.bias**2)

    def density(self, z: Vector) -> Vector:
        """Return the density of z at some values."""
        s = self.deviation
        values: Vector = np.exp(-0.5 * (z / s) ** 2) / (s * sqrt(2 * pi))
        return values

    def beyond(self, limit: float) -> float:
        """Return P(|z| > limit)."""
        return erfc(limit / (self.deviation * sqrt(2)))

    @property
    def saturated(self) -> float:
        """Probability that the output is saturated, see `saturation_limit`."""
        return self.beyond(saturation_limit())

    @property
    def edges(self) -> Vector:
        """Edges of the bins of z, shape (BINS + 1,)."""
        end = DEVIATIONS * self.deviation
        return np.linspace(-end, end, BINS + 1)

    def output_shares(self) -> Vector:
        """Return the probability that σ(z) lies in each bin between 0 and 1, shape (BINS,)."""
        inner = np.linspace(0.0, 1.0, BINS + 1)[1:-1]
        scale = self.deviation * sqrt(2)
        below = [0.5 * (1 + erf(log(a / (1 - a)) / scale)) for a in inner.tolist()]
        return np.diff(np.array([0.0, *below, 1.0]))


def saturation_limit() -> float:
    """Return the |z| from which on a sigmoid neuron counts as saturated: σ′(z) is below 0.01."""
    slope = ACTIVATION["sigmoid"].saturation
    root = sqrt(1 - 4 * slope)
    return log((1 + root) / (1 - root))


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Drawn neurons, counted.

    Attributes
    ----------
    neurons : int
    z : Vector, shape (BINS,)
        Density of the drawn z by bin.
    outputs : Vector, shape (BINS,)
        Share of the outputs by bin between 0 and 1.
    deviation, beyond, saturated : float
        Standard deviation of z, shares of |z| > FAR and of saturated outputs; NaN for none.
    """

    neurons: int
    z: Vector
    outputs: Vector
    deviation: float
    beyond: float
    saturated: float


class Draws:
    """Neurons drawn in slices; all initialisers share the random numbers.

    Parameters
    ----------
    inputs : tuple of InitialInput
        They differ in their initialiser alone.
    neurons : int
        How many are drawn.
    """

    def __init__(self, inputs: tuple[InitialInput, ...], neurons: int, seed: int) -> None:
        self.inputs, self.neurons, self._seed = inputs, neurons, seed
        self._sums = np.zeros(neurons)
        self._biases = np.zeros(neurons)
        self.drawn = 0

    @property
    def finished(self) -> bool:
        """Whether all neurons are drawn."""
        return self.drawn >= self.neurons

    def piece(self) -> bool:
        """Draw some neurons; return whether there were any to draw."""
        if self.finished:
            return False
        on = self.inputs[0].on
        count = min(max(MOST_NUMBERS // max(on, 1), 1), self.neurons - self.drawn)
        generator = random_streams.generator(self._seed, "initialisation", 1_000 + self.drawn)
        rows = slice(self.drawn, self.drawn + count)
        self._sums[rows] = generator.standard_normal((count, on)).sum(axis=1)
        self._biases[rows] = generator.standard_normal(count)
        self.drawn += count
        return True

    def z(self, which: InitialInput) -> Vector:
        """Return the drawn z of one initialiser, shape (drawn,)."""
        drawn = slice(0, self.drawn)
        z: Vector = which.weight * self._sums[drawn] + which.bias * self._biases[drawn]
        return z

    def counts(self, which: InitialInput) -> Counts:
        """Return what is drawn so far of one initialiser, counted."""
        z = self.z(which)
        if not len(z):
            empty = seal(np.zeros(BINS))
            return Counts(0, empty, empty, *(3 * [float("nan")]))
        edges = which.edges
        found = np.histogram(z, edges)[0] / (len(z) * (edges[1] - edges[0]))
        a = 1 / (1 + np.exp(-z))
        outputs = np.histogram(a, BINS, (0.0, 1.0))[0] / len(z)
        size = np.abs(z)
        return Counts(
            len(z), seal(found), seal(outputs), float(z.std()),
            float((size > FAR).mean()), float((size > saturation_limit()).mean()),
        )  # fmt: skip


@lru_cache(maxsize=16)
def theory(which: InitialInput, points: int = 241) -> tuple[Vector, Vector, Vector]:
    """Return z, its density, and the probabilities of the bins of σ(z)."""
    z = np.linspace(-DEVIATIONS * which.deviation, DEVIATIONS * which.deviation, points)
    return seal(z), seal(which.density(z)), seal(which.output_shares())
