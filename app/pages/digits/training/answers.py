"""The prediction history of a run for the picture on the pad."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.pages.digits.words import SIMULATION_ID
from app.widgets.basics.boxes import column, row
from app.widgets.basics.elided import ElidedButton
from app.widgets.plots.axes import EPOCHS, axis_name
from app.widgets.plots.figure import Axis, Figure, Line
from app.widgets.plots.plot import Plot
from engine.commands.command import SendCommand
from engine.commands.transport import Seek
from engine.data.classes import name_of
from engine.runs.prediction_history import PredictionChange, PredictionHistoryView
from engine.simulations.learning.views.state import TrainingView

TOKENS = ("positive", "negative", "accuracy", "cost", "twin_1", "twin_2", "twin_3")
"""Colours of the digits, the final prediction's first."""

SEEN = 0.02
"""Probability that a digit must exceed after some training to have a curve."""

MOST_CURVES = 4

MOST_BUTTONS = 3


class AnswersView(QWidget):
    """Curves of the most probable digits, and buttons for the last prediction changes."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answers_view")
        self._send = send
        self._names: tuple[str, ...] = ()
        self._prediction_changes: tuple[PredictionChange, ...] = ()
        self.plot = Plot(theme, "answer_curves")
        self.buttons = [
            ElidedButton(f"flip_{number}_button", act=partial(self._go_to, number))
            for number in range(MOST_BUTTONS)
        ]
        buttons = row(*((button, 1) for button in self.buttons))
        column((self.plot, 1), buttons, inside=self)
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(380, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)

    def render_training(self, training: TrainingView) -> None:
        """Show the prediction history of a run."""
        prediction_history = training.prediction_history
        self._names = names = training.network.output_names
        lines = [] if prediction_history is None else answer_lines(prediction_history, names)
        right = max([float(line.x[-1]) for line in lines], default=1.0)
        self.plot.show_figure(
            Figure(
                lines,
                (0.0, max(right, 0.1), 0.0, 100.0),
                Axis(axis_name(EPOCHS)),
                Axis(unit="%"),
                self._sentence(prediction_history),
            )
        )
        self._prediction_changes = (
            ()
            if prediction_history is None
            else prediction_history.prediction_changes[-MOST_BUTTONS:]
        )
        self._say_changes()

    def retranslate(self) -> None:
        self.plot.setAccessibleName(tr("Answers"))
        self.plot.setToolTip(tr("How probable each digit was for your picture, in percent."))
        self._say_changes()

    def _say_changes(self) -> None:
        for place, button in enumerate(self.buttons):
            seen = place < len(self._prediction_changes)
            change = self._prediction_changes[place] if seen else None
            button.setEnabled(seen)
            button.say(
                "–" if change is None else self._short(change),
                tr("Here the answer changes; nothing to go to yet.")
                if change is None
                else change_words(change, self._names),
            )

    def _short(self, change: PredictionChange) -> str:
        before, after = (name_of(self._names, each) for each in (change.before, change.after))
        return f"{before} → {after} · {number(change.epoch, 2)}"

    def _sentence(self, prediction_history: PredictionHistoryView | None) -> str:
        if prediction_history is None:
            return tr("Draw a digit and train; then see when the answer changed, and by what.")
        return ""

    def _go_to(self, number: int) -> None:
        if number < len(self._prediction_changes):
            self._send(Seek(SIMULATION_ID, self._prediction_changes[number].step))


def answer_lines(
    prediction_history: PredictionHistoryView, names: Sequence[str] = ()
) -> list[Line]:
    """Return the lines of the most probable classes, the final prediction's first."""
    if len(prediction_history.outputs) < 2:
        return []
    shares = prediction_history.outputs / np.maximum(
        prediction_history.outputs.sum(axis=1, keepdims=True), 1e-12
    )
    trained = shares[1:]
    seen = np.flatnonzero(trained.max(axis=0) > SEEN)
    order = sorted(seen, key=partial(_importance, trained))[:MOST_CURVES]
    return [
        Line(name_of(names, int(digit)), prediction_history.epochs, 100.0 * shares[:, digit], token)
        for digit, token in zip(order, TOKENS, strict=False)
    ]


def _importance(shares: Sequence[Sequence[float]], digit: int) -> tuple[float, float]:
    values = np.asarray(shares)[:, digit]
    return -float(values[-1]), -float(values.max())


def change_words(change: PredictionChange, names: Sequence[str] = ()) -> str:
    """Describe a prediction change."""
    before, after = (name_of(names, each) for each in (change.before, change.after))
    if change.exact:
        return tr(
            "epoch {epoch:.2f}: mini-batch {step:,} changed the answer from {before} to {after}.",
            epoch=change.epoch,
            step=change.step,
            before=before,
            after=after,
        )
    return tr(
        "before epoch {epoch:.2f} the answer changed from {before} to {after}.",
        epoch=change.epoch,
        before=before,
        after=after,
    )
