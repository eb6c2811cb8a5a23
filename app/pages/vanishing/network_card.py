"""Card of the network's settings: depth, activation, initial weights; more on request."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.vanishing.forms import settings_form
from app.widgets.basics.card import Card
from engine.commands.command import SendCommand
from engine.simulations.vanishing.state import VanishingState

SHOWN = (
    "depth", "activation", "initialiser", "width", "cost", "eta", "lambda", "momentum",
    "batch", "data", "speed",
)  # fmt: skip


class NetworkCard(Card):
    """Card of settings; every change is sent at once."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("vanishing_network_card")
        self.form = settings_form(send, SHOWN, self, more="vanishing_more_button")
        self.add_to_header(self.form.more_button)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.retranslate()

    def show_state(self, state: VanishingState) -> None:
        """Show the settings."""
        self.form.show_values(state.settings)

    def retranslate(self) -> None:
        self.set_title(tr("Network"))
        self.form.retranslate()
