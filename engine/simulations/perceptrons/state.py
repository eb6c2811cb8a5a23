"""What the Perceptrons page sees."""

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
    """The scale.

    Attributes
    ----------
    weights : tuple of float
        Of the three reasons.
    shown : Verdict or None
        The row that lies on the scale; None while nothing does.
    sole : int or None
        The reason that alone decides, if there is one.
    """

    weights: tuple[float, ...]
    threshold: float
    table: tuple[Verdict, ...]
    shown: Verdict | None
    sole: int | None


@dataclass(frozen=True, slots=True, eq=False)
class BenchView:
    """The bench.

    Attributes
    ----------
    name : str
        Of the prepared circuit that it is, or "" for one's own.
    gates : mapping
        What each output computes, by the id of its perceptron; "" where it has no name.
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
        Before they are multiplied by `scale`, which is c.
    table : tuple of Comparison
        One for each row of inputs.
    z, smooth, hard : Vector, shape (n,)
        Outputs of both against w·x + b.
    change : SmallChange
        In the row that is shown.
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
        What both put out.
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
    """The extra layer and what it makes of every digit."""

    layer: BitLayer
    checks: tuple[DigitCheck, ...]

    @property
    def right(self) -> int:
        """How many digits are right in the worst case."""
        return sum(check.right for check in self.checks)


@dataclass(frozen=True, slots=True, eq=False)
class PerceptronsState:
    """The whole state of the page.

    Attributes
    ----------
    station : str
        "decision", "bench", "sigmoid" or "bits": which of the views is looked at.
    settings : mapping
        Every declared parameter by name.
    row : int or None
        Row of the station's table that is shown; None before the first one.
    rows : int
        How many there are.
    first : int
        The step that shows the first row: 1 on the scale, which is empty before, else 0.
    step : int
        Rows that were gone through so far.
    gaps : NetworkGapView or None
        None unless the sigmoid station looks at the bench.
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
