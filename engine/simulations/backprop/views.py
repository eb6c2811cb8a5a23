"""Build the state of the Backprop page, also for another page's network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.backpropagation.backprop_program import program_of
from engine.backpropagation.backward import Case, Trace, cost_of, descended, trace_of
from engine.backpropagation.gradient_check import Comparison, compare, demon
from engine.backpropagation.gradient_paths import paths_of
from engine.settings import Value
from engine.simulations.backprop.equations import equation_of
from engine.simulations.backprop.findings import finding_of
from engine.simulations.backprop.state import BackpropState, DemonView, Part, UpdateView
from engine.simulations.backprop.stops import Stop
from engine.simulations.cached_value import CachedValue

FIRST = Part(0, 0, 0)
"""The part that is selected by default."""


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """Stop, settings and selection with which a case is shown.

    Attributes
    ----------
    part : Part or None
        None if nothing was selected.
    amount : float
        The demon's Δz.
    own : frozenset of (layer, neuron)
        Neurons with a function of their own.
    """

    stop: Stop
    stops: tuple[Stop, ...]
    settings: Mapping[str, Value]
    part: Part | None = None
    amount: float = 0.1
    cycle: int = 0
    step: int = 0
    last_step: int = 0
    own: frozenset[tuple[int, int]] = frozenset()
    editable: bool = True
    with_program: bool = False


class BackpropViews:
    """Builder of states that caches unchanged results."""

    def __init__(self) -> None:
        self._traces: CachedValue[Trace] = CachedValue()
        self._checks: CachedValue[Comparison] = CachedValue()
        self._afterwards: CachedValue[tuple[Case, float]] = CachedValue()
        self._programs: CachedValue[str] = CachedValue()

    def state(self, case: Case, glance: ViewOptions) -> BackpropState:
        """Return the state of the page for a case.

        `glance.settings` needs "eta" and "form"; the page shows the rest of them.
        """
        trace = self._traces.get(case, lambda: trace_of(case))
        eta, form = float(glance.settings["eta"]), str(glance.settings["form"])
        part = fitting(glance.part, case)
        after, cost = self._afterwards.get((case, eta), lambda: _after(trace, eta))
        state = BackpropState(
            trace=trace,
            new_weights=after.weights,
            new_biases=after.biases,
            stop=glance.stop,
            stops=glance.stops,
            cycle=glance.cycle,
            step=glance.step,
            last_step=glance.last_step,
            settings=glance.settings,
            part=part,
            chosen=part == glance.part,
            own=glance.own,
            equation=equation_of(trace, glance.stop, part, eta, form, chosen=part == glance.part),
            paths=paths_of(trace, part.layer, part.neuron, part.source),
            check=self._checks.get(case, lambda: compare(trace)),
            demon=_demon(trace, part, glance.amount),
            update=UpdateView(-eta * trace.squared_length, cost - trace.cost),
            finding=finding_of(trace, part),
            editable=glance.editable,
        )
        if not glance.with_program:
            return state
        text = self._programs.get((case, eta), lambda: program_of(case, eta))
        return replace(state, program=text)


def fitting(part: Part | None, case: Case) -> Part:
    """Return the selected part if the case has it, else the first weight."""
    if part is None or part.layer >= len(case.weights):
        return FIRST
    rows, columns = case.weights[part.layer].shape
    fits = part.neuron < rows and (part.source is None or part.source < columns)
    return part if fits else FIRST


def _after(trace: Trace, eta: float) -> tuple[Case, float]:
    after = descended(trace, eta)
    return after, cost_of(after)


def _demon(trace: Trace, part: Part, amount: float) -> DemonView:
    change = demon(trace.case, part.layer, part.neuron, amount)
    delta = float(trace.deltas[part.layer][part.neuron])
    return DemonView(amount, change, change / amount, delta)
