"""Station that derives the cross-entropy, and compares the errors of all pairs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.page_frame.group import Column, Part
from app.page_frame.keys import KeyAction
from app.pages.slowdown.derivation.errors_table import ErrorsTable
from app.pages.slowdown.derivation.lines_view import LinesView
from app.pages.slowdown.derivation.plots import FIGURES
from app.pages.slowdown.derivation.words import LINES, PICTURES, REASONS
from app.pages.slowdown.station import SlowdownStation, form_of
from app.pages.slowdown.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import WrappedLabel
from app.widgets.basics.segments import Segments
from app.widgets.plots.plot import Plot
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.transport import Seek
from engine.simulations.slowdown.derivation.state import DerivationView
from engine.simulations.slowdown.derivation.station import SETTINGS
from engine.simulations.slowdown.state import SlowdownState

SLIDERS = tuple(setting for setting in SETTINGS if setting.level)
"""Settings with a control in the form."""

ROOM_IN_LECTURE = 700
"""Least height in pixels at which a lecture shows the table of errors."""

LEAST_EDGE, LARGEST_EDGE = SETTINGS[0].low, SETTINGS[0].high


class DerivationStation(SlowdownStation):
    """Station that shows a DerivationView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "derivation_station", parent)
        self._state: SlowdownState | None = None
        self.lines_card = Card(theme, mark("From a wish to a cost"))
        self.lines = LinesView(theme, self.lines_card)
        self.lines.line_chosen.connect(self._on_line_chosen)
        self.form = form_of(send, SLIDERS, self.lines_card)
        self.lines_card.hold((self.lines, 1), self.form)
        self._build_plot()
        self._build_table()
        side = Column(
            theme, Part(self.plot_card, 54, 45), Part(self.table_card, 46, 55, room=ROOM_IN_LECTURE)
        )
        self.lay_out(
            Part(self.lines_card, 46, 52), Part(side, 54, 48), details=(self.form, self.pictures)
        )
        self.retranslate()

    def _build_plot(self) -> None:
        self.plot_card = Card(self.theme, mark("Cost"))
        self.pictures = Segments("why_picture_switch", "why_{}_button", PICTURES)
        self.pictures.chosen.connect(self._on_picture_chosen)
        self.plot_card.add_to_header(self.pictures)
        self.plot = Plot(self.theme, "why_plot", self.plot_card, choosing=True)
        self.plot.chosen.connect(self._on_place_chosen)
        self.plot.nudged.connect(self._on_nudged)
        self.plot_card.hold((self.plot, 1))

    def _build_table(self) -> None:
        self.table_card = Card(self.theme, mark("Error δ = ∂C/∂z of the output"))
        self.table = ErrorsTable(self.theme, self.table_card)
        self.table.pair_chosen.connect(self._on_pair_chosen)
        self.reason = WrappedLabel("pair_reason", self.table_card, role="hint")
        self.table_card.hold((self.table, 1), self.reason)

    # --- called by the page -----------------------------------------------------------------------

    def render_state(self, state: SlowdownState) -> None:
        """Draw what differs from the last state."""
        view = state.view
        if not isinstance(view, DerivationView):
            return
        self.form.show_values(state.settings)
        before, self._state = self._state, state
        if before is None or before.view is not view or before.settings != state.settings:
            self._draw(view, str(state.settings["why_pair"]))

    def _draw(self, view: DerivationView, pair: str) -> None:
        self.lines.show_view(view)
        self.pictures.select(view.picture)
        self.plot.show_figure(FIGURES[view.picture](view))
        self.table.show_errors(view, pair)
        activation, cost = pair.split(" ")
        self.reason.setText(tr(REASONS[activation, cost]))

    def sentence(self, state: SlowdownState) -> str:
        """Return the sentence: that of the line."""
        view = state.view
        return LINES[view.line].sentence(view) if isinstance(view, DerivationView) else ""

    def place_words(self, state: SlowdownState) -> str:
        """Return the words of the transport bar."""
        return tr("line {line} of {lines}", line=state.step + 1, lines=len(LINES))

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the keys of the station."""
        return (KeyAction(("C",), mark("Another picture of the cost"), self.next_picture),)

    def retranslate(self) -> None:
        super().retranslate()
        state, self._state = self._state, None
        if state is not None:
            self.render_state(state)

    def next_picture(self) -> None:
        """Ask for the next picture."""
        if self._state is not None:
            names = list(PICTURES)
            place = names.index(str(self._state.settings["why_picture"]))
            self._on_picture_chosen(names[(place + 1) % len(names)])

    # --- handlers ---------------------------------------------------------------------------------

    def _set(self, name: str, value: str | float, *, finished: bool = True) -> None:
        self.send(SetSetting(SIMULATION_ID, name, value, finished=finished))

    def _on_line_chosen(self, line: int) -> None:
        self.send(Seek(SIMULATION_ID, line))

    def _on_picture_chosen(self, picture: str) -> None:
        self._set("why_picture", picture)

    def _on_pair_chosen(self, pair: str) -> None:
        self._set("why_pair", pair)

    def _on_place_chosen(self, place: float, finished: bool) -> None:
        """Set what the picture lies over: the target of the swapped cost, else the output."""
        if self._state is None:
            return
        if self._state.settings["why_picture"] == "swapped":
            self._set("why_y", round(place, 2), finished=finished)
        else:
            self._set_output(place, finished=finished)

    def _set_output(self, a: float, *, finished: bool) -> None:
        self._set("why_a", round(min(max(a, LEAST_EDGE), LARGEST_EDGE), 2), finished=finished)

    def _on_nudged(self, step: int) -> None:
        if self._state is not None:
            self._set_output(float(self._state.settings["why_a"]) + 0.01 * step, finished=True)
