"""Card of the network's settings: depth, activation, initial weights; more on request."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.pages.vanishing.rows import RowSpec, SettingRows
from app.pages.vanishing.words import DATA_NAMES, FUNCTION_NAMES, START_NAMES
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from engine.commands.command import SendCommand
from engine.simulations.vanishing.scene import DEEPEST, WIDEST
from engine.simulations.vanishing.state import VanishingState

FIRST = (
    RowSpec("depth", mark("Hidden layers"), mark("How many hidden layers (+ and −)."),
            (1.0, float(DEEPEST))),
    RowSpec("activation", mark("Activation"), mark("What hidden neurons do with z."),
            names=FUNCTION_NAMES),
    RowSpec("initialiser", mark("Weights from"), mark("How weights and biases are drawn."),
            names=START_NAMES),
)  # fmt: skip

COSTS = {"cross-entropy": mark("cross-entropy"), "quadratic": mark("quadratic")}
BATCHES = {"full": mark("all 1,000 at once"), "mini": mark("ten at a time")}

MORE = (
    RowSpec("width", mark("Neurons a layer"), mark("How many neurons each hidden layer has."),
            (2.0, float(WIDEST))),
    RowSpec("cost", mark("Cost"), mark("What learning makes small."), names=COSTS),
    RowSpec("eta", mark("Rate η"), mark("How far each step follows the gradient."),
            (0.001, 100.0), logarithmic=True),
    RowSpec("lambda", mark("Decay λ"), mark("How strongly large weights are penalised."),
            (0.0, 100.0), notch=0.5),
    RowSpec("momentum", mark("Momentum μ"), mark("How much of the last step is kept."),
            (0.0, 0.99), notch=0.01),
    RowSpec("batch", mark("Batch"), mark("Pictures whose gradients make one step."),
            names=BATCHES),
    RowSpec("data", mark("Data"), mark("The first 1,000 training pictures are learned from."),
            names=DATA_NAMES),
    RowSpec("speed", mark("Epochs / s"), mark("How fast it learns, where it can."),
            (1.0, 1_000.0), logarithmic=True),
)  # fmt: skip


class NetworkCard(Card):
    """Card of settings; every change is sent at once."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("vanishing_network_card")
        self.first = SettingRows(send, "vanishing_first_rows", FIRST, self)
        self.more = SettingRows(send, "vanishing_more_rows", MORE, self)
        self.more_button = ElidedButton("vanishing_more_button", role="link")
        self.more_button.setCheckable(True)
        self.more_button.toggled.connect(self._on_toggled)
        self.add_to_header(self.more_button)
        self.body.addWidget(self.first)
        self.body.addWidget(self.more)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._on_toggled(False)
        self.retranslate()

    def show_state(self, state: VanishingState) -> None:
        """Show the settings."""
        self.first.show_settings(state.settings)
        self.more.show_settings(state.settings)

    def retranslate(self) -> None:
        self.set_title(tr("Network"))
        self.first.retranslate()
        self.more.retranslate()
        self._say_more()

    def _say_more(self) -> None:
        words = tr("less") if self.more_button.isChecked() else tr("more")
        self.more_button.say(words, tr("Width, cost, η, λ, μ, batch, data, speed."))

    def _on_toggled(self, more: bool) -> None:
        self.more.setVisible(more)
        self._say_more()
