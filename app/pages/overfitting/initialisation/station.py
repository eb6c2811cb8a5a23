"""Station "Initialisation": a neuron before training, and the first epochs."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.group import FOLDED, Column, Part, Row
from app.page_frame.station_page import Station
from app.pages.overfitting.forms import settings_form
from app.pages.overfitting.initialisation.figures import (
    accuracy_figure,
    output_figure,
    sizes_figure,
    z_figure,
)
from app.pages.overfitting.initialisation.words import account_lines, initialisation_sentence
from app.pages.overfitting.words import DATA_NAMES, SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.line_list import LineList
from app.widgets.basics.segments import Segments
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.simulations.overfitting.initialisation.state import InitialisationView
from engine.simulations.overfitting.state import OverfittingState
from engine.snapshots import SimulationSnapshot

ACCOUNT_ROWS = 6

LECTURE_WIDTH = 1_500
"""Least width in pixels at which a lecture shows the neuron and the first epochs side by side.

Below it shows the neuron until the networks learn, then their first epochs.
"""

FACES = {
    "accuracy": (mark("accuracy"), mark("Right answers on validation pictures.")),
    "weights": (mark("weights"), mark("Size of the hidden weights, and what L2 alone leaves.")),
}
"""Text and tooltip of each plot of the first epochs."""

FIGURES = {"accuracy": accuracy_figure, "weights": sizes_figure}


class InitialisationStation(Station):
    """Station that shows an InitialisationView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "initialisation_station", parent)
        self._drawn: tuple[object, ...] = ()
        self.stage = Card(theme, mark("A neuron before training"), name="initialisation_stage")
        names = ("normal", "scaled")
        self.z = [Plot(theme, f"z_{name}_plot", self.stage) for name in names]
        self.outputs = [Plot(theme, f"output_{name}_plot", self.stage) for name in names]
        rows = [
            Part(Row(theme, Part(z, 3), Part(a, 2)), 1)
            for z, a in zip(self.z, self.outputs, strict=True)
        ]
        self.stage.hold((Column(theme, *rows, parent=self.stage), 1))
        self.controls = Card(theme, mark("The neuron"), name="initialisation_controls")
        self.form = settings_form(send, ("init_inputs", "init_on"), self.controls)
        self.account = LineList(theme, "initialisation_account", self.controls, rows=ACCOUNT_ROWS)
        self.controls.hold(self.form, self.account)
        self.epochs_card = Card(theme, mark("First epochs"), name="first_epochs_card")
        self.faces = Segments("first_epochs_switch", "first_epochs_{}_button", FACES)
        self.epochs_card.add_to_header(self.faces)
        self.epochs = Plot(theme, "first_epochs_plot", self.epochs_card)
        self.epochs_card.hold((self.epochs, 1))
        side = Column(theme, Part(self.controls, lecture=FOLDED), Part(self.epochs_card, 1))
        self._learning = False
        self.lay_out(Part(self.stage, 62, when=partial(self._has_room, False)),
                     Part(side, 38, when=partial(self._has_room, True)))  # fmt: skip
        self.faces.chosen.connect(partial(self._look, "init_face"))
        self.retranslate()

    def render_state(self, state: OverfittingState) -> None:
        """Draw what differs from the last state."""
        view: InitialisationView = state.view
        self.form.show_values(state.settings)
        learning = len(view.epochs) > 1
        if learning != self._learning:
            self._learning = learning
            self.fold()
        face = str(state.settings["init_face"])
        self.faces.select(face)
        seen = (view.starts, len(view.epochs), view.data, view.pictures, face)
        if len(self._drawn) == len(seen) and self._drawn[0] is seen[0] and (
            self._drawn[1:] == seen[1:]
        ):  # fmt: skip
            return
        self._drawn = seen
        for place in (0, 1):
            self.z[place].show_figure(z_figure(view, place))
            self.outputs[place].show_figure(output_figure(view, place))
        self.account.show_lines(account_lines(view, str(state.settings["data"])))
        self.epochs.show_figure(FIGURES[face](view))
        self.epochs_card.set_note(tr(DATA_NAMES.get(view.data, view.data)))
        drawn = number(view.starts[0].counts.neurons)
        self.stage.set_note(tr("line: theory · area: {count} drawn neurons", count=drawn))

    def sentence(self, state: OverfittingState) -> str:
        """Return the sentence for this state."""
        return initialisation_sentence(state.view, loading=state.loading)

    def place(self, simulation: SimulationSnapshot, state: OverfittingState) -> Place:
        view: InitialisationView = state.view
        epoch = simulation.step * view.last_epoch / max(state.last_step, 1)
        words = tr("epoch {epoch} of {epochs}", epoch=number(epoch, 1), epochs=view.last_epoch)
        return Place(simulation.step, state.last_step, words)

    def retranslate(self) -> None:
        super().retranslate()
        self._drawn = ()

    # --- handlers -------------------------------------------------------------------------------

    def _has_room(self, learning: bool) -> bool:
        """Return whether the neuron or, while they learn, the first epochs are shown."""
        return not self.theme.lecture or self.width() >= LECTURE_WIDTH or self._learning == learning

    def _look(self, name: str, value: str) -> None:
        self.send(SetSetting(SIMULATION_ID, name, value))
