"""The account of the trap in words."""

from __future__ import annotations

from math import isnan

from app.appearance.translation import number, percent, significant, tr
from app.widgets.basics.line_list import Line
from engine.simulations.overfitting.trap.state import TrapView

HONEST = 0.005
"""A mean optimism of less is called none."""


def account_lines(view: TrapView) -> list[Line]:
    """Return what the chosen trial promises and keeps, and how much of that is choosing."""
    choice = view.choice
    if choice is None:
        return []
    trial = choice.trial
    chosen = tr("trial {number}: λ {strength}, {epochs} epochs", number=trial + 1,
                strength=significant(float(view.lambdas[trial]), 2),
                epochs=number(float(view.epochs[trial])))  # fmt: skip
    lines = [
        Line(chosen, ""),
        Line(tr("on your {count} pictures", count=number(view.part)),
             percent(choice.promised), "negative"),
        Line(tr("on {count} fresh ones", count=number(view.others)),
             percent(choice.fresh), "accuracy"),
        Line(tr("promised too much"), points(choice.promised - choice.fresh)),
        Line(tr("of it, luck of your pictures"), points(view.luck), "text_2"),
        Line(),
    ]  # fmt: skip
    if not isnan(view.optimism):
        words = tr("too much, mean of {count} such tests", count=number(view.parts))
        lines.append(Line(words, points(view.optimism), "negative"))
    return lines


def points(share: float) -> str:
    """Return a difference of accuracies in points of percent, with its sign."""
    shown = number(abs(100 * share), 1)
    return f"−{shown}" if share < 0 else f"+{shown}"


def trap_sentence(view: TrapView, *, loading: bool) -> str:
    """Return the sentence for a state."""
    if loading:
        return tr("Loading pictures …")
    choice, count = view.choice, len(view.promised)
    if choice is None:
        return tr("The best of many networks on your test pictures: how good is it?")
    words = {
        "count": number(count),
        "promised": percent(choice.promised),
        "fresh": percent(choice.fresh),
    }
    if isnan(view.optimism) or count < 5:
        return tr("The best of {count} promises {promised}; fresh pictures: {fresh}.", **words)
    too_much = points(view.optimism)
    if abs(view.optimism) < HONEST:
        return tr("The best of {count} promises {promised}, keeps {fresh}; on average no more: "
                  "{points}.", points=too_much, **words)  # fmt: skip
    return tr("The best of {count} promises {promised}, keeps {fresh}; on average {points} "
              "too much.", points=too_much, **words)  # fmt: skip
