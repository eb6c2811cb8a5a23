"""State of the Perceptrons page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.arrays import Matrix, Vector
from engine.perceptrons.circuits import Circuit, Evaluation
from engine.perceptrons.four_bits import BitLayer, DigitCheck
from engine.perceptrons.perceptrons import Comparison, SmallChange, Verdict
from engine.settings import Value


@dataclass(frozen=True, slots=True, eq=False)
class DecisionView:
    """View of the decision: three weighted reasons on a scale.

    Attributes
    ----------
    weights : tuple of float
        Weights of the three reasons.
    shown : Verdict or None
        The row on the scale; None before the first step.
    sole : int or None
        The reason that alone decides, from 0; None if there is none.
    """

    weights: tuple[float, ...]
    threshold: float
    table: tuple[Verdict, ...]
    shown: Verdict | None
    sole: int | None


@dataclass(frozen=True, slots=True, eq=False)
class BenchView:
    """View of the bench: a circuit of perceptrons and its truth table.

    Attributes
    ----------
    name : str
        Name of the prepared circuit that it equals, or "".
    gates : mapping
        Name of each output's Boolean function, by the id of its perceptron; "" without one.
    adds : bool
        Whether it is a half adder.
    """

    circuit: Circuit
    evaluation: Evaluation
    name: str
    gates: Mapping[int, str]
    adds: bool


@dataclass(frozen=True, slots=True, eq=False)
class SigmoidView:
    """A perceptron and the sigmoid neuron that it becomes.

    Attributes
    ----------
    weights, bias, scale
        Weights and bias before the multiplication by `scale`, which is c.
    table : tuple of Comparison
        One for each row of inputs.
    z, smooth, hard : Vector, shape (n,)
        w·x + b, and the outputs of the sigmoid neuron and of the perceptron there.
    change : SmallChange
        The small change in the shown row.
    """

    weights: tuple[float, ...]
    bias: float
    scale: float
    table: tuple[Comparison, ...]
    z: Vector
    smooth: Vector
    hard: Vector
    change: SmallChange


@dataclass(frozen=True, slots=True, eq=False)
class NetworkGapView:
    """The circuit of the bench with perceptrons and with sigmoid neurons.

    Attributes
    ----------
    hard, smooth : Matrix, shape (rows, outputs)
        Outputs of both.
    scales : Vector, shape (n,)
        Values of c, logarithmic.
    gaps : Matrix, shape (n, rows)
        The largest gap among the outputs in each row, for each of these c.
    """

    circuit: Circuit
    rows: tuple[tuple[int, ...], ...]
    hard: Matrix
    smooth: Matrix
    scales: Vector
    gaps: Matrix


@dataclass(frozen=True, slots=True, eq=False)
class BitsView:
    """The extra layer and its checks for every digit."""

    layer: BitLayer
    checks: tuple[DigitCheck, ...]

    @property
    def right(self) -> int:
        """Number of digits that are right in the worst case."""
        return sum(check.right for check in self.checks)


@dataclass(frozen=True, slots=True, eq=False)
class PerceptronsState:
    """The whole state of the page.

    Attributes
    ----------
    station : str
        "decision", "bench", "sigmoid" or "bits": the present station.
    settings : mapping
        Values of all settings by name.
    row : int or None
        The shown row of the station's table; None before the first one.
    rows : int
        Number of rows.
    first : int
        The step that shows the first row: 1 on the scale, which is empty before, else 0.
    step : int
        Steps done at the present station.
    gaps : NetworkGapView or None
        None unless the sigmoid station shows the bench.
    """

    station: str
    settings: Mapping[str, Value]
    row: int | None
    rows: int
    first: int
    step: int
    decision: DecisionView
    bench: BenchView
    sigmoid: SigmoidView
    gaps: NetworkGapView | None
    bits: BitsView
