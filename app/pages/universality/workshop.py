"""Workshop of one input: network at the left, its function beside it, controls."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.page_frame.group import FOLDED, Column, Part
from app.page_frame.station_page import Station
from app.pages.universality.board_card import BoardCard
from app.pages.universality.curve_canvas import CurveCanvas
from app.pages.universality.curve_painting import Highlighted
from app.pages.universality.function_card import FunctionCard
from app.pages.universality.network.canvas import NetworkCanvas
from app.pages.universality.network.layout import Number
from app.pages.universality.score_strip import ScoreStrip
from app.pages.universality.sentence import sentence_of
from app.pages.universality.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from engine.commands.command import Command, SendCommand
from engine.commands.edits import CancelDrag, SetSetting
from engine.commands.pages.universality import (
    DragCurve,
    DrawTarget,
    MoveEdge,
    SetHeight,
    SetHidden,
    SetOutgoing,
    SetOutputBias,
)
from engine.simulations.universality.state import UniversalityState

FORMS = {
    "simple": (mark("simple"), mark("Steps s and heights h.")),
    "real": (
        mark("real weights"),
        mark("The weights and biases that steps and heights stand for."),
    ),
}
"""Name and meaning of each way to write the network."""

EMS_EACH = 2.6
"""Least height for each hidden neuron in a lecture, in sizes of the base type."""

BOARD_ROOM = 640
"""Least height in pixels at which unfolded controls and the board are shown together."""


class Workshop(Station):
    """Widget shared by the five stations of one input.

    Signals
    -------
    said : ()
        The sentence has changed although the state has not.

    Attributes
    ----------
    network : NetworkCanvas
    curve : CurveCanvas
    """

    said = Signal()

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "workshop", parent)
        self._state: UniversalityState | None = None
        self._build_network()
        self._build_stage()
        self.function = FunctionCard(theme, send)
        self.board = BoardCard(theme, send)
        side = Column(theme, self.function, Part(self.board, 1, when=self._has_board))
        self.lay_out(
            Part(self.network_card, 28, 38, when=self._has_network),
            Part(self.stage, 48, 62),
            Part(side, 24, FOLDED),
            details=(self.network_words,),
        )
        self.function.form.unfolded.connect(self.fold)
        self.function.pencil_button.toggled.connect(self._on_pencil_toggled)

    def _build_network(self) -> None:
        self.network_card = Card(self.theme, mark("The network"), name="network_card")
        self.network = NetworkCanvas(self.theme, self.network_card)
        self.network_words = ElidedLabel("network_words", self.network_card, role="small")
        self.network_card.hold((self.network, 1), self.network_words)
        self.form_buttons: dict[str, ElidedButton] = {}
        group = QButtonGroup(self)
        for form, words in FORMS.items():
            act = partial(self.send, SetSetting(SIMULATION_ID, "form", form))
            button = ElidedButton(
                f"{form}_form_button", *words, role="link", checkable=True, act=act
            )
            group.addButton(button)
            self.network_card.add_to_header(button)
            self.form_buttons[form] = button
        self.network.changed.connect(self._on_number_changed)
        self.network.cancelled.connect(self._on_cancelled)
        self.network.looked_at.connect(self._on_neuron_looked_at)

    def _build_stage(self) -> None:
        self.stage = Card(self.theme, mark("What it computes"), name="curve_card")
        self.curve = CurveCanvas(self.theme, self.stage)
        self.score = ScoreStrip(self.theme, self.send, self.stage)
        self.stage.hold((self.curve, 1), self.score)
        self.curve.cancelled.connect(self._on_cancelled)
        self.curve.pulled.connect(self._on_pulled)
        self.curve.moved.connect(self._on_edge_moved)
        self.curve.drawn.connect(self._on_drawn)
        self.curve.looked_at.connect(self._on_curve_looked_at)

    # --- called by the page -----------------------------------------------------------------------

    def render_state(self, state: UniversalityState) -> None:
        """Draw what differs from the last state."""
        self._state = state
        station = str(state.settings["station"])
        self.network.show_state(state)
        self.curve.show_state(state)
        if station != "function":
            self.function.pencil_button.setChecked(False)
        self.score.setVisible(station == "function")
        if station == "function":
            self.score.show_state(state)
        self.fold()
        self.function.show_state(state)
        self.board.show_state(state)
        self.form_buttons[str(state.settings["form"])].setChecked(True)
        for button in self.form_buttons.values():
            button.setVisible(station != "neuron" and not self.theme.lecture)
        self.network_words.say(self._network_words(state))

    def sentence(self, state: UniversalityState) -> str:
        """Return the sentence for this state."""
        return sentence_of(state, drawing=self.curve.drawing)

    def _network_words(self, state: UniversalityState) -> str:
        curve = state.curve
        if curve is None:
            return ""
        hidden = len(curve.w)
        if hidden == 1:
            return tr("σ(w x + b) · its step lies at s = −b/w")
        words = tr("1-{hidden}-{outputs}", hidden=hidden, outputs=len(curve.curves))
        if not state.makes_steps:
            return f"{words} · " + tr("these neurons make no steps")
        if curve.is_bumps:
            return f"{words} · " + tr("b = −w s, weights h and −h")
        return words

    def _has_network(self) -> bool:
        """Return whether the network is shown: a lecture needs room for the type of each number."""
        curve = self._state.curve if self._state is not None else None
        if curve is None or not self.theme.lecture:
            return True
        return len(curve.w) * EMS_EACH * self.theme.size("base") <= self.height()

    def _has_board(self) -> bool:
        """Return whether the board is shown: unfolded controls may leave no room for it."""
        state, more = self._state, self.function.form.is_open
        function = state is not None and state.settings["station"] == "function"
        return function and not (more and self.height() < BOARD_ROOM)

    def counts_bumps(self) -> bool:
        """Return whether the number of bumps can be changed."""
        return self.score.isVisible()

    def draws(self) -> bool:
        """Return whether the target can be drawn."""
        button = self.function.pencil_button
        return button.isEnabled() and button.isVisible()

    def draw_target(self) -> None:
        """Switch drawing of the target on or off."""
        if self.function.pencil_button.isEnabled():
            self.function.pencil_button.toggle()

    # --- handlers -------------------------------------------------------------------------------

    def _on_cancelled(self) -> None:
        self.send(CancelDrag(SIMULATION_ID))

    def _on_number_changed(self, changed: Number, value: float, finished: bool) -> None:
        self.send(command_of(changed, value, finished))

    def _on_pulled(self, x0: float, y0: float, x1: float, y1: float, finished: bool) -> None:
        self.send(DragCurve(SIMULATION_ID, x0, y0, x1, y1, finished=finished))

    def _on_edge_moved(self, neuron: int, place: float, finished: bool) -> None:
        self.send(MoveEdge(SIMULATION_ID, neuron, place, finished=finished))

    def _on_drawn(self, x0: float, y0: float, x1: float, y1: float, finished: bool) -> None:
        self.send(DrawTarget(SIMULATION_ID, x0, y0, x1, y1, finished=finished))

    def _on_curve_looked_at(self, held: Highlighted) -> None:
        curve = self._state.curve if self._state is not None else None
        neurons: frozenset[int] = frozenset()
        if curve is not None and held.bump is not None:
            first = held.bump * curve.bump_size
            neurons = frozenset(range(first, first + curve.bump_size))
        elif held.edge is not None:
            neurons = frozenset({held.edge})
        self.network.light(neurons)

    def _on_neuron_looked_at(self, neuron: int) -> None:
        curve = self._state.curve if self._state is not None else None
        if curve is None or neuron < 0:
            self.curve.light(Highlighted())
        elif curve.is_bumps and len(curve.heights):
            self.curve.light(Highlighted(bump=neuron // curve.bump_size))
        else:
            self.curve.light(Highlighted(edge=neuron))

    def _on_pencil_toggled(self, drawing: bool) -> None:
        self.curve.drawing = drawing
        self.said.emit()


def command_of(changed: Number, value: float, finished: bool) -> Command:
    """Return the command that sets a number of the network."""
    if changed.kind == "h":
        return SetHeight(SIMULATION_ID, changed.index, value, finished=finished)
    if changed.kind == "v":
        return SetOutgoing(SIMULATION_ID, changed.index, value, finished=finished)
    if changed.kind == "c":
        return SetOutputBias(SIMULATION_ID, value, finished=finished)
    return SetHidden(SIMULATION_ID, changed.index, changed.kind, value, finished=finished)
