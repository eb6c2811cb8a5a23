"""Texts of the derivation and of the table of output errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.appearance.translation import mark, plain, significant, tr
from engine.improvement.cross_entropy import MEAN_SLOPE
from engine.simulations.slowdown.derivation.state import DerivationView

DIGITS = 4
BOOK_ETA = 3.0
"""Learning rate of the book's network with the quadratic cost, experiment 3.C."""

PICTURES = {
    "cost": (mark("cost"), mark("C over a, and the least cost of every target (C).")),
    "swapped": (mark("a and y swapped"), mark("What the cost becomes if they are mixed up (C).")),
    "rate": (mark("mean of σ′"), mark("Why η becomes six times smaller (C).")),
}
"""Name and meaning of each picture."""


@dataclass(frozen=True, slots=True)
class DerivationLine:
    """A line of the derivation.

    Attributes
    ----------
    title : str
        English; shown through `tr`.
    equation, number : str
        In symbols, and its number in the book or "".
    check : callable
        (view) -> both sides in numbers, already translated.
    sentence : callable
        (view) -> the sentence at the top of the page.
    """

    title: str
    equation: str
    number: str
    check: Callable[[DerivationView], str]
    sentence: Callable[[DerivationView], str]


def said(value: float) -> str:
    """Return a number in a check."""
    return significant(value, DIGITS)


def _in_sum(value: float) -> str:
    return f"({said(value)})" if value < 0 else said(value)


def _sides(view: DerivationView, line: int) -> dict[str, str]:
    check = view.checks[line]
    return {"measured": said(check.left), "right": said(check.right)}


def _parts(view: DerivationView) -> str:
    first, second = -view.y / view.a, (1.0 - view.y) / (1.0 - view.a)
    return f"{said(first)} + {_in_sum(second)} = {said(first + second)}"


LINES: tuple[DerivationLine, ...] = (
    DerivationLine(
        mark("The wish: learn by the error alone"),
        "∂C/∂b = a − y",
        "(72)",
        lambda view: tr("a − y = {right}, measured {measured}",
                        **_sides(view, 0)),
        lambda view: tr("The wish: b learns by its error {error} alone, without σ′(z).",
                        error=said(view.a - view.y)),
    ),
    DerivationLine(
        mark("Chain rule, with σ′(z) = a (1 − a)"),
        "∂C/∂b = ∂C/∂a · a (1 − a)",
        "(73), (74)",
        lambda view: tr("a (1 − a) = {right}, measured {measured}", **_sides(view, 1)),
        lambda view: tr("The chain rule puts σ′(z) = {slope} between the cost and b.",
                        slope=said(view.a * (1.0 - view.a))),
    ),
    DerivationLine(
        mark("So the cost has to be this steep"),
        "∂C/∂a = (a − y) / (a (1 − a))",
        "(75)",
        lambda view: f"{said(view.a - view.y)} / {said(view.a * (1.0 - view.a))} = "
                     f"{said(view.checks[3].right)}",
        lambda view: tr("The cost needs the slope {slope}: the smaller σ′(z), the steeper.",
                        slope=said(view.checks[3].right)),
    ),
    DerivationLine(
        mark("The slope in two parts"),
        "∂C/∂a = −y/a + (1 − y)/(1 − a)",
        "",
        _parts,
        lambda view: tr("The slope is a sum of two parts, and each is that of a logarithm."),
    ),
    DerivationLine(
        mark("The integral is the cross-entropy"),
        "C = −[y ln a + (1 − y) ln(1 − a)] + const.",
        "(76), (57)",
        lambda view: tr("needed {right}, measured {measured}",
                        **_sides(view, 4)),
        lambda view: tr("The wish leads to the cross-entropy: C = {cost} here.",
                        cost=said(view.cost_here)),
    ),
    DerivationLine(
        mark("Its least value is the entropy of y"),
        "C = −[y ln y + (1 − y) ln(1 − y)]",
        "(64)",
        lambda view: tr("entropy {right}, least cost {measured}",
                        **_sides(view, 5)),
        lambda view: tr("No output costs less than {least}, the entropy of y = {y}.",
                        least=said(view.checks[5].right), y=plain(view.y, 2)),
    ),
    DerivationLine(
        mark("The factor x stays, whatever the cost"),
        "∂C/∂w = (a − y) · x",
        "(71)",
        lambda view: tr("(a − y) · x = {right}, measured {measured}",
                        **_sides(view, 6)),
        lambda view: tr("w acts only through w · x: at x = 0 no cost makes it learn; here x = {x}.",
                        x=plain(view.x, 2)),
    ),
)  # fmt: skip


FORMULAS = {
    ("sigmoid", "quadratic"): "(a − y) σ′(z)",
    ("sigmoid", "cross-entropy"): "a − y",
    ("sigmoid", "log-likelihood"): "−y (1 − a)",
    ("linear", "quadratic"): "a − y",
    ("linear", "cross-entropy"): "",
    ("linear", "log-likelihood"): "",
    ("softmax", "quadratic"): "2 (a − y) a (1 − a)",
    ("softmax", "cross-entropy"): "2 (a − y)",
    ("softmax", "log-likelihood"): "a − y",
}
"""δ of the first output of each pair; softmax has two outputs here."""

REASONS = {
    ("sigmoid", "quadratic"): mark(
        "Sigmoid and quadratic cost, (65): the factor σ′(z) stays, "
        "so δ is small wherever the neuron is saturated."
    ),
    ("sigmoid", "cross-entropy"): mark(
        "Sigmoid and cross-entropy, (66): the slope of the cost cancels σ′(z). "
        "The larger the error, the faster it learns."
    ),
    ("sigmoid", "log-likelihood"): mark(
        "Sigmoid and log-likelihood: where y = 0 there is no error at all. "
        "Nothing pulls a wrong output down; softmax would."
    ),
    ("linear", "quadratic"): mark(
        "Linear and quadratic cost, (68): there is no σ′(z) that could slow learning down."
    ),
    ("linear", "cross-entropy"): mark(
        "Linear and cross-entropy: no sense. a = z can be any number, "
        "but ln a and ln(1 − a) need 0 < a < 1."
    ),
    ("linear", "log-likelihood"): mark(
        "Linear and log-likelihood: no sense. ln a needs a > 0, "
        "and a larger a always costs less: it would grow without end."
    ),
    ("softmax", "quadratic"): mark(
        "Softmax and quadratic cost: it saturates as the sigmoid does. "
        "Here with two outputs, the other one has z = 0."
    ),
    ("softmax", "cross-entropy"): mark(
        "Softmax and cross-entropy of both outputs: it learns, but twice as fast: "
        "both outputs report the same error."
    ),
    ("softmax", "log-likelihood"): mark(
        "Softmax and log-likelihood, (84): the natural pair. The larger the error, "
        "the faster it learns."
    ),
}
"""Remarks on each pair; English, shown through `tr`."""


def rate_words() -> str:
    """Return the rule of thumb for η in numbers."""
    return tr("η = {quadratic} → about {entropy} (3.C)", quadratic=plain(BOOK_ETA),
              entropy=plain(BOOK_ETA * MEAN_SLOPE))  # fmt: skip
