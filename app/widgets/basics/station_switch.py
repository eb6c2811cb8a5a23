"""A segmented switch between the stations of a page."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from app.appearance.translation import tr
from app.widgets.basics.elided import ElidedButton

NARROWEST = 48
"""Least width of a segment in pixels."""


class StationSwitch(QWidget):
    """A segment for each station; the selected one is filled.

    Parameters
    ----------
    stations : mapping
        Name and meaning of each station, English; shown through `tr`.

    Signals
    -------
    station_chosen : (str)
    """

    station_chosen = Signal(str)

    def __init__(
        self, stations: Mapping[str, tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("station_switch")
        self._stations = stations
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.buttons: dict[str, ElidedButton] = {}
        for station in stations:
            button = ElidedButton(f"station_{station}_button", role="segment")
            button.setCheckable(True)
            button.setMinimumWidth(NARROWEST)
            self._group.addButton(button)
            layout.addWidget(button)
            self.buttons[station] = button
        self.show_station(next(iter(stations)))
        self._group.buttonClicked.connect(self._on_clicked)
        self.retranslate()

    def show_station(self, station: str) -> None:
        """Select a station, without a signal."""
        self.buttons[station].setChecked(True)

    def retranslate(self) -> None:
        for station, (name, meaning) in self._stations.items():
            self.buttons[station].say(tr(name), tr(meaning))

    def _on_clicked(self, clicked: QAbstractButton) -> None:
        station = next(name for name, button in self.buttons.items() if button is clicked)
        self.station_chosen.emit(station)
