"""Timing of backpropagation (two passes) against finite differences (N + 1 forward passes)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine import random_streams
from engine.arrays import Matrix, Vector
from engine.backpropagation.backward import Case, backward, forward, outer_products, values
from engine.errors import SettingError
from engine.functions.activations import SIGMOID
from engine.functions.costs import COST
from engine.networks.specification import parse_layers

MOST_PARAMETERS = 23_860
"""Weights and biases of 784-30-10."""

REPEATS = 20
"""Backpropagations to average over: one is too short to time."""

BETWEEN = 100
"""Forward passes between two backpropagations: interleaved, so both see the same load."""

NUDGE = 1e-6
CHUNK = 8
"""Forward passes between two readings of the clock."""


@dataclass(frozen=True, slots=True)
class PassTimingView:
    """Progress and results of a timing.

    Attributes
    ----------
    layers : str
    parameters : int
        N; finite differences need N + 1 forward passes, backpropagation two passes.
    passes : int
        Forward passes so far.
    two_s : float
        Mean seconds of one backpropagation.
    many_s : float
        Seconds of the forward passes so far.
    apart : float
        Largest difference between both gradients so far.
    running : bool
    """

    layers: str
    parameters: int
    passes: int
    two_s: float
    many_s: float
    apart: float
    running: bool


class PassTimer:
    """Timer that works in short slices and can be abandoned between any two.

    Parameters
    ----------
    case : Case
        The example and its network, float64.
    clock : callable
        Returns seconds.
    """

    def __init__(self, case: Case, clock: Callable[[], float]) -> None:
        self._case, self._clock = case, clock
        self._weights = [w.copy() for w in case.weights]
        self._biases = [b.copy() for b in case.biases]
        self._places = [part for pair in zip(self._weights, self._biases, strict=True)
                        for part in pair]  # fmt: skip
        slopes = zip(*gradient_of(case), strict=True)
        self._slopes = np.concatenate([part.ravel() for pair in slopes for part in pair])
        self._ends = np.cumsum([part.size for part in self._places]).tolist()
        self._repeated, self._passes = 0, 0
        self._two_s, self._many_s, self._apart = 0.0, 0.0, 0.0
        self._here = 0.0
        self.running = True

    @property
    def view(self) -> PassTimingView:
        """Progress and results so far."""
        return PassTimingView(
            "-".join(map(str, self._case.sizes)),
            self._case.parameter_count,
            self._passes,
            self._two_s / max(self._repeated, 1),
            self._many_s,
            self._apart,
            self.running,
        )

    def advance(self, budget_s: float) -> None:
        """Measure for about `budget_s` seconds."""
        until = self._clock() + budget_s
        while self.running and self._clock() < until:
            if self._repeated < REPEATS + self._passes // BETWEEN:
                self._go_there_and_back()
            else:
                self._go_forward()
        if self._passes > self._case.parameter_count:
            self.running = False

    def _go_there_and_back(self) -> None:
        begun = self._clock()
        gradient_of(self._case)
        self._two_s += self._clock() - begun
        self._repeated += 1

    def _go_forward(self) -> None:
        """Make a few forward passes.  Nielsen (2015), ch. 2, eq. (46)."""
        begun = self._clock()
        for _ in range(CHUNK):
            if self._passes > self._case.parameter_count:
                self.running = False
                break
            if self._passes == 0:
                self._here = self._cost()
            else:
                self._nudge(self._passes - 1)
            self._passes += 1
        self._many_s += self._clock() - begun

    def _nudge(self, place: int) -> None:
        part = next(number for number, end in enumerate(self._ends) if place < end)
        flat = self._places[part].reshape(-1)
        index = place - (self._ends[part - 1] if part else 0)
        kept = flat[index]
        flat[index] = kept + NUDGE
        slope = (self._cost() - self._here) / NUDGE
        flat[index] = kept
        self._apart = max(self._apart, abs(slope - float(self._slopes[place])))

    def _cost(self) -> float:
        a = self._case.x
        for w, b, names in zip(self._weights, self._biases, self._case.functions, strict=True):
            a = values(names, w @ a + b)
        return float(COST[self._case.cost].value(a, self._case.y))


def gradient_of(case: Case) -> tuple[list[Matrix], list[Vector]]:
    """Return ∂C/∂w and ∂C/∂b of each layer by one forward and one backward pass."""
    zs, activations = forward(case)
    _, deltas = backward(case, zs, activations)
    return outer_products(deltas, activations), deltas


def example_case(layers: str, seed: int) -> Case:
    """Return a network of sigmoid neurons with random weights, and a random example.

    Raises
    ------
    EngineError
        If the layers cannot be parsed, are not dense, or have more weights than 784-30-10.
    """
    specification = parse_layers(layers, "quadratic")
    if not specification.is_dense or specification.parameter_count > MOST_PARAMETERS:
        raise SettingError(
            "expected dense layers with at most {most:,} weights and biases, got {found}; "
            "784-30-10 is the largest",
            most=MOST_PARAMETERS,
            found=layers,
        )
    sizes = specification.sizes
    generator = random_streams.generator(seed, "noise")
    y = np.zeros(sizes[-1])
    y[0] = 1.0
    return Case(
        tuple(
            generator.standard_normal((n_out, n_in)) / np.sqrt(n_in)
            for n_in, n_out in pairwise(sizes)
        ),
        tuple(generator.standard_normal(n) for n in sizes[1:]),
        tuple((SIGMOID.name,) * n for n in sizes[1:]),
        generator.random(sizes[0]),
        y,
        "quadratic",
    )
