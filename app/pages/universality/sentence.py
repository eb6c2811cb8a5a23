"""Sentence at the top of the page, for the stations of one input."""

from __future__ import annotations

from collections.abc import Callable

from app.appearance.translation import number, plain, tr
from engine.simulations.universality.state import CurveView, UniversalityState


def sentence_of(state: UniversalityState, *, drawing: bool) -> str:
    """Return the sentence about the network."""
    if state.curve is None:
        return ""
    if drawing:
        return tr("Draw the target: the network will have to match it.")
    return _SENTENCES[str(state.settings["station"])](state, state.curve)


def _neuron(state: UniversalityState, curve: CurveView) -> str:
    s = float(curve.s[0])
    if s != s:
        return tr("Without a weight there is no step: the output is the same everywhere.")
    return tr("The step lies at s = −b/w = {s}; the larger w, the steeper it is.", s=plain(s, 3))


def _steps(state: UniversalityState, curve: CurveView) -> str:
    first, second = (plain(float(v), 2) for v in curve.v[:2])
    return tr("Past each step its weight is added: {first}, and then {second} more.",
              first=first, second=second)  # fmt: skip


def _bump(state: UniversalityState, curve: CurveView) -> str:
    if not curve.is_bumps:
        return tr("The two weights are not h and −h: what is left is no bump but two steps.")
    first, second = curve.edges[0].tolist()
    left, right, height = min(first, second), max(first, second), float(curve.heights[0])
    # the step down may come first
    height = height if first <= second else -height
    return tr("One step at {left} and the opposite one at {right}: a bump of height {height}.",
              left=plain(left, 2), right=plain(right, 2), height=plain(height, 2))  # fmt: skip


def _bumps(state: UniversalityState, curve: CurveView) -> str:
    return tr("Two bumps add up where they overlap. Drag them: any heights, any edges.")


def _function(state: UniversalityState, curve: CurveView) -> str:
    if not state.makes_steps:
        return _without_steps(state)
    if state.step_count:
        return _trained(state, curve)
    if len(curve.windows) and curve.failure > 0.01:
        return tr("In the windows the neurons are neither off nor on: off by up to {failure}.",
                  failure=number(curve.failure, 2))  # fmt: skip
    if not curve.heights.any():
        return tr("Drag a bar: two wires follow. Make the bars match the blue line.")
    if 0 < curve.limit > curve.deviation:
        return tr("Won with {deviation}. More bumps come nearer: press +, or Play.",
                  deviation=number(curve.deviation, 3))  # fmt: skip
    if len(curve.heights) == 1:
        return tr("One bump of two neurons: on average {deviation} off the target.",
                  deviation=number(curve.deviation, 3))  # fmt: skip
    return tr("{bumps} bumps of two neurons each: on average {deviation} off the target.",
              bumps=len(curve.heights), deviation=number(curve.deviation, 3))  # fmt: skip


def _without_steps(state: UniversalityState) -> str:
    if state.settings["activation"] == "linear":
        return tr("Sums of lines are a line: linear neurons can match nothing else.")
    if state.settings["activation"] == "relu":
        return tr("Four rectified neurons make a bump with slopes: pieces of lines.")
    return tr("Far left and far right it must settle at two different values to make a step.")


def _trained(state: UniversalityState, curve: CurveView) -> str:
    words = {"epochs": state.step_count, "deviation": number(curve.deviation, 3),
             "best": number(curve.best, 3)}  # fmt: skip
    if curve.deviation < curve.best:
        return tr("{epochs} epochs of descent: {deviation}, below the best bumps ({best}): "
                  "it moves the edges as well.", **words)  # fmt: skip
    return tr("{epochs} epochs of descent from your network: {deviation}.", **words)


_SENTENCES: dict[str, Callable[[UniversalityState, CurveView], str]] = {
    "neuron": _neuron,
    "steps": _steps,
    "bump": _bump,
    "bumps": _bumps,
    "function": _function,
}
