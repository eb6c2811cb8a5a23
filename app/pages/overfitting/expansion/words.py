"""The expansion in words."""

from __future__ import annotations

from app.appearance.translation import mark, number, percent, tr
from app.widgets.basics.line_list import Line
from engine.simulations.overfitting.expansion.state import ExpansionView

RESULTS = {
    "none": mark("the pictures alone"),
    "affine": mark("shift, rotate, skew, scale"),
    "elastic": mark("and elastic"),
}
"""Names of the networks of experiment 3.V."""

PAPER = {"none": 0.984, "affine": 0.989, "elastic": 0.993}
"""Accuracies of Simard, Steinkraus and Platt (2003), quoted in the book."""


def expansion_sentence(view: ExpansionView) -> str:
    """Return the sentence for a state."""
    if not view.ready:
        return tr("Getting ready …")
    if view.blank:
        return tr("Draw a digit on the pad at the left.")
    best = int(view.probabilities.argmax())
    sure = percent(float(view.probabilities[best]))
    was = view.before if view.label is None else view.label
    if best == was:
        return tr("Still a {digit}: the network is {sure} sure. A copy is new to it, and its label "
                  "costs nothing.", digit=was, sure=sure)  # fmt: skip
    return tr("The label still says {digit}, the network reads a {other} ({sure}): as a copy for "
              "training it would teach something wrong.",
              digit=was, other=best, sure=sure)  # fmt: skip


def result_lines(view: ExpansionView) -> list[Line]:
    """Return accuracies with and without expansion: ours, then those of the paper."""
    if view.results is None:
        return []
    lines = [
        Line(tr(RESULTS[name]), percent(accuracy), "accuracy")
        for name, accuracy in view.results.accuracy.items()
        if name in RESULTS
    ]
    paper = " → ".join(percent(each) for each in PAPER.values())
    return [*lines, Line(tr("Simard et al. (2003)"), paper, "text_2")]


def result_note(view: ExpansionView) -> str:
    """Return where the accuracies come from."""
    if view.results is None:
        return ""
    return tr("3.V, 784-800-10, {epochs} epochs", epochs=number(view.results.epochs))
