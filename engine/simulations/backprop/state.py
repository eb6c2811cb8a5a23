"""State of the Backprop page; other pages show their networks through it, too."""

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
"""Part of a formula: text, or a number that the window formats."""

FindingKind: TypeAlias = Literal["", "stuck", "saturated", "dead", "cold"]


@dataclass(frozen=True, slots=True)
class Part:
    """One weight, or with `source` None a neuron and its bias; indices from 0."""

    layer: int
    neuron: int
    source: int | None


@dataclass(frozen=True, slots=True)
class Equation:
    """The equation of a stop.

    Attributes
    ----------
    label : str
        "BP1" to "BP4", or the number of an equation in the book.
    symbols : str
        The equation in letters.
    numbers : tuple of str or float
        The same with numbers substituted, up to the result.
    """

    label: str
    symbols: str
    numbers: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """The factor of a gradient that is nearly zero.

    Attributes
    ----------
    kind : str
        "stuck": σ′ of an output that is wrong; "saturated", "dead": σ′ of a hidden neuron;
        "cold": the activation that enters the weight; "" if none is.
    layer, neuron : int
        Position of that factor; layer -1 is the input.
    value : float
        The factor.
    other : float
        The other factor: a − y of an output, ∂C/∂a of a hidden neuron, or δ behind the weight.
    """

    kind: FindingKind = ""
    layer: int = 0
    neuron: int = 0
    value: float = 0.0
    other: float = 0.0


@dataclass(frozen=True, slots=True)
class DemonView:
    """Effect of a nudge of one weighted input on the cost.

    Attributes
    ----------
    amount, change : float
        Δz and ΔC.
    ratio, delta : float
        ΔC/Δz, and δ = ∂C/∂z.
    """

    amount: float
    change: float
    ratio: float
    delta: float


@dataclass(frozen=True, slots=True)
class UpdateView:
    """Predicted and measured change of the cost by the update.

    Attributes
    ----------
    predicted, measured : float
        ΔC: −η‖∇C‖², and the cost afterwards less the cost before.
    """

    predicted: float
    measured: float

    @property
    def ratio(self) -> float | None:
        """Predicted over measured ΔC; tends to 1 as η → 0. None if the measured ΔC is 0."""
        return self.predicted / self.measured if self.measured else None


@dataclass(frozen=True, slots=True, eq=False)
class BackpropState:
    """The whole state of the page.

    Attributes
    ----------
    trace : Trace
        All numbers of the moment.
    new_weights, new_biases : tuple
        After the update.
    stop, stops : Stop, tuple of Stop
        The shown stop, and all stops of the cycle.
    cycle, step, last_step : int
    settings : mapping
        Values of all settings by name.
    part : Part
        The selected weight or neuron; `chosen` says whether the user has selected it.
    own : frozenset of (layer, neuron)
        Neurons with a function of their own.
    paths : tuple of Path
        From the part to the cost.
    check : Comparison
        Comparison of the gradient with central differences.
    passes : PassTimingView or None
        Timing of the passes, if it was started.
    program : str
        NumPy program of the moment; on the Backprop page itself empty unless "program" is
        observed.
    editable : bool
        Whether numbers may be changed; False for another page's network.
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
