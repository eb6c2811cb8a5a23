"""The list of networks that could be kept of a run."""

from __future__ import annotations

from app.appearance.translation import number, percent, tr
from app.widgets.basics.line_list import Line
from engine.simulations.overfitting.gap.state import GapView, KeptView

BOOK = {"3.D": 82.27, "3.F": 87.10}
"""Best test accuracy of the book in percent, chosen on the test set, by experiment."""


def kept_lines(view: GapView, patience: int) -> list[Line]:
    """Return a line for each network: what chooses it, its epoch, its test accuracy."""
    lines = [
        Line(_rule_words(each, patience), percent(each.test, 2), _TOKENS[each.rule])
        for each in view.kept
    ]
    if view.recorded in BOOK and lines:
        lines.append(
            Line(tr("the book, best on test"), f"{number(BOOK[view.recorded], 2)} %", "text_2")
        )
    return lines


def _rule_words(kept: KeptView, patience: int) -> str:
    if kept.rule == "cost":
        return tr("least validation cost: epoch {epoch}", epoch=kept.epoch)
    if kept.rule == "patience":
        return tr("early stop, n = {n}: epoch {epoch}", n=patience, epoch=kept.epoch)
    if kept.rule == "peek":
        return tr("best on test, peeking: epoch {epoch}", epoch=kept.epoch)
    return tr("last: epoch {epoch}", epoch=kept.epoch)


_TOKENS = {"last": "text", "cost": "negative", "patience": "text", "peek": "text_2"}
