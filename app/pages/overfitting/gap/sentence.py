"""The sentence of what the gap shows now."""

from __future__ import annotations

from app.appearance.translation import number, plain, tr
from app.pages.overfitting.gap.figures import gap_points
from app.pages.overfitting.words import DATA_NAMES, differences
from engine.simulations.overfitting.gap.state import GapView

SMALL = 3.0
"""A gap of fewer points is called small."""


def gap_sentence(view: GapView, *, loading: bool) -> str:
    """Return the sentence for a state."""
    run, points = view.run, gap_points(view.run.history)
    if loading:
        return tr("Loading {data} …", data=tr(DATA_NAMES.get(view.data, view.data)))
    if view.waiting or points is None:
        pictures = number(int(run.settings["train_size"]))
        return tr("How much of what {pictures} pictures teach holds for new ones?",
                  pictures=pictures)  # fmt: skip
    history = run.history
    words = {
        "epoch": round(float(history.epochs[-1])),
        "training": _percent(float(history.training_accuracy[-1])),
        "test": _percent(float(history.test_accuracy[-1])),
        "points": number(points, 1),
    }
    if run.epoch < int(run.settings["epochs"]):
        return tr(
            "Epoch {epoch}: training {training}, test {test}, {points} points apart.", **words
        )
    return _compared(view, words) or _final(view, words)


def _percent(share: float) -> str:
    return tr("{accuracy} %", accuracy=plain(100 * share, 1))


def _compared(view: GapView, words: dict[str, object]) -> str:
    """Return how a finished run compares with the one before; "" if there is none."""
    ghost = view.ghost
    before = None if ghost is None else gap_points(ghost.history)
    if ghost is None or before is None or not ghost.differs:
        return ""
    told = {
        "before": number(before, 1),
        "other": differences(ghost.differs),
        "earlier": _percent(float(ghost.history.test_accuracy[-1])),
    }
    return tr("A gap of {points} points, with {other} it was {before}; test {test}, "
              "it was {earlier}.", **words, **told)  # fmt: skip


def _final(view: GapView, words: dict[str, object]) -> str:
    points = gap_points(view.run.history)
    if view.overfit_epoch is not None:
        since = view.overfit_epoch
        return tr("Training {training}, test {test}: since epoch {since} it learns by heart.",
                  since=since, **words)  # fmt: skip
    if points is not None and points < SMALL:
        return tr("Training {training}, test {test}: nearly all of it holds for new pictures.",
                  **words)  # fmt: skip
    return tr("Training {training}, test {test}: a gap of {points} points.", **words)
