"""The answers of a network to the picture on the pad, over its whole run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.digits.words import RUN
from app.widgets.basics.elided import FittingButton
from app.widgets.plots.curves import Curve, CurvesView
from engine.commands.command import SendCommand
from engine.commands.transport import Seek
from engine.runs.prediction_history import Flip, MindView
from engine.simulations.learning.views.state import TrainingView

TOKENS = ("positive", "negative", "accuracy", "cost", "twin_1", "twin_2", "twin_3")
"""Colours of the digits, the one that is answered in the end first."""

SEEN = 0.02
"""A digit that never was more probable once it was trained has no curve."""

MOST_CURVES = 4

MOST_BUTTONS = 3


class AnswersView(QWidget):
    """A curve for each digit that was ever probable, and the moments that changed the answer."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answers_view")
        self._send = send
        self._flips: tuple[Flip, ...] = ()
        self.plot = CurvesView(theme, "answer_curves")
        self.buttons = [FittingButton(f"flip_{number}_button") for number in range(MOST_BUTTONS)]
        row = QHBoxLayout()
        for number, button in enumerate(self.buttons):
            button.clicked.connect(partial(self._on_flip_clicked, number))
            row.addWidget(button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot, 1)
        layout.addLayout(row)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Ask for no more than a plot does."""
        return QSize(380, 200)

    def minimumSizeHint(self) -> QSize:
        """Give way like a plot."""
        return QSize(120, 80)

    def render_training(self, training: TrainingView) -> None:
        """Show what is known of the answers."""
        mind = training.mind
        curves = [] if mind is None else answer_curves(mind)
        right = max([float(curve.x[-1]) for curve in curves], default=1.0)
        self.plot.show_curves(curves, (0.0, max(right, 0.1), 0.0, 100.0), self._sentence(mind))
        self._flips = () if mind is None else mind.flips[-MOST_BUTTONS:]
        self._say_flips()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.plot.setAccessibleName(tr("Answers"))
        self.plot.setToolTip(tr("How probable each digit was for your picture, in percent."))
        self._say_flips()

    def _say_flips(self) -> None:
        for number, button in enumerate(self.buttons):
            seen = number < len(self._flips)
            flip = self._flips[number] if seen else None
            button.setEnabled(seen)
            button.say(
                "–" if flip is None else f"{flip.before} → {flip.after} · {flip.epoch:.2f}",
                tr("Here the answer changes; nothing to go to yet.")
                if flip is None
                else flip_words(flip),
            )

    def _sentence(self, mind: MindView | None) -> str:
        if mind is None:
            return tr("Draw a digit and train; then see when the answer changed, and by what.")
        return ""

    def _on_flip_clicked(self, number: int, checked: bool = False) -> None:
        if number < len(self._flips):
            self._send(Seek(RUN, self._flips[number].step))


def answer_curves(mind: MindView) -> list[Curve]:
    """Return a curve for each digit that was ever probable, the final answer's first."""
    if len(mind.outputs) < 2:
        return []
    shares = mind.outputs / np.maximum(mind.outputs.sum(axis=1, keepdims=True), 1e-12)
    trained = shares[1:]
    seen = np.flatnonzero(trained.max(axis=0) > SEEN)
    order = sorted(seen, key=partial(_importance, trained))[:MOST_CURVES]
    return [
        Curve(str(digit), mind.epochs, 100.0 * shares[:, digit], token)
        for digit, token in zip(order, TOKENS, strict=False)
    ]


def _importance(shares: Sequence[Sequence[float]], digit: int) -> tuple[float, float]:
    values = np.asarray(shares)[:, digit]
    return -float(values[-1]), -float(values.max())


def flip_words(flip: Flip) -> str:
    """Say where an answer changed."""
    if flip.exact:
        return tr(
            "epoch {epoch:.2f}: mini-batch {step:,} changed the answer from {before} to {after}.",
            epoch=flip.epoch,
            step=flip.step,
            before=flip.before,
            after=flip.after,
        )
    return tr(
        "before epoch {epoch:.2f} the answer changed from {before} to {after}.",
        epoch=flip.epoch,
        before=flip.before,
        after=flip.after,
    )
