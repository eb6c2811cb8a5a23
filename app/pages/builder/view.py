"""The Network builder: the network in the middle, points and learning at the right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.page import KeyAction, Page
from app.pages.builder.learning_card import LearningCard
from app.pages.builder.points_card import PointsCard
from app.pages.builder.sentence import sentence_for
from app.pages.builder.stage import BuilderStage
from app.pages.builder.words import RUN
from app.theme import Theme
from app.translation import mark
from app.widgets.fitting import FittingLabel
from app.widgets.time_bar import TimeBar
from engine.commands import BranchRun, Observe, SendCommand, Start, Value
from engine.simulations.builder_state import BuilderState
from engine.snapshots import RunSnapshot, Snapshot, Status

SHARES = (74, 26)
OPENING_SPEED, SPEED = 700.0, 20_000.0
"""Examples a second: while the page introduces itself, and afterwards."""


class BuilderPage(Page):
    """Shows a BuilderState."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, RUN, parent)
        self.setObjectName("builder_page")
        self._introducing = False
        self._shown_before = False
        self._build()
        self.retranslate()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build(self) -> None:
        self.sentence = FittingLabel("builder_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.stage = BuilderStage(self.theme, self.send, self)
        self.points = PointsCard(self.theme, self.send, self)
        self.learning = LearningCard(self.theme, self.send, self)
        self.learning.unfolded.connect(self.points.setHidden)
        play = mark("Let the network learn (Space).")
        self.time_bar = TimeBar(self.theme, self.send, RUN, play, self)
        self.side = QWidget(self)
        self._column = QVBoxLayout(self.side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.points)
        self._column.addWidget(self.learning, 1)
        self._row = QHBoxLayout()
        for part, share in zip((self.stage, self.side), SHARES, strict=True):
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

    # --- what the frame calls -----------------------------------------------------------------

    def on_shown(self) -> None:
        """Ask for the pictures; the first time, let a small network settle."""
        self.send(Observe(RUN, frozenset({"plane"})))

    def on_hidden(self) -> None:
        """Ask for nothing: nobody looks."""
        self.send(Observe(RUN))

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        """Draw what differs from the last snapshot."""
        run, state = self._seen(snapshot)
        if run is None or state is None:
            return
        self._introduce(run, state)
        self.stage.render_state(state)
        self.points.render_points(state.points)
        self.learning.render_crowd(state.training)
        self.time_bar.render_run(run, state.training)

    def render_text(self, snapshot: Snapshot) -> None:
        """Refresh what changes all the time while a network learns."""
        run, state = self._seen(snapshot)
        if run is None or state is None:
            return
        self.sentence.say(sentence_for(run, state))
        self.learning.render_training(state.training)
        self.time_bar.render_text(run, state.training)

    def set_lecture(self, lecture: bool) -> None:
        """Fold what the last row cannot read."""
        self.side.setVisible(not lecture)
        self.time_bar.set_lecture(lecture)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        for part in (self.stage, self.points, self.learning, self.time_bar):
            part.retranslate()
        if self.snapshot is not None:
            self.render(self.snapshot)
            self.render_text(self.snapshot)

    def view_values(self) -> dict[str, Value]:
        """Return the x axis and the guesses."""
        return self.learning.view_values()

    def show_view(self, values: Mapping[str, object]) -> None:
        """Show the x axis and the guesses that a document names."""
        self.learning.show_view(values)

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the keys of the page: those of time, and the first of building."""
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
        if self.stage.heads:
            self.stage.heads[-1].more_button.click()

    def drop_neuron(self) -> None:
        """Take a neuron out of the last hidden layer."""
        if self.stage.heads:
            self.stage.heads[-1].fewer_button.click()

    def branch_here(self) -> None:
        """Go on in a new run from the place that is shown."""
        self.send(BranchRun(RUN))

    # --- private --------------------------------------------------------------------------------

    def _seen(self, snapshot: Snapshot) -> tuple[RunSnapshot | None, BuilderState | None]:
        run = snapshot.run(RUN)
        state = run.payload if run is not None else None
        return run, state if isinstance(state, BuilderState) else None

    def _introduce(self, run: RunSnapshot, state: BuilderState) -> None:
        """Let the first network settle slowly, once; afterwards time has its usual speed."""
        if not self._shown_before:
            self._shown_before = True
            fresh = run.status is Status.IDLE and not state.training.last_step
            self._introducing = fresh and not self.theme.lecture
            self.time_bar.set_speed(OPENING_SPEED if self._introducing else SPEED)
            if self._introducing:
                self.send(Start(RUN))
        elif self._introducing and state.training.step and run.status is not Status.RUNNING:
            self._introducing = False
            self.time_bar.set_speed(SPEED)

    def _on_theme_changed(self) -> None:
        gap = self.theme.size("gap")
        self._body.setContentsMargins(gap, gap // 2, gap, gap)
        self._body.setSpacing(gap // 2)
        self._row.setSpacing(gap)
        self._column.setSpacing(gap)
        self.time_bar.setFixedHeight(self.theme.size("transport_height"))
