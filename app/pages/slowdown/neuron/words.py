"""Texts of the station of two neurons."""

from __future__ import annotations

from app.appearance.translation import mark, number, significant, tr
from app.pages.slowdown.words import COST_PHRASES
from engine.functions.costs import COST
from engine.improvement.neuron_descent import UPDATES, Factor
from engine.simulations.slowdown.neuron.state import DuelView, NeuronView

NEAR_ZERO = 0.05
"""Below it a factor is called almost 0."""

COLOURS = ("twin_1", "twin_2")
"""Colour tokens of the left and of the right neuron, apart for colour-blind eyes too."""

SYMBOLS = {
    "error": "a − y",
    "likelihood": "−y/a",
    "inverse slope": "1/σ′(z)",
    "slope": "σ′(z)",
    "input": "x",
    "product": "∂C/∂w",
}
"""Factors of ∂C/∂w by their kind, and their product."""

TIPS = {
    "error": mark("a − y: the error of the output."),
    "likelihood": mark("−y/a: the slope of the log-likelihood. It is 0 where the target is 0."),
    "inverse slope": mark("1/σ′(z): the slope of the cross-entropy brings it."),
    "slope": mark("σ′(z) = a (1 − a): at most ¼, and almost 0 where the neuron is saturated."),
    "input": mark("x: the input behind the weight. No cost can take this factor away."),
    "product": mark("∂C/∂w: the product of all factors. The weight changes by −η times that."),
}
"""Remarks on the factors; English, shown through `tr`."""

STARTS = {
    "bad": (mark("bad start"), mark("w = b = 2: both outputs are 0.98 and should be 0 (M).")),
    "milder": (mark("milder start"), mark("w = 0.6, b = 0.9: both outputs are 0.82 (M).")),
}
"""Name and meaning of the book's starts."""


def said_output(a: float) -> str:
    """Return an output: three decimals, four where it is small."""
    return number(a, 3 if a >= 0.1 else 4)


def all_factors(view: NeuronView) -> tuple[Factor, ...]:
    """Return the factors of the gradient, and their product."""
    return (*view.factors, Factor("product", view.gradient))


def factor_tip(factor: Factor) -> str:
    """Return the remark on a factor, with its value; whether it cancels."""
    tip = f"{significant(factor.value, 4)}. {tr(TIPS[factor.kind])}"
    return f"{tip} {tr('1/σ′(z) and σ′(z) cancel.')}" if factor.cancelled else tip


def gradient_words(view: NeuronView) -> str:
    """Return ∂C/∂w as a product of symbols, without those that cancel.

    Examples
    --------
    >>> from engine.simulations.slowdown.neuron.station import learned
    >>> from engine.improvement.neuron_descent import NeuronRule
    >>> gradient_words(learned(2.0, 2.0, NeuronRule("quadratic", 0.15)))
    '∂C/∂w = (a − y) · σ′(z) · x'
    """
    shown = [SYMBOLS[factor.kind] for factor in view.factors if not factor.cancelled]
    return "∂C/∂w = " + " · ".join(f"({each})" if " " in each else each for each in shown)


def sentence_of(view: DuelView) -> str:
    """Return the sentence at the top: where both are, or how long each took."""
    left, right = view.neurons
    costs = {"first": tr(COST[left.rule.cost].label), "second": tr(COST[right.rule.cost].label)}
    if left.step == 0:
        return tr("Both say {a} and should say {y}. Which one learns faster?",
                  a=significant(left.a, 2), y=significant(left.rule.y, 2))  # fmt: skip
    if left.step < UPDATES:
        return tr("After {updates} updates: {first} {left}, {second} {right}.",
                  updates=left.step, left=said_output(left.a), right=said_output(right.a),
                  **costs)  # fmt: skip
    times = {"left": _time(left), "right": _time(right)}
    if left.rule.y == 0.0:
        return tr("Output below ½: {first} {left}, {second} {right}.", **times, **costs)
    return tr("Error below ½: {first} {left}, {second} {right}.", **times, **costs)


def _time(view: NeuronView) -> str:
    if view.close_after is None:
        return tr("not after {updates} updates", updates=UPDATES)
    if view.close_after == 0:
        return tr("from the start")
    return tr("after {updates} updates", updates=view.close_after)


def remark_of(view: DuelView) -> str:
    """Return what is wrong in the book's widget, or which factor holds a neuron back."""
    book = next((each for each in view.neurons if each.rule.omit_slope), None)
    if book is not None:
        return _book_remark(book)
    slow = next((each for each in view.neurons if _is_held(each)), None)
    if slow is None:
        return tr("Neither neuron is wrong and saturated at once: σ′(z) holds none back.")
    return tr(
        "{cost}: the error is {error}, but σ′(z) is only {slope}. The neuron is saturated, "
        "and learns slowly although it is badly wrong.",
        cost=sentence_case(tr(COST_PHRASES[slow.rule.cost])),
        error=significant(slow.a - slow.rule.y, 2),
        slope=significant(slow.a * (1.0 - slow.a), 2),
    )


def _book_remark(view: NeuronView) -> str:
    words = {
        "wrong": significant(view.gradient, 3),
        "right": significant((view.a - view.rule.y) * view.rule.x, 3),
        "eta": significant(view.rule.eta, 2),
    }
    if view.rule.y not in (0.0, 1.0):
        return tr("The book's widget leaves out σ′(z): it follows (a − y)/σ′(z), here {wrong} "
                  "instead of {right}. η = {eta} hides it.", **words)  # fmt: skip
    return tr("The book's widget leaves out σ′(z): it follows (a − y)/σ′(z), here {wrong} instead "
              "of {right}, and never slows down near the target. η = {eta} hides it.",
              **words)  # fmt: skip


def is_almost_zero(factor: Factor) -> bool:
    """Return whether a factor is a slope that makes the gradient small."""
    return factor.kind == "slope" and not factor.cancelled and factor.value < NEAR_ZERO


def _is_held(view: NeuronView) -> bool:
    """Return whether the output is wrong, and only the slope makes the gradient small."""
    return abs(view.a - view.rule.y) >= 0.25 and any(map(is_almost_zero, view.factors))


def sentence_case(words: str) -> str:
    """Return words with a capital at the beginning.

    Examples
    --------
    >>> sentence_case("the quadratic cost")
    'The quadratic cost'
    """
    return words[:1].upper() + words[1:]
