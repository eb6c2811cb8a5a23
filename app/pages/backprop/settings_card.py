"""Settings card: exhibit, layers, cost, activation, η; unfolded also form, stops, speed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.pages.backprop.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.command import SendCommand
from engine.simulations.backprop.scene import SETTINGS
from engine.simulations.backprop.state import BackpropState


class SettingsCard(Card):
    """Card of the page's settings; every change is sent at once.

    Signals
    -------
    unfolded : (bool)
    """

    unfolded = Signal(bool)

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Network and example"), parent, name="backprop_settings")
        self.form = SettingsForm(
            send, SIMULATION_ID, SETTINGS, self,
            stems={"eta": "backprop_eta"}, more="backprop_more_button",
        )  # fmt: skip
        self.form.unfolded.connect(self.unfolded)
        self.add_to_header(self.form.more_button)
        self.hold(self.form)
        self.body.addStretch(1)

    def render_text(self, state: BackpropState) -> None:
        self.form.show_values(state.settings)
        self.form.set_enabled(state.editable)
