"""Texts of the station of two inputs: names, readings, sentences."""

from __future__ import annotations

from collections.abc import Callable

from app.appearance.translation import mark, number, plain, significant, tr
from engine.simulations.universality.two_inputs.views import TwoInputsView

FIGURE_NAMES = {
    "step": mark("a step"),
    "bump": mark("a bump in one direction"),
    "crossing": mark("two bumps cross"),
    "tower": mark("a tower"),
    "two towers": mark("two towers"),
    "many towers": mark("many towers"),
    "round tower": mark("a round tower"),
    "xor": mark("XOR"),
    "many inputs": mark("many inputs"),
}

SURFACE_NAMES = {
    "bowl": mark("bowl"),
    "waves": mark("waves"),
    "hill": mark("hill"),
    "ring": mark("ring"),
    "painted": mark("painted by hand"),
    "formula": mark("a formula"),
}

PLACE_NAMES = {
    "both bumps": mark("both bumps"),
    "one bump": mark("one bump"),
    "outside": mark("outside"),
    "upper left": mark("upper left"),
    "lower right": mark("lower right"),
    "middle": mark("middle"),
    "corner": mark("corner"),
}
"""Names of the reading points; the corners of XOR are bits and need none."""


def sentence_of(view: TwoInputsView) -> str:
    """Return the sentence about the figure."""
    return _SENTENCES[view.figure](view)


def readings_of(view: TwoInputsView) -> str:
    """Return the outputs at the reading points, or the average deviation of many towers."""
    if view.figure == "many towers" and view.deviation == view.deviation:
        return tr("average deviation {deviation}", deviation=number(view.deviation, 3))
    return "   ·   ".join(
        f"{tr(PLACE_NAMES.get(place, place))} {number(value, 4)}"
        for place, value in view.readings.items()
    )


def _knob(view: TwoInputsView, name: str) -> float:
    return float(view.knobs[f"plane_{name}"])


def _step(view: TwoInputsView) -> str:
    angle, place = plain(_knob(view, "angle"), 2), plain(_knob(view, "place"), 3)
    return tr("One neuron, one step at {place} in the direction of {angle}°.",
              place=place, angle=angle)  # fmt: skip


def _bump(view: TwoInputsView) -> str:
    return tr("Two steps in one direction: a ridge of height {height}, not yet a tower.",
              height=plain(_knob(view, "height"), 2))  # fmt: skip


def _crossing(view: TwoInputsView) -> str:
    height = _knob(view, "height")
    return tr("Each bump adds {one}: where they cross stands a tower of {two}.",
              one=plain(height, 2), two=plain(2 * height, 2))  # fmt: skip


def _tower(view: TwoInputsView) -> str:
    height = _knob(view, "height")
    inside, beside = view.readings["both bumps"], view.readings["one bump"]
    if inside > 0.9 and beside < 0.1:
        return tr("A tower: only where both bumps are does the sum pass −b.")
    return tr("Raise h, with b near −3h/2 = {bias}: a tower will stand.",
              bias=plain(-1.5 * height, 2))  # fmt: skip


def _two_towers(view: TwoInputsView) -> str:
    first, second = (plain(_knob(view, name), 2) for name in ("first", "second"))
    return tr("Two towers, as high as their weights: {first} and {second}.",
              first=first, second=second)  # fmt: skip


def _many_towers(view: TwoInputsView) -> str:
    cells = len(view.cells)
    return tr("{towers} towers, {neurons} steps below them: paint, or choose what to match.",
              towers=cells * cells, neurons=len(view.network.b))  # fmt: skip


def _round_tower(view: TwoInputsView) -> str:
    count = int(view.knobs["plane_directions"])
    return tr("Bumps in {count} directions, bias −(K − ½)h: a tower with {sides} sides.",
              count=count, sides=2 * count)  # fmt: skip


def _xor(view: TwoInputsView) -> str:
    return tr("XOR: a step that is OR, one that is NAND, and a threshold like a tower's.")


def _many_inputs(view: TwoInputsView) -> str:
    m = int(view.knobs["plane_inputs"])
    bias = (0.5 - m) * _knob(view, "strength")
    return tr("{m} inputs, bias (−m + ½)h = {bias}: only when all are inside is Σ + b above 0.",
              m=m, bias=significant(bias, 4))  # fmt: skip


_SENTENCES: dict[str, Callable[[TwoInputsView], str]] = {
    "step": _step,
    "bump": _bump,
    "crossing": _crossing,
    "tower": _tower,
    "two towers": _two_towers,
    "many towers": _many_towers,
    "round tower": _round_tower,
    "xor": _xor,
    "many inputs": _many_inputs,
}
