"""The card of a hidden layer above its column."""

from __future__ import annotations

from types import MappingProxyType
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.pages.builder.layer_card import LayerCard
from app.widgets.basics.boxes import column, row
from engine.networks.layers.dense import Dense

MOST = 16
"""Largest number of neurons reached by a drag."""

LEAST_BUTTON, CROSS = 18, 18


class LayerHead(LayerCard):
    """Card with number of neurons and activation of a layer; lectures show the number alone."""

    roles: ClassVar = MappingProxyType({"size": "count", "choice": "activation"})
    remove_role: ClassVar = "mini"
    live: ClassVar = True

    def __init__(self, theme: Theme, layer: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"layer_{layer}", layer, Dense.card, most=MOST, parent=parent)
        counting = row(
            self.fewer_button, (self.number, 1), self.more_button, self.remove_button, gap=3
        )
        column(counting, self.fields["activation"], gap=4, inside=self)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

    def set_width(self, width: int) -> None:
        """Fit the buttons to a width in pixels; hide them if they do not fit."""
        side = self._theme.size("control_height")
        wide = self.number.fontMetrics().horizontalAdvance("16") + 24
        wide += 0 if self._theme.lecture else CROSS + 3
        for button in (self.fewer_button, self.more_button):
            # without the buttons the number can still be dragged
            button.setVisible(width >= wide + 2 * LEAST_BUTTON)
            button.setFixedSize(max(min(side, (width - wide) // 2), LEAST_BUTTON), side)
        self.remove_button.setFixedSize(CROSS, CROSS)

    def _on_theme_changed(self) -> None:
        self.set_width(10_000)
        for control in (self.fields["activation"], self.remove_button):
            control.setVisible(not self._theme.lecture)
