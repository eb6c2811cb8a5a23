"""Tabs with fixed names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QWidget

from app.appearance.translation import tr


class Tabs(QTabBar):
    """Bar of tabs that never scrolls; names that do not fit are elided.

    Parameters
    ----------
    name : str
        Object name.
    meaning : str
        Accessible name, English; shown through `tr`.
    tabs : sequence of (str, str)
        Name and tooltip of each tab, English; shown through `tr`.
    named : bool
        Whether tooltips begin with the name, for tabs that may be too narrow for it.
    """

    def __init__(
        self,
        name: str,
        meaning: str,
        tabs: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        named: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._meaning, self._tabs, self._named = meaning, tabs, named
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        for _ in tabs:
            self.addTab("")
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(tr(self._meaning))
        for place, (name, tip) in enumerate(self._tabs):
            self.setTabText(place, tr(name))
            words = f"{tr(name)}: {tr(tip)}" if self._named else tr(tip)
            self.setTabToolTip(place, words)
