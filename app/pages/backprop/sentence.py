"""Sentence at the top of the Backprop page."""

from __future__ import annotations

from app.appearance.translation import mark, significant, tr
from engine.simulations.backprop.equations import symbol
from engine.simulations.backprop.state import BackpropState, Finding

FINDINGS = {
    "stuck": mark("{name} is wrong by {other}, but σ′ = {value}: saturated, it hardly learns."),
    "saturated": mark("σ′({name}) = {value}: saturated; the weights into it hardly learn."),
    "dead": mark("σ′({name}) = 0: it is off; the weights into it learn nothing."),
    "cold": mark("{name} = {value} is cold: the weights out of it hardly learn."),
}
"""Sentence for each kind of factor near zero."""

FOR_FINDINGS = ("stuck", "cold input")
"""Exhibits about such a factor: their sentence appears from the first stop on."""

STOPS = {
    "input": mark("The example enters: a¹ is the input itself."),
    "forward": mark("Forward: weigh what comes in, add b, bend it: C = {cost}."),
    "error": mark("Error: δ is how C would change with z of an output."),
    "backward": mark("Backward: the error returns through the same weights."),
    "gradients": mark("Gradients: what enters, times the error behind it."),
}


def sentence_for(state: BackpropState) -> str:
    """Return the sentence of a stop, or the one about a factor near zero."""
    kind, finding = state.stop.kind, state.finding
    told = kind != "input" or state.settings.get("exhibit") in FOR_FINDINGS
    if finding.kind and told and kind != "update":
        return _finding(finding)
    if kind == "update":
        update = state.update
        if update.measured > 0:
            return tr(
                "Update: C rises by {measured}, where less was promised: η is too large.",
                measured=significant(update.measured, 3),
            )
        return tr(
            "Update: ΔC = {predicted} was promised, {measured} came.",
            predicted=significant(update.predicted, 3),
            measured=significant(update.measured, 3),
        )
    return tr(STOPS[kind], cost=significant(state.trace.cost, 3))


def _finding(finding: Finding) -> str:
    letter = "z" if finding.kind in ("saturated", "dead") else "a"
    return tr(
        FINDINGS[finding.kind],
        name=symbol(letter, finding.layer, finding.neuron),
        value=significant(finding.value, 2),
        other=significant(finding.other, 2),
    )
