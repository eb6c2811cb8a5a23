"""Numbers of the penalty in words."""

from __future__ import annotations

from app.appearance.translation import number, percent, significant, tr
from app.widgets.basics.line_list import Line
from engine.improvement.weight_decay import Decay
from engine.simulations.overfitting.weights.state import WeightsView

BOOK = Decay("l2", 0.1, 5.0, 50_000, 10)
"""Settings of the book's last network of the chapter: η = 0.1, λ = 5."""


def penalty_lines(view: WeightsView) -> list[Line]:
    """Return what the penalty does in an update, in an epoch and within the horizon."""
    decay, biases = view.decay, view.group == "biases"
    lines = [Line(tr("biases are not penalised"), "", "text_2")] if biases else _steps(view)
    threshold = significant(view.threshold)
    lines += [
        Line(),
        Line(tr("root mean square"), significant(view.deviation)),
        Line(tr("|w| ≤ {threshold}", threshold=threshold), percent(view.sparse)),
    ]
    if decay.kind == "l2" and not biases:
        lines.append(Line(tr("the book, η 0.1, λ 5: × an epoch"),
                          number(BOOK.factor_after(1), 3), "text_2"))  # fmt: skip
    return lines


def _steps(view: WeightsView) -> list[Line]:
    """Return what the penalty does in an update, in an epoch, and within more of them."""
    decay, horizon = view.decay, view.horizon
    updates = number(decay.updates)
    if decay.kind == "l1":
        lines = [
            Line(tr("an update: − ηλ/n"), significant(decay.amount)),
            Line(tr("an epoch, {updates} updates: −", updates=updates),
                 significant(decay.step_after(1))),
        ]  # fmt: skip
        more = Line(tr("{epochs} epochs: −", epochs=horizon),
                    significant(decay.step_after(horizon)))  # fmt: skip
    else:
        lines = [
            Line(tr("an update: × (1 − ηλ/n)"), significant(decay.factor, 7)),
            Line(tr("an epoch, {updates} updates: ×", updates=updates),
                 number(decay.factor_after(1), 4)),
        ]  # fmt: skip
        more = Line(tr("{epochs} epochs: ×", epochs=horizon),
                    number(decay.factor_after(horizon), 4))  # fmt: skip
    return [*lines, more] if horizon > 1 else lines


def weights_sentence(view: WeightsView) -> str:
    """Return the sentence for a state."""
    decay = view.decay
    if view.now is None:
        return tr("The run begins; then its weights are seen.")
    if view.group == "biases":
        return tr("Biases are not penalised: λ changes them only through the weights.")
    if not decay.lambda_:
        return tr("No penalty: nothing pulls the weights back. Press λ 0.1.")
    words = {"horizon": view.horizon}
    if decay.kind == "l1":
        step = significant(decay.step_after(view.horizon))
        return tr("L1 takes {step} from every weight in {horizon} epochs, from small ones too: "
                  "{sparse} are as good as 0.", step=step, sparse=percent(view.sparse),
                  **words)  # fmt: skip
    factor = number(decay.factor_after(view.horizon), 3)
    return tr("L2 alone: every weight × {factor} in {horizon} epochs; large ones lose most.",
              factor=factor, **words)  # fmt: skip
