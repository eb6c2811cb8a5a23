"""Station of activations: one function under the hand, and ten networks on one clock."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.page_frame.group import Column, Part
from app.page_frame.keys import KeyAction
from app.pages.slowdown.activations.legend import BenchLegend
from app.pages.slowdown.activations.plots import FIGURES, cost_figure
from app.pages.slowdown.activations.words import (
    PICTURES,
    SHAPES,
    check_words,
    place_words,
    sentence_of,
    title_of_picture,
)
from app.pages.slowdown.station import SlowdownStation, form_of
from app.pages.slowdown.words import SIMULATION_ID
from app.widgets.basics.boxes import row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedLabel, WrappedLabel
from app.widgets.basics.segments import Segments
from app.widgets.numbers.formula_field import FormulaField
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.improvement.activation_race import EPOCHS
from engine.improvement.bench_functions import NAMES, of_formula
from engine.settings import Value
from engine.simulations.slowdown.activations.state import ActivationsView
from engine.simulations.slowdown.activations.station import (
    FARTHEST_Z,
    LARGEST_FACTOR,
    LEAST_FACTOR,
    SETTINGS,
)
from engine.simulations.slowdown.state import SlowdownState
from engine.snapshots import SimulationSnapshot

CONTROLS = tuple(each for each in SETTINGS if each.level and each.kind != "text")
"""Settings with a control in the form; the formula has a field of its own."""

ROOM_FOR_LEGEND = 560
"""Least height in pixels at which a lecture shows the table of networks."""

ROOM_FOR_CURVES = 1500
"""Least width in pixels at which a lecture shows the function beside the costs."""


class ActivationsStation(SlowdownStation):
    """Station that shows an ActivationsView."""

    random = True

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "activations_station", parent)
        self._view: ActivationsView | None = None
        self._pointed: int | None = None
        self._build_function()
        self.cost_card = Card(
            theme, mark("The same network with each"), note=mark("mean cost, by epochs")
        )
        self.cost_plot = Plot(theme, "bench_cost_plot", self.cost_card)
        self.cost_card.hold((self.cost_plot, 1))
        self.legend_card = Card(
            theme, mark("All networks"), note=mark("point at a row; a click looks at it")
        )
        self.legend = BenchLegend(theme, self.legend_card)
        self.legend.function_chosen.connect(partial(self._set, "bench_function"))
        self.legend.pointed_at.connect(self._on_pointed_at)
        self.legend_card.hold((self.legend, 1))
        race = Column(
            theme,
            Part(self.cost_card, 52),
            Part(self.legend_card, 48, room=ROOM_FOR_LEGEND),
        )
        self.lay_out(Part(self.card, 50, room=ROOM_FOR_CURVES), Part(race, 50))
        self.retranslate()

    def _build_function(self) -> None:
        self.card = Card(self.theme, mark("Function"))
        self.pictures = Segments("bench_picture_switch", "bench_{}_button", PICTURES)
        self.pictures.chosen.connect(partial(self._set, "bench_picture"))
        self.card.add_to_header(self.pictures)
        self.plot = Plot(self.theme, "bench_plot", self.card, choosing=True)
        self.plot.chosen.connect(self._on_place_chosen)
        self.plot.nudged.connect(self._on_nudged)
        self.check = WrappedLabel("bench_check", self.card, role="hint")
        self.formula_label = ElidedLabel("bench_formula_text", self.card)
        self.formula = FormulaField("bench_formula", of_formula, self.card)
        self.formula.entered.connect(self._on_formula_entered)
        self.form = form_of(
            self.send,
            CONTROLS,
            self.card,
            names={"bench_shape": SHAPES},
            more="bench_more_button",
        )
        self.card.add_to_header(self.form.more_button)
        line = row((self.formula_label, 5), (self.formula, 8), gap=8)
        self.card.hold((self.plot, 1), self.check, line, self.form)

    # --- called by the page -----------------------------------------------------------------------

    def render_state(self, state: SlowdownState) -> None:
        """Draw what differs from the last state."""
        view = state.view
        if not isinstance(view, ActivationsView):
            return
        self.form.show_values(state.settings)
        if view is not self._view:
            self._view = view
            self._draw(view)

    def _draw(self, view: ActivationsView) -> None:
        self.card.set_title(title_of_picture(view))
        self.formula.show_formula(view.formula)
        self.pictures.select(view.picture)
        self.check.setText(check_words(view) if view.picture == "curve" else "")
        self.check.setVisible(view.picture == "curve")
        self.legend.show_view(view)
        self._draw_plots(view)

    def _draw_plots(self, view: ActivationsView) -> None:
        self.plot.show_figure(FIGURES[view.picture](view, self._pointed))
        self.cost_plot.show_figure(cost_figure(view, self._pointed))

    def sentence(self, state: SlowdownState) -> str:
        """Return the sentence: how the networks stand."""
        return sentence_of(state.view) if isinstance(state.view, ActivationsView) else ""

    def place_words(self, state: SlowdownState) -> str:
        """Return the words of the transport bar."""
        return place_words(state.step, EPOCHS)

    def place(self, simulation: SimulationSnapshot, state: SlowdownState) -> Place:
        return Place(state.step, state.last_step, self.place_words(state))

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the keys of the station."""
        return (
            KeyAction(("C",), mark("Another picture of the function"), self.next_picture),
            KeyAction(("A",), mark("Another function"), self.next_function),
        )

    def retranslate(self) -> None:
        super().retranslate()
        setting = SETTINGS[0]
        self.formula_label.say(tr(setting.label))
        self.formula.say(f"{tr(setting.label)}: {tr(setting.help)}", "sin(z)")
        if self._view is not None:
            self._draw(self._view)

    def next_picture(self) -> None:
        """Ask for the next picture."""
        if self._view is not None:
            names = list(PICTURES)
            self._set("bench_picture", names[(names.index(self._view.picture) + 1) % len(names)])

    def next_function(self) -> None:
        """Ask for the next function."""
        if self._view is not None:
            self._set("bench_function", NAMES[(self._view.chosen + 1) % len(NAMES)])

    # --- handlers ---------------------------------------------------------------------------------

    def _set(self, name: str, value: Value, *, finished: bool = True) -> None:
        self.send(SetSetting(SIMULATION_ID, name, value, finished=finished))

    def _on_formula_entered(self, text: str) -> None:
        self._set("bench_formula", text)
        self._set("bench_function", NAMES[-1])

    def _on_pointed_at(self, place: int | None) -> None:
        self._pointed = place
        if self._view is not None:
            self._draw_plots(self._view)

    def _on_place_chosen(self, place: float, finished: bool) -> None:
        """Set what the picture lies over: z, or the factor of the weights."""
        if self._view is None:
            return
        if self._view.picture == "scale":
            c = min(max(place, LEAST_FACTOR), LARGEST_FACTOR)
            self._set("bench_c", float(f"{c:.3g}"), finished=finished)
        else:
            z = min(max(round(place, 2), -FARTHEST_Z), FARTHEST_Z)
            self._set("bench_z", z, finished=finished)

    def _on_nudged(self, step: int) -> None:
        view = self._view
        if view is not None:
            near = view.at_z + 0.1 * step
            place = near if view.scaling is None else view.scaling.c * 1.1**step
            self._on_place_chosen(place, True)
