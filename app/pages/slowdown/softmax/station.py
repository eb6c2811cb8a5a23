"""Station of softmax: four knobs, outputs that share 1, their Jacobian and a picture."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.group import Column, Part
from app.page_frame.keys import KeyAction
from app.pages.slowdown.softmax.canvas import SoftmaxCanvas
from app.pages.slowdown.softmax.jacobian_view import JacobianView
from app.pages.slowdown.softmax.plots import FIGURES
from app.pages.slowdown.softmax.words import PICTURES, cost_words, sentence_of
from app.pages.slowdown.station import SlowdownStation, form_of
from app.pages.slowdown.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.segments import Segments
from app.widgets.plots.plot import Plot
from engine.commands.command import SendCommand
from engine.commands.edits import CancelDrag, SetSetting
from engine.commands.pages.slowdown import SetInputs, SetOutput
from engine.settings import Value
from engine.simulations.slowdown.softmax.state import SoftmaxView
from engine.simulations.slowdown.softmax.station import (
    LARGEST_C,
    LEAST_C,
    SETTINGS,
    STEP,
    UPDATES,
)
from engine.simulations.slowdown.state import SlowdownState

CONTROLS = tuple(setting for setting in SETTINGS if setting.name == "softmax_c")
"""Settings with a control in the form; the others are on the pictures."""

ROOM_IN_LECTURE = 1500
"""Least width in pixels at which a lecture shows Jacobian and picture."""


class SoftmaxStation(SlowdownStation):
    """Station that shows a SoftmaxView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "softmax_station", parent)
        self._view: SoftmaxView | None = None
        self.card = Card(theme, mark("Four outputs share 1"))
        self.canvas = SoftmaxCanvas(theme, self.card)
        self.canvas.changed.connect(self._on_number_changed)
        self.canvas.cancelled.connect(partial(send, CancelDrag(SIMULATION_ID)))
        self.canvas.label_chosen.connect(self._on_label_chosen)
        self.canvas.input_chosen.connect(self._on_input_chosen)
        self.form = form_of(send, CONTROLS, self.card)
        self.card.hold((self.canvas, 1), self.form)
        self.jacobian_card = Card(
            theme, mark("What each z does to each a"), note=mark("+ on the diagonal, − elsewhere")
        )
        self.jacobian = JacobianView(theme, self.jacobian_card)
        self.jacobian.input_chosen.connect(self._on_input_chosen)
        self.jacobian_card.hold((self.jacobian, 1))
        self._build_plot()
        side = Column(theme, Part(self.jacobian_card, 42), Part(self.plot_card, 58))
        self.lay_out(Part(self.card, 60, 62), Part(side, 40, 38, room=ROOM_IN_LECTURE))
        self.retranslate()

    def _build_plot(self) -> None:
        self.plot_card = Card(self.theme, mark("Picture"))
        self.pictures = Segments("softmax_picture_switch", "softmax_{}_button", PICTURES)
        self.pictures.chosen.connect(partial(self._set, "softmax_picture"))
        self.plot_card.add_to_header(self.pictures)
        self.plot = Plot(self.theme, "softmax_plot", self.plot_card, choosing=True)
        self.plot.chosen.connect(self._on_place_chosen)
        self.plot.nudged.connect(self._on_nudged)
        self.plot_card.hold((self.plot, 1))

    # --- called by the page -----------------------------------------------------------------------

    def render_state(self, state: SlowdownState) -> None:
        """Draw what differs from the last state."""
        view = state.view
        if not isinstance(view, SoftmaxView):
            return
        self.form.show_values(state.settings)
        if view is not self._view:
            self._view = view
            self._draw(view)

    def _draw(self, view: SoftmaxView) -> None:
        self.canvas.show_view(view)
        self.card.set_note(cost_words(view))
        self.jacobian.show_view(view)
        self.pictures.select(view.picture)
        self.plot.show_figure(FIGURES[view.picture](view))

    def sentence(self, state: SlowdownState) -> str:
        """Return the sentence: who gets most."""
        return sentence_of(state.view) if isinstance(state.view, SoftmaxView) else ""

    def place_words(self, state: SlowdownState) -> str:
        """Return the words of the transport bar."""
        return tr("update {step} of {last}", step=number(state.step), last=number(UPDATES))

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the keys of the station."""
        return (
            KeyAction(("C",), mark("Another picture of softmax"), self.next_picture),
            KeyAction(("Y",), mark("Another right answer"), self.next_label),
        )

    def retranslate(self) -> None:
        super().retranslate()
        if self._view is not None:
            self._draw(self._view)

    def next_picture(self) -> None:
        """Ask for the next picture."""
        if self._view is not None:
            names = list(PICTURES)
            self._set("softmax_picture", names[(names.index(self._view.picture) + 1) % len(names)])

    def next_label(self) -> None:
        """Ask for the next output as the right answer."""
        if self._view is not None:
            self._on_label_chosen((self._view.label + 1) % len(self._view.a))

    # --- handlers ---------------------------------------------------------------------------------

    def _set(self, name: str, value: Value, *, finished: bool = True) -> None:
        self.send(SetSetting(SIMULATION_ID, name, value, finished=finished))

    def _on_number_changed(self, key: str, value: float, finished: bool) -> None:
        change = self._set_output if key[0] == "a" else self._set_input
        change(int(key[1]) - 1, value, finished=finished)

    def _set_input(self, place: int, z: float, *, finished: bool) -> None:
        """Begin anew from what is shown, with another z."""
        if self._view is not None:
            inputs = self._view.z.tolist()
            inputs[place] = z
            self.send(SetInputs(SIMULATION_ID, tuple(inputs), finished=finished))

    def _set_output(self, place: int, a: float, *, finished: bool) -> None:
        """Begin anew from what is shown, with the z that gives an output its value."""
        if self._view is not None:
            inputs = tuple(self._view.z.tolist())
            self.send(SetOutput(SIMULATION_ID, inputs, place, a, finished=finished))

    def _on_label_chosen(self, place: int) -> None:
        self._set("softmax_label", str(place + 1))

    def _on_input_chosen(self, place: int) -> None:
        if self._view is not None and self._view.swept != place:
            self._set("softmax_swept", str(place + 1))

    def _on_place_chosen(self, place: float, finished: bool) -> None:
        """Set what the picture lies over: an input, the output of the right answer, or c."""
        view = self._view
        if view is None:
            return
        if view.picture == "z":
            self._set_input(view.swept, round(place / STEP) * STEP, finished=finished)
        elif view.picture == "cost":
            self._set_output(view.label, place, finished=finished)
        else:
            c = min(max(place, LEAST_C), LARGEST_C)
            self._set("softmax_c", float(f"{c:.3g}"), finished=finished)

    def _on_nudged(self, step: int) -> None:
        view = self._view
        if view is None:
            return
        places = {
            "z": float(view.z[view.swept]) + STEP * step,
            "cost": float(view.a[view.label]) + 0.01 * step,
        }
        self._on_place_chosen(places.get(view.picture, view.c * 1.1**step), True)
