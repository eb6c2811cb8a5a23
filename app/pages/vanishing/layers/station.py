"""Layers station: the network on the stage; settings, speeds and ablations beside it."""

from __future__ import annotations

from functools import partial
from math import inf

import numpy as np
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.group import FOLDED, Column, Part
from app.page_frame.station_page import Station
from app.pages.vanishing.ablations_card import AblationsView, reason_words
from app.pages.vanishing.forms import settings_form
from app.pages.vanishing.inside_view import InsideView
from app.pages.vanishing.layers.canvas import LayersCanvas
from app.pages.vanishing.layers.geometry import gauge_ends
from app.pages.vanishing.magnifier import Magnifier
from app.pages.vanishing.words import SIMULATION_ID, times
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.basics.segments import Segments
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.arrays import Matrix
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.pages.vanishing import ClearAblations
from engine.simulations.vanishing.scene import DEEPEST
from engine.simulations.vanishing.state import LaboratoryView, VanishingState
from engine.snapshots import SimulationSnapshot

ROOM_FOR_ALL, ROOM_IN_LECTURE = 760, 800
"""Least height in pixels at which all cards are shown together, and in a lecture."""

MOST_WRITTEN = 5
"""Number of hidden layers up to which the title lists each one."""

SPEED, ABLATIONS, INSIDE = "speed", "suspects", "inside"
FACES = {
    SPEED: (mark("Speed"), mark("How fast each layer has learned, epoch by epoch.")),
    ABLATIONS: (mark("Suspects"), mark("Who is to blame? Vote, then exchange.")),
    INSIDE: (mark("Inside"), mark("What goes on inside each layer (I).")),
}
"""Name and meaning of each card that can be at the front beside the stage."""

SHOWN = (
    "depth", "activation", "initialiser", "width", "cost", "eta", "lambda", "momentum",
    "batch", "data", "speed",
)  # fmt: skip
"""Settings of the network."""


class LayersStation(Station):
    """Station that shows a LaboratoryView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "layers_station", parent)
        self._state: VanishingState | None = None
        self._drawn: tuple[Matrix, int] | None = None
        self._face, self._running = ABLATIONS, False
        self._build_stage()
        self._build_network()
        self._build_speeds()
        self._build_ablations()
        self.faces = Segments("vanishing_faces", "{}_face_button", FACES, self, stretch=1)
        self.faces.chosen.connect(self.show_face)
        side = Column(theme, parent=self)
        side.lay_out(
            Part(self.network, lecture=FOLDED),
            Part(self.faces, when=self._has_cards),
            Part(self.speeds_card, 5, when=self._has_speeds),
            Part(self.court_card, 6, when=self._has_court),
        )
        side.keep_together()
        self.lay_out(Part(self.stage, 62, 49), Part(side, 38, 51), details=(self.ablations.reason,))
        self.form.unfolded.connect(self.fold)
        self.retranslate()

    def _build_stage(self) -> None:
        self.stage = Card(self.theme, "", self, name="layers_card")
        self.canvas = LayersCanvas(self.theme, self.stage)
        self.magnifier = Magnifier(self.send, self.stage)
        self.remove_button = ElidedButton(
            "remove_layer_button",
            "−",
            mark("Take a hidden layer away (−)."),
            role="choice",
            act=self.remove_layer,
        )
        self.add_button = ElidedButton(
            "add_layer_button",
            mark("+ layer"),
            mark("Add a hidden layer (+)."),
            role="primary",
            act=self.add_layer,
        )
        self.stage.add_to_header(self.remove_button, self.add_button)
        self.stage.hold((self.canvas, 1), self.magnifier)
        self.canvas.magnified.connect(self.magnifier.set_power)

    def _build_network(self) -> None:
        """Build the card of settings: a few at first, more on request."""
        self.network = Card(self.theme, mark("Network"), self, name="vanishing_network_card")
        self.form = settings_form(self.send, SHOWN, self.network, more="vanishing_more_button")
        self.network.add_to_header(self.form.more_button)
        self.network.hold(self.form)
        self.network.body.addStretch(1)
        self.network.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _build_speeds(self) -> None:
        self.speeds_card = Card(self.theme, mark("Speed of learning ‖δ‖"), self, name="speeds_card")
        self.plot = Plot(self.theme, "speeds_plot", self.speeds_card)
        self.speeds_card.hold((self.plot, 1))

    def _build_ablations(self) -> None:
        self.court_card = Card(self.theme, "", self, name="court_card")
        self.ablations = AblationsView(self.theme, self.send, self.court_card)
        self.inside = InsideView(self.theme, self.court_card)
        self.stack = QStackedWidget(self.court_card)
        self.stack.addWidget(self.ablations)
        self.stack.addWidget(self.inside)
        self.court_card.hold((self.stack, 1))
        self.clear_ablations_button = ElidedButton(
            "acquit_button",
            mark("clear"),
            mark("Forget all votes and switch all twins off."),
            role="link",
            act=partial(self.send, ClearAblations(SIMULATION_ID)),
        )
        self.court_card.add_to_header(self.clear_ablations_button)

    # --- called by the page -----------------------------------------------------------------------

    def render_state(self, state: VanishingState) -> None:
        """Draw what differs from the last state."""
        view = state.laboratory
        if view is None:
            return
        self._state = state
        power = int(state.settings["magnifier"])
        self.canvas.show_view(view, power, loading=state.loading)
        self.magnifier.show_scale(power, self.canvas.scale.full)
        self.form.show_values(state.settings)
        self.remove_button.setEnabled(view.shape.depth > 1)
        self.add_button.setEnabled(view.shape.depth < DEEPEST)
        self.stage.set_title(title_of(view))
        self.ablations.show_view(view)
        switched_on = any(each.switched_on or each.votes for each in view.ablations)
        self.clear_ablations_button.setVisible(
            switched_on and self.stack.currentWidget() is self.ablations
        )
        if not self._running:
            self.show_text()

    def show_text(self) -> None:
        """Refresh the parts that need not change in every frame: plot, table, accessible text."""
        view = self._state.laboratory if self._state is not None else None
        if view is None:
            return
        self.canvas.say()
        if self._face == INSIDE:
            self.inside.show_moment(view.moment)
        self._draw_speeds(view)

    def _draw_speeds(self, view: LaboratoryView) -> None:
        moment = view.moment
        step = moment.step if moment is not None else 0
        # arrays are never changed in place; keeping a reference makes the identity test safe
        if self._drawn is not None and self._drawn[0] is view.speeds and self._drawn[1] == step:
            return
        self._drawn = view.speeds, step
        depth = view.shape.depth
        lines = [
            Line(
                _label(layer, depth), view.steps, view.speeds[:, layer], shade=_shade(layer, depth)
            )
            for layer in range(depth)
            if len(view.steps)
        ]
        spots = [] if moment is None else [
            Spot(step, float(speed), shade=_shade(layer, depth))
            for layer, speed in enumerate(moment.gradients.speeds)
        ]  # fmt: skip
        low, high = gauge_ends(view.speeds[np.isfinite(view.speeds)].tolist())
        right = float(max(view.steps[-1] if len(view.steps) else 0, 10))
        self.plot.show_figure(
            Figure(
                lines,
                (0.0, right, 10.0**low, 10.0**high),
                Axis(tr("epoch")),
                Axis(tr("speed"), log=True),
                spots=spots,
                empty=tr("Play: every layer's speed is drawn here."),
                said=tr("epoch {epoch}", epoch=step),
            )
        )

    def sentence(self, state: VanishingState) -> str:
        """Return the sentence for this state."""
        view = state.laboratory
        moment = view.moment if view is not None else None
        if view is None or moment is None:
            return tr("Drawing pictures to learn from …") if state.loading else ""
        if self.theme.lecture and view.ghost is not None and self._face == ABLATIONS:
            # a lecture hides the reason on the card
            return reason_words(view)
        depth, ratio = view.shape.depth, moment.gradients.ratio
        if depth == 1:
            return tr("One hidden layer, all lit. Add a layer: which one goes dark?")
        if not 0 < ratio < inf:
            return tr("Nothing comes through: layer 1 does not learn at all.")
        words = {"last": depth, "ratio": times(max(ratio, 1 / ratio))}
        if ratio < 0.9:
            return tr(
                "Layer 1 learns {ratio}× faster than layer {last}: gradients explode.", **words
            )
        if ratio < 3.0:
            return tr("Layer 1 learns nearly as fast as layer {last}: {ratio}× slower.", **words)
        return tr("Layer 1 learns {ratio}× slower than layer {last}.", **words)

    def place(self, simulation: SimulationSnapshot, state: VanishingState) -> Place:
        return Place(simulation.step, state.last_step, place_words(state))

    def add_layer(self) -> None:
        """Make the network one layer deeper."""
        self._set_depth(1)

    def remove_layer(self) -> None:
        """Make the network one layer shallower."""
        self._set_depth(-1)

    def _set_depth(self, change: int) -> None:
        if self._state is not None:
            depth = int(self._state.settings["depth"]) + change
            if 1 <= depth <= DEEPEST:
                self.send(SetSetting(SIMULATION_ID, "depth", depth))

    def show_running(self, *, running: bool) -> None:
        """Bring the speeds to the front when training starts, if cards share the room."""
        if running and not self._running and self._tight and self._face == ABLATIONS:
            self.show_face(SPEED)
        self._running = running

    def show_face(self, face: str) -> None:
        """Bring speeds, ablations or the inside of the layers to the front."""
        self._face = face
        self.stack.setCurrentWidget(self.inside if face == INSIDE else self.ablations)
        self.fold()
        if self._state is not None:
            self.render_state(self._state)

    def toggle_inside(self) -> None:
        """Switch between the inside of the layers and the ablations."""
        self.show_face(ABLATIONS if self._face == INSIDE else INSIDE)

    @property
    def _tight(self) -> bool:
        return self.height() < (ROOM_IN_LECTURE if self.theme.lecture else ROOM_FOR_ALL)

    def _has_cards(self) -> bool:
        """Return whether the unfolded settings leave room for other cards."""
        return self.theme.lecture or not (self.form.is_open and self._tight)

    def _has_speeds(self) -> bool:
        return self._has_cards() and (self._face == SPEED or not self._tight)

    def _has_court(self) -> bool:
        return self._has_cards() and (self._face != SPEED or not self._tight)

    def fold(self) -> None:
        super().fold()
        face = ABLATIONS if self._face == SPEED and not self._tight else self._face
        self.faces.buttons[SPEED].setVisible(self._tight)
        self.faces.select(face)
        self.court_card.set_title(tr("Inside the layers") if face == INSIDE else tr("Suspects"))

    def retranslate(self) -> None:
        super().retranslate()
        self._drawn = None
        self.fold()


def place_words(state: VanishingState) -> str:
    """Return epoch, cost and accuracy in words."""
    moment = state.laboratory.moment if state.laboratory is not None else None
    if moment is None or not moment.step:
        return tr("before learning")
    return tr("epoch {epoch} · cost {cost} · {accuracy} % right",
              epoch=moment.step, cost=number(moment.cost, 3),
              accuracy=number(100 * moment.accuracy, 1))  # fmt: skip


def title_of(view: LaboratoryView) -> str:
    """Return the layers of a network; more than MOST_WRITTEN are given as a count."""
    depth, width = view.shape.depth, view.shape.width
    if depth > MOST_WRITTEN:
        first, last = view.layers.split("-")[0], view.layers.split("-")[-1]
        return f"{first} – {depth} × {width} – {last}"
    return view.layers.replace("-", " – ")


def _label(layer: int, depth: int) -> str:
    return tr("layer {layer}", layer=layer + 1) if depth < 7 or layer in (0, depth - 1) else ""


def _shade(layer: int, depth: int) -> float:
    return layer / max(depth - 1, 1)
