"""The Builder page: the network at the left, points and training at the right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.page import KeyAction, Page
from app.pages.builder.blueprint.view import Blueprint
from app.pages.builder.blueprint.words import blueprint_sentence, diagram_sentence
from app.pages.builder.learning_card import LearningCard
from app.pages.builder.points_card import PointsCard
from app.pages.builder.sentence import sentence_for
from app.pages.builder.stage import BuilderStage
from app.pages.builder.words import DIGITS, SIMULATION_ID
from app.widgets.basics.elided import ElidedLabel
from app.widgets.time.time_bar import TimeBar
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting, Value
from engine.commands.observation import Observe
from engine.commands.pages.builder import BuildBookNetwork
from engine.commands.runs import BranchRun
from engine.commands.transport import Open, Start, Step
from engine.networks.book_networks import DIAGRAM, PLAYGROUND, find_network
from engine.simulations.builder.state import BuilderState
from engine.simulations.digits.state import DigitsState
from engine.simulations.learning.views.playground import PlaygroundView
from engine.simulations.learning.views.state import TrainingView
from engine.snapshots import SimulationSnapshot, Snapshot, Status

SHARES = (74, 26)
OPENING_SPEED, SPEED = 700.0, 20_000.0
"""Examples a second during the introduction, and afterwards."""


class BuilderPage(Page):
    """Page of a BuilderState, or of a DigitsState whose layers it shows as a blueprint."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, SIMULATION_ID, parent)
        self.setObjectName("builder_page")
        self._introducing = False
        self._pictures: PlaygroundView | None = None
        self._shown_before = False
        self._diagram, self._asked = "", 0
        self._build()
        self._lay_out()
        self.retranslate()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build(self) -> None:
        self.sentence = ElidedLabel("builder_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.stage = BuilderStage(self.theme, self.send, self)
        self.blueprint = Blueprint(self.theme, self)
        self.points = PointsCard(self.theme, self.send, self)
        self.learning = LearningCard(self.theme, self.send, self)
        self.learning.unfolded.connect(self._show_points)
        play = mark("Let the network learn (Space).")
        self.time_bar = TimeBar(self.theme, self.send, SIMULATION_ID, play, self)
        self.blueprint.layers_asked.connect(self._on_layers_asked)
        self.blueprint.back_button.clicked.connect(self._on_back_clicked)
        for stage in (self.stage, self.blueprint):
            stage.networks_button.network_chosen.connect(self._on_network_chosen)

    def _lay_out(self) -> None:
        self.stages = QWidget(self)
        self._stack = QStackedLayout(self.stages)
        for stage in (self.stage, self.blueprint):
            self._stack.addWidget(stage)
        self.side = QWidget(self)
        self._column = QVBoxLayout(self.side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.points)
        self._column.addWidget(self.learning, 1)
        self._row = QHBoxLayout()
        for part, share in zip((self.stages, self.side), SHARES, strict=True):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._row.addWidget(part, share)
        self._body = QVBoxLayout()
        self._body.addWidget(self.sentence)
        self._body.addLayout(self._row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._body, 1)
        layout.addWidget(self.time_bar)

    # --- called by the window -----------------------------------------------------------------

    def on_shown(self) -> None:
        watched = "plane" if self.simulation_id == SIMULATION_ID else "weights"
        self.send(Observe(self.simulation_id, frozenset({watched})))

    def on_hidden(self) -> None:
        self.send(Observe(self.simulation_id))

    def look_at(self, simulation_id: str) -> None:
        self._show_diagram("")
        if simulation_id == self.simulation_id:
            return
        self.on_hidden()
        super().look_at(simulation_id)
        self._show_stage()
        self.learning.follow(simulation_id)
        self.time_bar.follow(simulation_id)
        self._show_points()
        self.on_shown()

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        run, state = self._seen(snapshot)
        if run is None or state is None:
            return
        if isinstance(state, BuilderState):
            self._introduce(run, state)
            if run.status is not Status.RUNNING or state.playground is not self._pictures:
                # in training the pictures change in half of the frames
                self._pictures = state.playground
                self.stage.render_state(state)
            self.points.render_points(state.points)
        elif not self._diagram:
            self.blueprint.render_training(state.training)
            self._begin_what_was_asked(snapshot.generation, run, state.training)
        self.learning.render_ensemble(state.training)
        self.time_bar.render_run(run, state.training)

    def render_text(self, snapshot: Snapshot) -> None:
        run, state = self._seen(snapshot)
        if run is None or state is None:
            return
        if self._diagram:
            self.sentence.say(diagram_sentence(self._diagram))
        elif isinstance(state, BuilderState):
            self.sentence.say(sentence_for(run, state))
        else:
            self.sentence.say(blueprint_sentence(run, state.training, self.blueprint.parts))
            self.blueprint.render_reading(state)
        self.learning.render_training(state.training)
        self.time_bar.render_text(run, state.training)

    def set_lecture(self, lecture: bool) -> None:
        self.side.setVisible(not lecture)
        self.time_bar.set_lecture(lecture)

    def retranslate(self) -> None:
        for part in (self.stage, self.blueprint, self.points, self.learning, self.time_bar):
            part.retranslate()
        if self.snapshot is not None:
            self.render(self.snapshot)
            self.render_text(self.snapshot)

    def view_values(self) -> dict[str, Value]:
        return self.learning.view_values()

    def show_view(self, values: Mapping[str, object]) -> None:
        self.learning.show_view(values)

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (
            *self.transport_keys(),
            KeyAction(("+",), mark("One neuron more in the last hidden layer"), self.add_neuron),
            KeyAction(("-",), mark("One neuron fewer in the last hidden layer"), self.drop_neuron),
            KeyAction(("G",), mark("Go to an epoch"), self.time_bar.ask_epoch),
            KeyAction(("B",), mark("Branch: go on in a new run from here"), self.branch_here),
            KeyAction(("X",), mark("Another x axis of the curves"), self.learning.change_axis),
        )

    def add_neuron(self) -> None:
        """Add a neuron to the last hidden layer."""
        if self._on_blueprint:
            self.blueprint.change_last(1)
        elif self.stage.heads:
            self.stage.heads[-1].more_button.click()

    def drop_neuron(self) -> None:
        """Remove a neuron from the last hidden layer."""
        if self._on_blueprint:
            self.blueprint.change_last(-1)
        elif self.stage.heads:
            self.stage.heads[-1].fewer_button.click()

    def branch_here(self) -> None:
        """Branch: continue in a new run from the step shown."""
        self.send(BranchRun(self.simulation_id))

    # --- private --------------------------------------------------------------------------------

    def _seen(
        self, snapshot: Snapshot
    ) -> tuple[SimulationSnapshot | None, BuilderState | DigitsState | None]:
        simulation = snapshot.simulation(self.simulation_id)
        state = simulation.payload if simulation is not None else None
        return simulation, state if isinstance(state, BuilderState | DigitsState) else None

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

    def _begin_what_was_asked(
        self, generation: int, simulation: SimulationSnapshot, training: TrainingView
    ) -> None:
        """Measure a network that was just built, before training starts."""
        if not 0 < self._asked <= generation:
            return
        self._asked = 0
        if not training.branch and not training.recorded and simulation.status is Status.IDLE:
            self.send(Step(DIGITS, 0))

    def _training(self) -> TrainingView | None:
        state = self._seen(self.snapshot)[1] if self.snapshot is not None else None
        return None if state is None else state.training

    @property
    def _on_blueprint(self) -> bool:
        return self.simulation_id != SIMULATION_ID or bool(self._diagram)

    def _show_stage(self) -> None:
        self._stack.setCurrentWidget(self.blueprint if self._on_blueprint else self.stage)
        self.blueprint.back_button.setVisible(bool(self._diagram))

    def _show_diagram(self, layers: str) -> None:
        """Show a network that has no data; "" shows that of the simulation."""
        self._diagram = layers
        if layers:
            self.blueprint.show_layers(layers, "quadratic", locked=True)
        self._show_stage()
        if self.snapshot is not None:
            self.render(self.snapshot)
            self.render_text(self.snapshot)

    def _show_points(self) -> None:
        """Show the points card if the network learns from points and settings are folded."""
        self.points.setVisible(
            self.simulation_id == SIMULATION_ID and not self.learning.form.is_open
        )

    # --- handlers -------------------------------------------------------------------------------

    def _on_theme_changed(self) -> None:
        gap = self.theme.size("gap")
        self._body.setContentsMargins(gap, gap // 2, gap, gap)
        self._body.setSpacing(gap // 2)
        self._row.setSpacing(gap)
        self._column.setSpacing(gap)
        self.time_bar.setFixedHeight(self.theme.size("transport_height"))

    def _on_layers_asked(self, words: str) -> None:
        self._asked = self.send(SetSetting(self.simulation_id, "layers", words))

    def _on_back_clicked(self) -> None:
        self._show_diagram("")

    def _on_network_chosen(self, name: str) -> None:
        """Build a network of the book in its simulation, or show it if it has no data."""
        network, training = find_network(name), self._training()
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
