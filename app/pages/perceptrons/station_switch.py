"""The labelled switch that says which station is looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from app.translation import mark, tr
from app.widgets.fitting import FittingButton

STATIONS = {
    "decision": (mark("Decision"), mark("Weights of evidence against a threshold (1).")),
    "bench": (mark("Bench"), mark("Wire perceptrons: gates, and an adder (2).")),
    "sigmoid": (mark("Sigmoid"), mark("From the step to the smooth curve (3).")),
    "bits": (mark("Four bits"), mark("Turn ten outputs into four bits (4).")),
}
"""Name and meaning of each station."""

NARROWEST = 48
"""Pixels of a segment whose words have no room at all."""


class StationSwitch(QWidget):
    """Four segments; the chosen one is filled.

    Signals
    -------
    station_chosen : (str)
    """

    station_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("station_switch")
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.buttons: dict[str, FittingButton] = {}
        for station in STATIONS:
            button = FittingButton(f"station_{station}_button", role="segment")
            button.setCheckable(True)
            button.setMinimumWidth(NARROWEST)
            self._group.addButton(button)
            layout.addWidget(button)
            self.buttons[station] = button
        self.show_station("decision")
        self._group.buttonClicked.connect(self._on_clicked)
        self.retranslate()

    def show_station(self, station: str) -> None:
        """Show which station is looked at."""
        self.buttons[station].setChecked(True)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        for station, (name, meaning) in STATIONS.items():
            self.buttons[station].say(tr(name), tr(meaning))

    def _on_clicked(self, clicked: QAbstractButton) -> None:
        station = next(name for name, button in self.buttons.items() if button is clicked)
        self.station_chosen.emit(station)
