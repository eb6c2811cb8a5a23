"""Texts of the station of softmax."""

from __future__ import annotations

from app.appearance.translation import mark, number, plain, significant, tr
from engine.improvement.softmax import NUDGE
from engine.simulations.slowdown.softmax.state import SoftmaxView

COLOURS = ("twin_1", "positive", "twin_3", "accuracy")
"""Colour tokens of the outputs."""

INDICES = "₁₂₃₄"

PICTURES = {
    "z": (mark("over z"), mark("All outputs over one z; a drag changes it (C).")),
    "cost": (mark("cost"), mark("C = −ln a of the right answer; a drag changes its output (C).")),
    "c": (mark("over c"), mark("All outputs from hot to cold: the largest z takes all (C).")),
    "error": (mark("δ over c"), mark("How strong the push on each z is, from hot to cold (C).")),
}
"""Name and meaning of each picture."""

VANISHING = 1e-15
"""Smaller numbers are rounding errors."""

COLD, HOT = 0.999, 0.3
"""Largest outputs from which on one takes everything, and below which all are alike."""


def indexed(symbol: str, place: int) -> str:
    """Return a symbol with the index of an output.

    Examples
    --------
    >>> indexed("z", 3)
    'z₄'
    """
    return f"{symbol}{INDICES[place]}"


def said_share(a: float) -> str:
    """Return an output as in the book, three decimals."""
    return number(a, 3)


def signed(value: float) -> str:
    """Return a number with its sign: three decimals, four where it is small, one from 10 on.

    Examples
    --------
    >>> signed(0.2158), signed(-0.0004), signed(-1e-9), signed(0.0), signed(-100.0)
    ('+0.216', '−0.0004', '−0', '0', '−100.0')
    """
    size = abs(value)
    if size < VANISHING:
        return "0"
    decimals = 1 if size >= 10.0 else (3 if size >= 0.0005 else 4)
    written = number(size, decimals) if size >= 0.00005 else "0"
    return f"{'+' if value > 0 else '−'}{written}"


def sentence_of(view: SoftmaxView) -> str:
    """Return the sentence at the top: who gets most, and what the sums are."""
    winner = int(view.a.argmax())
    words = {"winner": winner + 1, "share": said_share(float(view.a[winner]))}
    if view.a[winner] > COLD:
        return tr("Output {winner} takes everything: {share}.", **words)
    if view.a[winner] < HOT:
        return tr("All four outputs are almost alike; together they are 1.")
    return tr(
        "Output {winner} gets {share}; Σ a = 1, but Σ σ(z) = {sum}.",
        sum=number(float(view.sigmoids.sum()), 2),
        **words,
    )


def derivative_words(view: SoftmaxView, row: int, column: int) -> str:
    """Return a derivative in words: by the formula, and measured."""
    return tr(
        "∂{output}/∂{input} = {formula}, measured {measured} (z ± {nudge})",
        output=indexed("a", row),
        input=indexed("z", column),
        formula=significant(float(view.jacobian[row, column]), 6),
        measured=significant(float(view.measured[row, column]), 6),
        nudge=plain(NUDGE, 5),
    )


def cost_words(view: SoftmaxView) -> str:
    """Return the cost of the right answer."""
    return tr(
        "C = −ln {output} = {cost}",
        output=indexed("a", view.label),
        cost=significant(view.cost, 4),
    )


def error_formula(c: float) -> str:
    """Return how δ is computed."""
    return "δ = a − y" if c == 1.0 else "δ = c(a−y)"
