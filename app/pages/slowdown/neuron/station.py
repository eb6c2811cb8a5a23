"""Station of two neurons: the same start, two costs, one clock."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.page_frame.group import Column, Part, Row
from app.page_frame.keys import KeyAction
from app.pages.slowdown.neuron.canvas import NeuronCanvas
from app.pages.slowdown.neuron.plots import (
    after_words,
    cost_figure,
    output_figure,
    slope_figure,
)
from app.pages.slowdown.neuron.words import COLOURS, STARTS, remark_of, sentence_of
from app.pages.slowdown.station import SlowdownStation, form_of
from app.pages.slowdown.words import COST_FORMULAS, COST_TITLES, SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, WrappedLabel
from app.widgets.plots.plot import Plot
from engine.commands.command import SendCommand
from engine.commands.edits import CancelDrag, SetSetting
from engine.commands.pages.slowdown import LoadStart
from engine.functions.costs import COSTS
from engine.simulations.slowdown.neuron.state import DuelView
from engine.simulations.slowdown.neuron.station import SETTINGS
from engine.simulations.slowdown.state import SlowdownState

LEAST_ETA = 0.001
"""A drag of the learning rate ends there."""

ROOM_IN_LECTURE = 1600
"""Least width in pixels at which a lecture shows the third column."""

SMALL_LECTURE = 700
"""Height in pixels below which a lecture draws the neurons' numbers and factors only."""


class NeuronStation(SlowdownStation):
    """Station that shows a DuelView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "neuron_station", parent)
        self._view: DuelView | None = None
        self.cards = (Card(theme), Card(theme))
        self.canvases = tuple(
            NeuronCanvas(theme, side, token, card)
            for side, token, card in zip(("left", "right"), COLOURS, self.cards, strict=True)
        )
        for card, canvas in zip(self.cards, self.canvases, strict=True):
            card.hold((canvas, 1))
            canvas.changed.connect(self._on_number_changed)
            canvas.cancelled.connect(partial(send, CancelDrag(SIMULATION_ID)))
        self._build_plots()
        self._build_side()
        left, right = self.cards
        outputs, costs, slopes = self.plot_cards
        neurons = Row(theme, Part(left, 1), Part(right, 1))
        plots = Row(theme, Part(outputs, 1), Part(costs, 1))
        stage = Column(theme, Part(neurons, self._neurons_share), Part(plots, self._plots_share))
        side = Column(theme, Part(self.side), Part(slopes, 1))
        self.lay_out(Part(stage, 73), Part(side, 27, room=ROOM_IN_LECTURE))
        self.retranslate()

    def _build_plots(self) -> None:
        titles = (mark("Output"), mark("Cost"), mark("Place on σ and on σ′"))
        self.plot_cards = tuple(Card(self.theme, title) for title in titles)
        names = ("output_plot", "cost_plot", "slope_plot")
        self.plots = tuple(
            Plot(self.theme, name, card) for name, card in zip(names, self.plot_cards, strict=True)
        )
        for card, plot in zip(self.plot_cards, self.plots, strict=True):
            card.hold((plot, 1))
        self.start_buttons = {
            name: ElidedButton(
                f"{name}_start_button",
                *words,
                role="segment",
                checkable=True,
                act=partial(self.send, LoadStart(SIMULATION_ID, name)),
            )
            for name, words in STARTS.items()
        }
        self.plot_cards[0].add_to_header(*self.start_buttons.values())

    def _build_side(self) -> None:
        self.side = Card(self.theme, mark("How they learn"))
        costs = {cost.name: cost.label for cost in COSTS}
        names = dict.fromkeys(("left_cost", "right_cost"), costs)
        self.form = form_of(
            self.send, SETTINGS, self.side, names=names, more="slowdown_more_button"
        )
        self.remark = WrappedLabel("neuron_remark", self.side, role="hint")
        self.side.add_to_header(self.form.more_button)
        self.side.hold(self.form, self.remark)
        self.form.unfolded.connect(self._on_unfolded)

    def _neurons_share(self) -> int:
        """Return the share of the height for the neurons: a small lecture needs it for curves."""
        return 52 if self.theme.lecture and self.height() < SMALL_LECTURE else 58

    def _plots_share(self) -> int:
        return 100 - self._neurons_share()

    # --- called by the page -----------------------------------------------------------------------

    def render_state(self, state: SlowdownState) -> None:
        """Draw what differs from the last state."""
        view = state.view
        if not isinstance(view, DuelView):
            return
        self.form.show_values(state.settings)
        if view is not self._view:
            self._view = view
            self._draw(view)

    def _draw(self, view: DuelView) -> None:
        for card, canvas, neuron in zip(self.cards, self.canvases, view.neurons, strict=True):
            card.set_title(tr(COST_TITLES[neuron.rule.cost]))
            card.set_note(COST_FORMULAS[neuron.rule.cost])
            canvas.show_view(neuron)
        for plot, figure in zip(
            self.plots, (output_figure, cost_figure, slope_figure), strict=True
        ):
            plot.show_figure(figure(view))
        for name, button in self.start_buttons.items():
            button.setChecked(name == view.start)
        self.remark.setText(remark_of(view))

    def sentence(self, state: SlowdownState) -> str:
        """Return the sentence: where both neurons are."""
        return sentence_of(state.view) if isinstance(state.view, DuelView) else ""

    def place_words(self, state: SlowdownState) -> str:
        """Return the words of the transport bar."""
        return after_words(state.step)

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the keys of the station."""
        return (KeyAction(("M",), mark("Milder start, or the bad one"), self.switch_start),)

    def retranslate(self) -> None:
        super().retranslate()
        if self._view is not None:
            self._draw(self._view)

    def switch_start(self) -> None:
        """Ask for the milder start, or for the bad one where that is there."""
        milder = self._view is None or self._view.start != "milder"
        self.send(LoadStart(SIMULATION_ID, "milder" if milder else "bad"))

    # --- handlers ---------------------------------------------------------------------------------

    def _on_number_changed(self, key: str, value: float, finished: bool) -> None:
        value = max(value, LEAST_ETA) if key == "eta" else value
        self.send(SetSetting(SIMULATION_ID, key, value, finished=finished))

    def _on_unfolded(self, unfolded: bool) -> None:
        self.remark.setVisible(not unfolded)
