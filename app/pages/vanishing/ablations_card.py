"""Ablations view: votes, and the gradient ratio with one factor exchanged."""

from __future__ import annotations

from functools import partial
from math import isfinite

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, significant, tr
from app.pages.vanishing.words import (
    ABLATION_NAMES,
    ABLATION_REASONS,
    SIMULATION_ID,
    scientific,
    times,
)
from app.widgets.basics.drawn import RIGHT
from app.widgets.basics.elided import ElidedButton, ElidedLabel, WrappedLabel
from app.widgets.basics.retranslation import retranslate_children
from engine.commands.command import SendCommand
from engine.commands.pages.vanishing import RunAblation, VoteAblation
from engine.simulations.vanishing.state import AblationView, LaboratoryView

SHARES = (10, 7, 3)
"""Shares of the width for names, results and votes."""


class AblationsView(QWidget):
    """View with a row for each ablation: switch, measured ratio, votes."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("suspects_view")
        self._theme, self._send = theme, send
        self._seen: tuple[object, ...] = ()
        self._view: LaboratoryView | None = None
        self.switches: dict[str, ElidedButton] = {}
        self.results: dict[str, ElidedLabel] = {}
        self.votes: dict[str, ElidedButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        for row, name in enumerate(ABLATION_NAMES):
            self._add_row(row, name)
        self.reason = WrappedLabel("suspect_reason", self, role="small")
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.reason.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._grid.addWidget(self.reason, len(ABLATION_NAMES), 0, 1, 3)
        self._grid.setRowStretch(len(ABLATION_NAMES) + 1, 1)
        for column, share in enumerate(SHARES):
            self._grid.setColumnStretch(column, share)
        self.retranslate()

    def _add_row(self, row: int, name: str) -> None:
        tip = mark("Exchange it on a twin and measure the ratio, over 20 seeds.")
        switch = ElidedButton(
            f"hear_{name}_button",
            ABLATION_NAMES[name],
            tip,
            role="line",
            checkable=True,
            act=partial(self._switch, name),
            parent=self,
        )
        switch.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        result = ElidedLabel(f"{name}_ratio_text", self)
        result.setAlignment(RIGHT)
        act = partial(self._send, VoteAblation(SIMULATION_ID, name))
        vote = ElidedButton(f"vote_{name}_button", role="link", act=act, parent=self)
        vote.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for column, widget in enumerate((switch, result, vote)):
            self._grid.addWidget(widget, row, column)
        self.switches[name], self.results[name], self.votes[name] = switch, result, vote

    def show_view(self, view: LaboratoryView) -> None:
        seen = tuple(
            (each.votes, each.switched_on, each.share, each.after) for each in view.ablations
        )
        if (seen, view.shape) == self._seen:
            return
        self._seen, self._view = (seen, view.shape), view
        for each in view.ablations:
            self.switches[each.name].setChecked(each.switched_on)
            self.results[each.name].say(result_words(each))
            self._say_vote(each.name, each.votes)
        self.reason.setText(reason_words(view))

    def _say_vote(self, name: str, count: int) -> None:
        self.votes[name].say(f"+ {count}", tr("Vote for this suspect: it is to blame."))

    def retranslate(self) -> None:
        retranslate_children(self)
        for name in ABLATION_NAMES:
            self._say_vote(name, 0)
        self._seen = ()
        if self._view is not None:
            self.show_view(self._view)

    def _switch(self, name: str) -> None:
        self._seen = ()
        self._send(RunAblation(SIMULATION_ID, name))


def result_words(ablation: AblationView) -> str:
    """Return the ratio before and after the exchange, or the progress of its run."""
    if not ablation.switched_on:
        return ""
    if ablation.share < 1.0:
        return tr("{share} %", share=significant(100 * ablation.share, 2))
    return f"{compact(ablation.before)} → {compact(ablation.after)}"


def reason_words(view: LaboratoryView) -> str:
    """Return the explanation of the ablation that was measured last, or a hint."""
    ghost = view.ghost
    if view.shape.depth < 2:
        return tr("Add layers, let the room vote with +, then switch.")
    if ghost is None:
        return tr("How many times faster the last layer learns: before → after.")
    words = tr(ABLATION_REASONS[ghost.name])
    if isfinite(ghost.longer):
        words += " " + tr("Layer 1's steps: {longer} times as long.", longer=times(ghost.longer))
    return words


def compact(ratio: float) -> str:
    """Return a ratio in a short form.

    Examples
    --------
    >>> compact(116.87), compact(1.52), compact(2.06e6)
    ('117', '1.5', '2.1·10⁶')
    """
    if not isfinite(ratio):
        return "?"
    return scientific(ratio, 2 if ratio < 10 or ratio >= 1_000 else 3)
