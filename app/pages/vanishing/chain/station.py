"""Chain station: the product behind vanishing gradients, factor by factor."""

from __future__ import annotations

from functools import partial
from math import isfinite

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.page_frame.group import Part, Row
from app.page_frame.station_page import Station
from app.pages.vanishing.chain.canvas import ChainCanvas, Key
from app.pages.vanishing.chain.plots import (
    band_figure,
    identity_figure,
    slope_figure,
    widths_figure,
)
from app.pages.vanishing.forms import settings_form
from app.pages.vanishing.words import SIMULATION_ID, times
from app.widgets.basics.boxes import column
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import CancelDrag, SetSetting
from engine.commands.pages.vanishing import LoadChain, SetChainNumber
from engine.simulations.vanishing.state import ChainView, VanishingState
from engine.snapshots import SimulationSnapshot
from engine.text import subscript

SHOWN = ("chain_neurons", "chain_activation", "chain_locked")

CHAINS = {
    "drawn": (mark("Draw from N(0, 1)"), mark("Weights and biases by chance (N: others).")),
    "explosion": (mark("Explosion: w = 100"), mark("Factors of 25, as long as z stays at 0.")),
    "ones": (mark("All weights 1"), mark("With biases 0: every factor is below ¼.")),
}
"""Name and meaning of each prepared chain."""

ROOM_IN_LECTURE = 700
"""Least height in pixels at which a lecture shows the plots."""

SIDE_IN_LECTURE = 1500
"""Least width in pixels at which a lecture shows what is beside the chain."""


class ChainStation(Station):
    """Station that shows a ChainView."""

    across = False
    rewinds = False

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "chain_station", parent)
        self._view: ChainView | None = None
        self._locked = False
        self.stage = Card(theme, mark("A chain of neurons, and the product (122)"))
        self.canvas = ChainCanvas(theme, self.stage)
        self.stage.hold((self.canvas, 1))
        self.slope_card = Card(theme, mark("σ′(z), and where each neuron is"))
        self.band_card, self.last_card = Card(theme), Card(theme)
        self.slope = Plot(theme, "slope_plot", self.slope_card)
        self.band = Plot(theme, "band_plot", self.band_card)
        self.last = Plot(theme, "width_plot", self.last_card)
        cards = (self.slope_card, self.band_card, self.last_card)
        for card, plot in zip(cards, (self.slope, self.band, self.last), strict=True):
            card.hold((plot, 1))
        self._build_controls()
        top = Row(theme, Part(self.stage, 76, 68), Part(self.side, 24, 32, room=SIDE_IN_LECTURE))
        plots = Row(theme, *(Part(card, 1) for card in cards))
        self.lay_out(Part(top, 58, 66), Part(plots, 42, 34, room=ROOM_IN_LECTURE))
        self.canvas.changed.connect(self._on_number_changed)
        self.canvas.cancelled.connect(partial(send, CancelDrag(SIMULATION_ID)))
        self.canvas.looked_at.connect(self._on_looked_at)
        self.retranslate()

    def _build_controls(self) -> None:
        self.side = Card(self.theme, mark("Chain"))
        self.form = settings_form(self.send, SHOWN, self.side)
        self.chain_buttons = {
            name: ElidedButton(
                f"{name}_chain_button",
                *words,
                role="line",
                act=partial(self.send, LoadChain(SIMULATION_ID, name)),
            )
            for name, words in CHAINS.items()
        }
        self.side.hold(self.form, column(*self.chain_buttons.values(), gap=4))
        self.side.body.addStretch(1)
        self.identity_form = settings_form(self.send, ("identity_w",), self.last_card)
        self.identity_button = ElidedButton("identity_button", role="link", checkable=True)
        self.identity_button.toggled.connect(self._on_identity_toggled)
        self.last_card.body.insertWidget(0, self.identity_form)
        self.last_card.add_to_header(self.identity_button)
        self.identity_form.setVisible(False)

    # --- called by the page -----------------------------------------------------------------------

    def render_state(self, state: VanishingState) -> None:
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

    def place(self, simulation: SimulationSnapshot, state: VanishingState) -> Place:
        return Place(simulation.step, playable=False)

    def retranslate(self) -> None:
        super().retranslate()
        self._say_last()
        if self._view is not None:
            self._draw(self._view)

    def toggle_lock(self) -> None:
        """Switch on or off that biases keep z at 0."""
        self.send(SetSetting(SIMULATION_ID, "chain_locked", not self._locked))

    def _say_last(self) -> None:
        identity = self.identity_button.isChecked()
        title = (
            tr("A neuron that copies its input") if identity else tr("Width of the band over |w|")
        )
        self.last_card.set_title(title)
        words = tr("widths") if identity else tr("identity")
        self.identity_button.say(words, tr("Width of the band, or the neuron that copies x (C)."))

    # --- handlers -------------------------------------------------------------------------------

    def _on_number_changed(self, key: Key, value: float, finished: bool) -> None:
        self.send(SetChainNumber(SIMULATION_ID, *key, value, finished=finished))

    def _on_looked_at(self, neuron: int) -> None:
        view = self._view
        if view is not None and 0 <= neuron != view.neuron:
            self.send(SetSetting(SIMULATION_ID, "chain_neuron", neuron + 1))

    def _on_identity_toggled(self, identity: bool) -> None:
        self.identity_form.setVisible(identity)
        self._say_last()
        if self._view is not None:
            self._draw(self._view)
