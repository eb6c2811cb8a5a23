"""The menu of recorded runs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.appearance.translation import mark, tr
from app.widgets.basics.elided import ElidedButton

RECORDED = {
    "1.A": mark("A first network, 784-30-10, 30 epochs"),
    "3.D": mark("Overfitting: 1,000 pictures, 400 epochs"),
    "3.F": mark("The same 1,000 pictures, regularised"),
    "6.B": mark("One convolution, 60 epochs"),
    "6.D": mark("Two convolutions, 60 epochs"),
}
"""Runs in assets/runs, by the number of the experiment."""


class RecordedButton(ElidedButton):
    """Button with a menu of the recorded runs.

    Signals
    -------
    chosen : (str)
        Name of a run.
    """

    chosen = Signal(str)

    def __init__(self, name: str, *, role: str = "", parent: QWidget | None = None) -> None:
        words = (
            mark("Recorded runs ▾"),
            mark("Runs on MNIST that are ready: scrub through their epochs in seconds."),
        )
        super().__init__(name, *words, role=role, act=self._show_menu, parent=parent)
        self.menu_of_runs = QMenu(self)
        for run in RECORDED:
            self.menu_of_runs.addAction("", partial(self._on_picked, run))
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        for action, (run, words) in zip(self.menu_of_runs.actions(), RECORDED.items(), strict=True):
            action.setText(f"{run}   {tr(words)}")

    def _show_menu(self) -> None:
        self.menu_of_runs.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _on_picked(self, run: str, checked: bool = False) -> None:
        self.chosen.emit(run)
