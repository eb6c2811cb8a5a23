"""Chain station: the product behind vanishing gradients, factor by factor."""

from __future__ import annotations

from math import isfinite

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.vanishing.chain.canvas import ChainCanvas, Key
from app.pages.vanishing.chain.plots import (
    band_figure,
    identity_figure,
    slope_figure,
    widths_figure,
)
from app.pages.vanishing.forms import settings_form
from app.pages.vanishing.words import SIMULATION_ID, times
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.plots.plot import Plot
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.pages.vanishing import LoadChain, SetChainNumber
from engine.simulations.vanishing.state import ChainView, VanishingState
from engine.text import subscript

SHOWN = ("chain_neurons", "chain_activation", "chain_locked")

CHAINS = ("drawn", "explosion", "ones")

SHARES, LECTURE_SHARES = (58, 42), (66, 34)
"""Shares of the height for the chain and for the plots."""

COLUMNS, LECTURE_COLUMNS = (76, 24), (68, 32)
"""Shares of the width for the chain and for its settings."""

ROOM_IN_LECTURE = 700
"""Least height in pixels at which a lecture shows the plots."""


class ChainStation(QWidget):
    """Station that shows a ChainView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chain_station")
        self._theme, self._send = theme, send
        self._view: ChainView | None = None
        self._lecture, self._locked = False, False
        self.stage = Card(theme, "", self)
        self.canvas = ChainCanvas(theme, self.stage)
        self.stage.body.addWidget(self.canvas, 1)
        self.slope_card, self.band_card = Card(theme, "", self), Card(theme, "", self)
        self.last_card = Card(theme, "", self)
        self.slope = Plot(theme, "slope_plot", self.slope_card)
        self.band = Plot(theme, "band_plot", self.band_card)
        self.last = Plot(theme, "width_plot", self.last_card)
        for card, plot in ((self.slope_card, self.slope), (self.band_card, self.band),
                           (self.last_card, self.last)):  # fmt: skip
            card.body.addWidget(plot, 1)
        self._build_controls()
        self._lay_out()
        self.canvas.changed.connect(self._on_number_changed)
        self.canvas.looked_at.connect(self._on_looked_at)
        theme.changed.connect(self._space_out)
        self._space_out()
        self.retranslate()

    def _build_controls(self) -> None:
        self.side = Card(self._theme, "", self)
        self.form = settings_form(self._send, SHOWN, self.side)
        self.chain_buttons: dict[str, ElidedButton] = {}
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        for name in CHAINS:
            button = ElidedButton(f"{name}_chain_button", role="line")
            button.setProperty("chain", name)
            button.clicked.connect(self._on_chain_clicked)
            buttons.addWidget(button)
            self.chain_buttons[name] = button
        self.side.body.addWidget(self.form)
        self.side.body.addLayout(buttons)
        self.side.body.addStretch(1)
        self.identity_form = settings_form(self._send, ("identity_w",), self.last_card)
        self.identity_button = ElidedButton("identity_button", role="link")
        self.identity_button.setCheckable(True)
        self.identity_button.toggled.connect(self._on_identity_toggled)
        self.last_card.body.insertWidget(0, self.identity_form)
        self.last_card.add_to_header(self.identity_button)
        self.identity_form.setVisible(False)

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        self._rows_of_cards = (top, bottom)
        top.addWidget(self.stage, COLUMNS[0])
        top.addWidget(self.side, COLUMNS[1])
        for card in (self.slope_card, self.band_card, self.last_card):
            bottom.addWidget(card, 1)
        for card in (self.stage, self.side, self.slope_card, self.band_card, self.last_card):
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._grid.addLayout(top, 0, 0)
        self._grid.addLayout(bottom, 1, 0)
        self.set_lecture(False)

    # --- called by the page -----------------------------------------------------------------------

    def show_state(self, state: VanishingState) -> None:
        """Draw what differs from the last state."""
        view, settings = state.chain, state.settings
        if view is None:
            return
        self._locked = bool(settings["chain_locked"])
        self.canvas.show_view(view, locked=self._locked)
        self.form.show_values(settings)
        self.identity_form.show_values(settings)
        if view is not self._view:
            self._view = view
            self._draw(view)

    def _draw(self, view: ChainView) -> None:
        index = subscript(view.neuron + 1)
        self.stage.set_note(view.formula)
        self.band_card.set_title(tr("|w{index} σ′(w{index} a + b{index})| over a", index=index))
        self.slope.show_figure(slope_figure(view))
        self.band.show_figure(band_figure(view))
        identity = self.identity_button.isChecked()
        self.last.show_figure(identity_figure(view) if identity else widths_figure(view))

    def sentence(self, state: VanishingState) -> str:
        """Return the sentence: ratio of ∂C/∂b₁ and ∂C/∂b₃ (∂C/∂b₂ in a chain of two)."""
        view = state.chain
        if view is None:
            return ""
        gradients = abs(view.passed.gradients)
        other = min(2, len(gradients) - 1)
        words = {"other": f"∂C/∂b{subscript(other + 1)}"}
        if not gradients[0] or not isfinite(gradients[0]):
            return tr("∂C/∂b₁ is 0: a neuron is off, and nothing comes through.")
        ratio = float(gradients[other] / gradients[0])
        if ratio >= 1:
            return tr("∂C/∂b₁ is {ratio} times smaller than {other}: it vanishes.",
                      ratio=times(ratio), **words)  # fmt: skip
        return tr("∂C/∂b₁ is {ratio} times larger than {other}: it explodes.",
                  ratio=times(1 / max(ratio, 1e-300)), **words)  # fmt: skip

    def place_words(self, state: VanishingState) -> str:
        """Return "": a chain is not trained."""
        return ""

    def set_lecture(self, lecture: bool) -> None:
        self._lecture = lecture
        self._grid.setRowStretch(0, (LECTURE_SHARES if lecture else SHARES)[0])
        for place, share in enumerate(LECTURE_COLUMNS if lecture else COLUMNS):
            self._rows_of_cards[0].setStretch(place, share)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold()

    def _fold(self) -> None:
        """Hide the plots in a lecture of little height."""
        room = not self._lecture or self.height() >= ROOM_IN_LECTURE
        shares = LECTURE_SHARES if self._lecture else SHARES
        self._grid.setRowStretch(1, shares[1] if room else 0)
        for card in (self.slope_card, self.band_card, self.last_card):
            card.setVisible(room)

    def retranslate(self) -> None:
        self.stage.set_title(tr("A chain of neurons, and the product (122)"))
        self.side.set_title(tr("Chain"))
        self.slope_card.set_title(tr("σ′(z), and where each neuron is"))
        words = {
            "drawn": (tr("Draw from N(0, 1)"), tr("Weights and biases by chance (N: others).")),
            "explosion": (tr("Explosion: w = 100"), tr("Factors of 25, as long as z stays at 0.")),
            "ones": (tr("All weights 1"), tr("With biases 0: every factor is below ¼.")),
        }
        for name, button in self.chain_buttons.items():
            button.say(*words[name])
        for part in (self.canvas, self.form, self.identity_form):
            part.retranslate()
        self._say_last()
        if self._view is not None:
            self._draw(self._view)

    def toggle_lock(self) -> None:
        """Switch on or off that biases keep z at 0."""
        self._send(SetSetting(SIMULATION_ID, "chain_locked", not self._locked))

    def _say_last(self) -> None:
        identity = self.identity_button.isChecked()
        title = (
            tr("A neuron that copies its input") if identity else tr("Width of the band over |w|")
        )
        self.last_card.set_title(title)
        words = tr("widths") if identity else tr("identity")
        self.identity_button.say(words, tr("Width of the band, or the neuron that copies x (C)."))

    # --- handlers -------------------------------------------------------------------------------

    def _space_out(self) -> None:
        gap = self._theme.size("gap")
        self._grid.setSpacing(gap)
        for row in self._rows_of_cards:
            row.setSpacing(gap)

    def _on_number_changed(self, key: Key, value: float, finished: bool) -> None:
        self._send(SetChainNumber(SIMULATION_ID, *key, value, finished))

    def _on_looked_at(self, neuron: int) -> None:
        view = self._view
        if view is not None and 0 <= neuron != view.neuron:
            self._send(SetSetting(SIMULATION_ID, "chain_neuron", neuron + 1))

    def _on_chain_clicked(self) -> None:
        self._send(LoadChain(SIMULATION_ID, str(self.sender().property("chain"))))

    def _on_identity_toggled(self, identity: bool) -> None:
        self.identity_form.setVisible(identity)
        self._say_last()
        if self._view is not None:
            self._draw(self._view)
