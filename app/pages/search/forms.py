"""Forms of the page's settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget

from app.appearance.translation import mark, render_message
from app.pages.search.words import (
    AXIS_NAMES,
    DATA_NAMES,
    NETWORK_NAMES,
    SIMULATION_ID,
    STRATEGY_NAMES,
)
from app.widgets.numbers.setting_row import ChoiceRow
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.command import SendCommand
from engine.simulations.search.settings import NONE, SETTINGS
from engine.snapshots import Message

NAMES = {
    "network": NETWORK_NAMES,
    "across": AXIS_NAMES,
    "up": AXIS_NAMES,
    "strategy": STRATEGY_NAMES,
    "digits": DATA_NAMES,
    "train_size": {"0": mark("all")},
    **{name: {NONE: mark("none")} for name in ("fixed", "journal", "cluster")},
}
"""Names of choices by setting."""

NEEDS = {"optuna": ("strategy", "optuna"), "mnist": ("network", "mnist")}
"""Setting and choice that need something which may be missing."""


class SearchForm(SettingsForm):
    """A form of some of the page's settings; a choice that is missing says why."""

    def __init__(
        self, send: SendCommand, shown: tuple[str, ...], parent: QWidget, **options: Any
    ) -> None:
        setting = {each.name: each for each in SETTINGS}
        super().__init__(
            send, SIMULATION_ID, [setting[name] for name in shown], parent,
            **{"stem": "search_{}", "names": NAMES, **options},
        )  # fmt: skip
        self._missing: Mapping[str, Message] = {}

    def show_missing(self, missing: Mapping[str, Message]) -> None:
        """Grey out the choices that are missing, with their reasons."""
        if missing is self._missing:
            return
        self._missing = missing
        self._say_missing()

    def retranslate(self) -> None:
        """Retranslate labels, explanations, choices and reasons."""
        super().retranslate()
        if hasattr(self, "_missing"):
            self._say_missing()

    def _say_missing(self) -> None:
        for name, (setting, choice) in NEEDS.items():
            row = self.rows.get(setting)
            if isinstance(row, ChoiceRow):
                _grey_out(row, choice, self._missing.get(name))
        if "digits" in self.rows:
            row = self.rows["digits"]
            if isinstance(row, ChoiceRow):
                _grey_out(row, "mnist", self._missing.get("mnist"))


def _grey_out(row: ChoiceRow, choice: str, reason: Message | None) -> None:
    model, place = row.box.model(), row.box.findData(choice)
    if isinstance(model, QStandardItemModel) and place >= 0:
        model.item(place).setEnabled(reason is None)
        words = "" if reason is None else render_message(reason)
        row.box.setItemData(place, words, Qt.ItemDataRole.ToolTipRole)
