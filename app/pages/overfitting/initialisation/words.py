"""Numbers of the station of initialisation in words."""

from __future__ import annotations

from app.appearance.translation import number, percent, significant, tr
from app.pages.overfitting.initialisation.figures import NAMES, TOKENS, tail_words
from app.pages.overfitting.weights.words import BOOK
from app.pages.overfitting.words import DATA_NAMES
from app.widgets.basics.line_list import Line
from engine.improvement.initial_inputs import FAR
from engine.simulations.overfitting.initialisation.state import InitialisationView


def account_lines(view: InitialisationView, wanted: str) -> list[Line]:
    """Return theory and draws of both starts, what L2 leaves of large weights, and the data.

    Parameters
    ----------
    wanted : str
        Data that the first epochs are to learn from.
    """
    old, new = view.starts
    on = number(old.of.on)
    lines = [
        Line(f"√({on} + 1)", significant(old.of.deviation), TOKENS[0]),
        Line(f"√({on}/{number(old.of.inputs)} + 1)", significant(new.of.deviation), TOKENS[1]),
    ]
    for start, name, token in zip(view.starts, NAMES, TOKENS, strict=True):
        if start.counts.neurons:
            left = tr("{start}, {count} drawn", start=name, count=number(start.counts.neurons))
            drawn = f"{significant(start.counts.deviation)} · {tail_words(start.counts.beyond)}"
            lines.append(Line(left, drawn, token))
    factor = (view.decay or BOOK).factor_after(1)
    lines.append(Line(tr("L2, weights × an epoch"), number(factor, 3), "text_2"))
    data = tr(DATA_NAMES.get(view.data, view.data))
    if view.data != wanted:
        data = tr("built-in digits, no MNIST here")
    pictures = number(view.pictures) if view.pictures else ""
    lines.append(Line(tr("first epochs: {data}", data=data), pictures, "text_2"))
    return lines


def initialisation_sentence(view: InitialisationView, *, loading: bool) -> str:
    """Return the sentence for a state."""
    if loading:
        return tr("Loading pictures …")
    if len(view.epochs) > 1:
        return _epochs_sentence(view)
    old, new = (tail_words(start.of.beyond(FAR)) for start in view.starts)
    return tr("|z| > 5 in {old} of neurons with N(0, 1), in {new} with 1/√n.", old=old, new=new)


def _epochs_sentence(view: InitialisationView) -> str:
    old, new = view.accuracies[-1].tolist()
    epoch = float(view.epochs[-1])
    words = {"epoch": number(epoch, 0 if epoch == int(epoch) else 1), "new": percent(new)}
    return tr("After {epoch} epochs: {new} right with 1/√n, {old} with N(0, 1).",
              old=percent(old), **words)  # fmt: skip
