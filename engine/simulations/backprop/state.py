"""What the Backprop page sees; any simulation may show a network through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.arrays import Matrix, Vector
from engine.backpropagation.backward import Trace
from engine.backpropagation.gradient_check import Comparison
from engine.backpropagation.gradient_paths import Path
from engine.backpropagation.pass_timing import PassTimingView
from engine.settings import Value
from engine.simulations.backprop.stops import Stop

Piece: TypeAlias = str | float
"""Part of a formula: signs, or a number that the window writes."""

FindingKind: TypeAlias = Literal["", "stuck", "saturated", "dead", "cold"]


@dataclass(frozen=True, slots=True)
class Part:
    """One weight, or with `source` None a neuron and its bias; all from 0."""

    layer: int
    neuron: int
    source: int | None


@dataclass(frozen=True, slots=True)
class Equation:
    """The equation of a stop.

    Attributes
    ----------
    label : str
        "BP1" to "BP4", or a number of the book's.
    symbols : str
        In letters.
    numbers : tuple of str or float
        The same with its numbers put in, up to the result.
    """

    label: str
    symbols: str
    numbers: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Which factor is nearly zero.

    Attributes
    ----------
    kind : str
        "stuck": σ′ of an output that is wrong; "saturated", "dead": σ′ of a hidden neuron;
        "cold": the activation that enters the weight; "" if none is.
    layer, neuron : int
        Of that factor; layer -1 is the input.
    value : float
        The factor.
    other : float
        What it is multiplied by: how wrong the output is, or the δ behind the weight.
    """

    kind: FindingKind = ""
    layer: int = 0
    neuron: int = 0
    value: float = 0.0
    other: float = 0.0


@dataclass(frozen=True, slots=True)
class DemonView:
    """What a nudge of one weighted input does.

    Attributes
    ----------
    amount, change : float
        Δz, and by how much the cost changes.
    ratio, delta : float
        ΔC/Δz, and δ = ∂C/∂z.
    """

    amount: float
    change: float
    ratio: float
    delta: float


@dataclass(frozen=True, slots=True)
class UpdateView:
    """What the update promises and what it brings.

    Attributes
    ----------
    predicted, measured : float
        ΔC: −η‖∇C‖², and the cost afterwards less the cost before.
    """

    predicted: float
    measured: float

    @property
    def ratio(self) -> float | None:
        """Predicted by measured ΔC: it comes to 1 as η becomes small; None where neither is."""
        return self.predicted / self.measured if self.measured else None


@dataclass(frozen=True, slots=True, eq=False)
class BackpropState:
    """The whole state of the page.

    Attributes
    ----------
    trace : Trace
        Every number of the moment.
    new_weights, new_biases : tuple
        After the update.
    stop, stops : Stop, tuple of Stop
        Where it stands in the cycle.
    cycle, step, last_step : int
    settings : mapping
        Every declared parameter by name.
    part : Part
        What is looked at; `chosen` says whether a person has chosen it.
    own : frozenset of (layer, neuron)
        Neurons with a function of their own.
    paths : tuple of Path
        From the part to the cost.
    check : Comparison
        The gradient beside central differences.
    passes : PassTimingView or None
        The measurement, if there is one.
    program : str
        NumPy lines for the moment; empty unless "program" is observed.
    editable : bool
        Whether numbers may be changed: not where the network lives elsewhere.
    """

    trace: Trace
    new_weights: tuple[Matrix, ...]
    new_biases: tuple[Vector, ...]
    stop: Stop
    stops: tuple[Stop, ...]
    cycle: int
    step: int
    last_step: int
    settings: Mapping[str, Value]
    part: Part
    chosen: bool
    own: frozenset[tuple[int, int]]
    equation: Equation
    paths: tuple[Path, ...]
    check: Comparison
    demon: DemonView
    update: UpdateView
    finding: Finding
    passes: PassTimingView | None = None
    program: str = ""
    editable: bool = True
