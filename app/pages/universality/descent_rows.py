"""Rows of settings of gradient descent: η, μ, epochs per second."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.appearance.translation import tr
from app.pages.universality.words import SIMULATION_ID
from app.widgets.numbers.number_row import NumberRow
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.simulations.universality.state import UniversalityState


class DescentRows(QWidget):
    """Three number rows; every change is sent at once."""

    def __init__(self, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("descent_rows")
        self._send = send
        self.rows = {
            "eta": NumberRow("descent_eta", (0.001, 10.0), self, logarithmic=True),
            "momentum": NumberRow("descent_momentum", (0.0, 0.99), self, notch=0.01),
            "speed": NumberRow("descent_speed", (1.0, 20_000.0), self, logarithmic=True),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for name, row in self.rows.items():
            row.setProperty("setting", name)
            row.changed.connect(self._on_changed)
            layout.addWidget(row)

    def show_state(self, state: UniversalityState) -> None:
        """Show the settings, except on a slider that is being dragged."""
        for name, row in self.rows.items():
            row.show_value(float(state.settings[name]))

    def retranslate(self) -> None:
        words = {
            "eta": (tr("Rate η"), tr("How far each step of descent follows the gradient.")),
            "momentum": (tr("Momentum μ"), tr("How much of the last step is kept.")),
            "speed": (tr("Epochs / s"), tr("How fast descent goes, where it can.")),
        }
        for name, row in self.rows.items():
            row.say(*words[name])

    def _on_changed(self, value: float, finished: bool) -> None:
        name = str(self.sender().property("setting"))
        self._send(SetSetting(SIMULATION_ID, name, value, finished))
