"""A card with one trial: its curve, its settings, and the way to open it as a run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, percent, tr
from app.pages.search.words import STATE_WORDS, symbol, value_words
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.basics.line_list import Line as TextLine
from app.widgets.basics.line_list import LineList
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from app.widgets.plots.plot import Plot
from engine.simulations.search.state import TrialView

SHORT = 12
"""Hexadecimal digits of a digest that are shown."""

PAGE_NAMES = {"builder": mark("Builder"), "digits": mark("Digits")}
"""Pages that open a trial."""

OPEN = mark("Open as a run")
"""The button's text."""

UNTRAINED = mark("Nothing is trained here yet: press Play first.")
PAGELESS = mark("No page trains it again: its pictures are its own.")
OPENS = mark("Train it again on its page, to the same weights (O).")
"""Tooltips of the button: two reasons why it is grey, and what it does."""


class TrialCard(Card):
    """Card that shows a TrialView.

    Parameters
    ----------
    empty : str
        Said while there is no trial; English, shown through `tr`.

    Signals
    -------
    run_asked : (TrialView)
        The trial is to be opened as a run.
    """

    run_asked = Signal(object)

    def __init__(self, theme: Theme, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, name=f"{name}_card")
        self._empty = empty
        self._trial: TrialView | None = None
        self._digests: Mapping[str, str] = {}
        self._title = ""
        self._drawn: tuple[object, ...] = ()
        self.plot = Plot(theme, f"{name}_plot", self)
        self.lines = LineList(theme, f"{name}_lines", self)
        self.open_button = ElidedButton(
            f"{name}_open_button",
            OPEN,
            UNTRAINED,
            role="primary",
            act=self.ask,
        )
        self.add_to_header(self.open_button)
        self.hold((self.plot, 4), (self.lines, 5))

    @property
    def openable(self) -> bool:
        """Whether a page can open the trial."""
        return self._trial is not None and bool(self._trial.page)

    def ask(self) -> None:
        """Ask for the trial as a run."""
        if self._trial is not None and self._trial.page:
            self.run_asked.emit(self._trial)

    def show_digests(self, digests: Mapping[str, str]) -> None:
        """Take the digests of finished runs by page, to be compared."""
        self._digests = digests

    def show_trial(self, trial: TrialView | None, title: str) -> None:
        """Show a trial under a title, already translated."""
        other = "" if trial is None else self._digests.get(trial.page, "")
        if (trial, title, other) == self._drawn:
            return
        self._trial, self._title, self._drawn = trial, title, (trial, title, other)
        self.set_title(title)
        self.open_button.setEnabled(self.openable)
        self.open_button.say(tr(OPEN), tr(_tip(trial)))
        if trial is None:
            self.plot.show_figure(_empty())
            self.lines.show_lines((), tr(self._empty))
            return
        self.plot.show_figure(_figure(trial))
        self.lines.show_lines(_lines(trial, other))

    def retranslate(self) -> None:
        super().retranslate()
        trial, title, self._drawn = self._trial, self._title, ()
        self.show_trial(trial, title)


def _tip(trial: TrialView | None) -> str:
    """Return what the button does, or why it does nothing; English."""
    if trial is None:
        return UNTRAINED
    return OPENS if trial.page else PAGELESS


def _empty() -> Figure:
    return Figure(
        [], (0.0, 1.0, 0.0, 100.0), Axis(tr("epoch")), Axis(tr("right"), "%"),
        empty=tr("Here comes its accuracy, epoch by epoch."),
    )  # fmt: skip


def _figure(trial: TrialView) -> Figure:
    """Return accuracies on training and validation data over the epochs."""
    epochs = trial.result.epochs
    x = np.array([epoch.epoch for epoch in epochs], float)
    series = {
        tr("training"): ([epoch.training_accuracy for epoch in epochs], ()),
        tr("validation"): ([epoch.validation_accuracy for epoch in epochs], (5.0, 3.0)),
    }
    lines = [
        Line(
            name,
            x,
            np.array([np.nan if each is None else 100 * each for each in values]),
            token="accuracy",
            dash=dash,
            dots=len(x) < 2,
        )
        for name, (values, dash) in series.items()
    ]
    best = trial.result.best
    spots = []
    if best is not None:
        spots.append(Spot(best.epoch, 100 * (best.validation_accuracy or 0.0), "accent"))
    last = float(max(len(epochs), 2))
    return Figure(
        lines, (1.0, last, 0.0, 100.0), Axis(tr("epoch")), Axis(tr("right"), "%"), spots=spots,
        empty=tr("It was not a number any more before its first epoch had ended."),
    )  # fmt: skip


def _lines(trial: TrialView, other: str) -> list[TextLine]:
    """Return values, measures and digest."""
    result = trial.result
    lines = [
        TextLine(symbol(name), value_words(value), "accent")
        for name, value in result.values.items()
    ]
    best = result.best
    if best is not None:
        lines.append(
            TextLine(
                tr("validation"),
                tr("{share} (epoch {epoch})", share=percent(result.score or 0.0),
                   epoch=number(best.epoch)),
                "accuracy",
            )
        )  # fmt: skip
        if best.test_accuracy is not None:
            lines.append(TextLine(tr("test, at that epoch"), percent(best.test_accuracy)))
    state = STATE_WORDS[result.state]
    if state:
        lines.append(TextLine(tr("state"), tr(state), "warning"))
    if result.reason:
        lines.append(TextLine(result.reason, "", "warning"))
    if result.digest:
        lines.append(TextLine(tr("digest of the weights"), result.digest[:SHORT]))
    if other and result.digest:
        page = tr(PAGE_NAMES[trial.page])
        same = other == result.digest
        words = tr("the same, bit for bit") if same else tr("another run")
        token = "accuracy" if same else "text-2"
        lines.append(TextLine(tr("run on {page}", page=page), f"{other[:SHORT]} {words}", token))
    lines.append(TextLine(tr("seed"), str(trial.settings["seed"])))
    return lines
