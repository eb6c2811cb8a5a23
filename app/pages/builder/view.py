"""The Builder page: the network at the left, points and training at the right."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.group import FOLDED, Column, Part, Row
from app.page_frame.keys import KeyAction
from app.page_frame.page import Page
from app.pages.builder.blueprint.view import Blueprint
from app.pages.builder.blueprint.words import blueprint_sentence, diagram_sentence
from app.pages.builder.deciding import CONTROLS
from app.pages.builder.learning_card import LearningCard
from app.pages.builder.point_files import command_of, has_points
from app.pages.builder.points_card import PointsCard
from app.pages.builder.sentence import sentence_for
from app.pages.builder.stage import BuilderStage
from app.pages.builder.words import DIGITS, SIMULATION_ID
from app.widgets.time.time_bar import TimeBar
from engine.commands.command import Command, SendCommand
from engine.commands.edits import BuildBookNetwork, SetSetting
from engine.commands.transport import Open, Start, Step
from engine.networks.book_networks import DIAGRAM, PLAYGROUND, find_network
from engine.simulations.builder.state import BuilderState
from engine.simulations.digits.state import DigitsState
from engine.simulations.learning.views.playground import PlaygroundView
from engine.simulations.learning.views.state import TrainingView
from engine.snapshots import SimulationSnapshot, Snapshot, Status

OPENING_SPEED, SPEED = 700.0, 20_000.0
"""Examples a second during the introduction, and afterwards."""


class BuilderPage(Page):
    """Page of a BuilderState, or of a DigitsState whose layers it shows as a blueprint."""

    state_type = (BuilderState, DigitsState)
    deciding_controls = CONTROLS

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, SIMULATION_ID, parent)
        self._introducing = False
        self._pictures: PlaygroundView | None = None
        self._shown_before = False
        self._diagram, self._asked = "", 0
        self.stage = BuilderStage(theme, send)
        self.blueprint = Blueprint(theme)
        self.points = PointsCard(theme, send)
        self.learning = LearningCard(theme, send)
        play = mark("Let the network learn (Space).")
        self.time_bar = TimeBar(theme, send, SIMULATION_ID, play)
        points = Part(self.points, when=self._learns_from_points)
        self.side = Column(theme, points, Part(self.learning, 1))
        self.lay_out(
            Row(
                theme,
                Part(self.stage, 74, when=self._on_playground),
                Part(self.blueprint, 74, when=self._on_blueprint),
                Part(self.side, 26, FOLDED),
            ),
            time_bar=self.time_bar,
        )
        self.learning.unfolded.connect(self.fold)
        self.blueprint.layers_asked.connect(self._on_layers_asked)
        self.blueprint.back_button.clicked.connect(self._on_back_clicked)
        for stage in (self.stage, self.blueprint):
            stage.networks_button.network_chosen.connect(self._on_network_chosen)

    # --- called by the window -----------------------------------------------------------------

    @property
    def observed(self) -> frozenset[str]:
        return frozenset({"weights" if self.looks_at_network() else "plane"})

    def look_at(self, simulation_id: str) -> None:
        self._show_diagram("")
        super().look_at(simulation_id)

    def render_state(
        self, simulation: SimulationSnapshot, state: BuilderState | DigitsState
    ) -> None:
        if isinstance(state, BuilderState):
            self._introduce(simulation, state)
            if simulation.status is not Status.RUNNING or state.playground is not self._pictures:
                # in training the pictures change in half of the frames
                self._pictures = state.playground
                self.stage.render_state(state)
            self.points.render_points(state.points)
        elif not self._diagram:
            self.blueprint.render_training(state.training)
            self._begin_what_was_asked(simulation, state.training)
        self.learning.render_ensemble(state.training)

    def render_text(self, snapshot: Snapshot) -> None:
        super().render_text(snapshot)
        if isinstance(self.state, DigitsState) and not self._diagram:
            self.blueprint.render_reading(self.state)
        if self.state is not None:
            self.learning.render_training(self.state.training)

    def sentence_for(
        self, simulation: SimulationSnapshot, state: BuilderState | DigitsState
    ) -> str:
        if self._diagram:
            return diagram_sentence(self._diagram)
        if isinstance(state, BuilderState):
            return sentence_for(simulation, state)
        return blueprint_sentence(simulation, state.training, self.blueprint.parts)

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (
            *self.transport_keys(),
            KeyAction(
                ("+",), mark("One neuron more in the last hidden layer"), self.add_neuron,
                self._has_hidden,
            ),
            KeyAction(
                ("-",), mark("One neuron fewer in the last hidden layer"), self.drop_neuron,
                self._has_hidden,
            ),
            KeyAction(("X",), mark("Another x axis of the curves"), self.learning.change_axis),
        )  # fmt: skip

    def takes(self, data: QMimeData) -> bool:
        return has_points(data)

    def take(self, data: QMimeData) -> Command | None:
        command = command_of(data)
        if command is not None:
            self.look_at(SIMULATION_ID)
        return command

    def add_neuron(self) -> None:
        """Add a neuron to the last hidden layer."""
        if self._on_blueprint():
            self.blueprint.change_last(1)
        elif self.stage.heads:
            self.stage.heads[-1].more_button.click()

    def drop_neuron(self) -> None:
        """Remove a neuron from the last hidden layer."""
        if self._on_blueprint():
            self.blueprint.change_last(-1)
        elif self.stage.heads:
            self.stage.heads[-1].fewer_button.click()

    # --- private --------------------------------------------------------------------------------

    def _introduce(self, simulation: SimulationSnapshot, state: BuilderState) -> None:
        """Train the first network slowly, once; afterwards at the usual speed."""
        if not self._shown_before:
            self._shown_before = True
            fresh = simulation.status is Status.IDLE and not state.training.last_step
            self._introducing = fresh and not self.theme.lecture
            self.time_bar.set_speed(OPENING_SPEED if self._introducing else SPEED)
            if self._introducing:
                self.send(Start(SIMULATION_ID))
        elif self._introducing and state.training.step and simulation.status is not Status.RUNNING:
            self._introducing = False
            self.time_bar.set_speed(SPEED)

    def _begin_what_was_asked(self, simulation: SimulationSnapshot, training: TrainingView) -> None:
        """Measure a network that was just built, before training starts."""
        assert self.snapshot is not None  # this is called while one is rendered
        if not 0 < self._asked <= self.snapshot.generation:
            return
        self._asked = 0
        if not training.branch and not training.recorded and simulation.status is Status.IDLE:
            self.send(Step(DIGITS, 0))

    def _on_blueprint(self) -> bool:
        return self.looks_at_network() or bool(self._diagram)

    def _has_hidden(self) -> bool:
        return bool(self.stage.heads) or (self._on_blueprint() and not self._diagram)

    def _on_playground(self) -> bool:
        return not self._on_blueprint()

    def _learns_from_points(self) -> bool:
        """Return whether there are points to choose, and room for them."""
        return self.looks_at_own() and not self.learning.form.is_open

    def _show_diagram(self, layers: str) -> None:
        """Show a network that has no data; "" shows that of the simulation."""
        self._diagram = layers
        if layers:
            self.blueprint.show_layers(layers, "quadratic", locked=True)
        self.blueprint.back_button.setVisible(bool(layers))
        self.fold()
        self.render_again()

    # --- handlers -------------------------------------------------------------------------------

    def _on_layers_asked(self, words: str) -> None:
        self._asked = self.send(SetSetting(self.simulation_id, "layers", words))

    def _on_back_clicked(self) -> None:
        self._show_diagram("")

    def _on_network_chosen(self, name: str) -> None:
        """Build a network of the book in its simulation, or show it if it has no data."""
        network, training = find_network(name), self.training
        if network.use == PLAYGROUND:
            self.look_at(SIMULATION_ID)
            self.send(BuildBookNetwork(SIMULATION_ID, name))
            return
        if network.use == DIAGRAM:
            self._show_diagram(network.layers)
            return
        # a simulation that is open already is kept as it is
        seed = 1 if training is None else int(training.settings["seed"])
        self.send(Open(DIGITS, DIGITS, seed))
        self.look_at(DIGITS)
        self._asked = self.send(BuildBookNetwork(DIGITS, name))
