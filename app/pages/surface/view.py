"""The Cost surface page: from above and in three dimensions, controls and curves at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.page import KeyAction, Page
from app.pages.surface.controls_card import ControlsCard
from app.pages.surface.curves_card import CurvesCard
from app.pages.surface.map_view import MapView
from app.pages.surface.relief_view import ReliefView
from app.pages.surface.sentence import sentence_for
from app.pages.surface.step_card import StepCard
from app.pages.surface.words import RUN
from app.theme import Theme
from app.translation import mark, significant, tr
from app.widgets.card import Card
from app.widgets.fitting import FittingLabel
from app.widgets.step_bar import StepBar
from engine.commands import Observe, SendCommand
from engine.simulations.surface_state import SurfaceState
from engine.snapshots import RunSnapshot, Snapshot
from engine.surface_commands import ClearBalls, DropBall, MoveBall, TurnView

SHARES = (74, 26)
WATCHED = frozenset({"pictures", "polling"})


class SurfacePage(Page):
    """Shows a SurfaceState."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, RUN, parent)
        self.setObjectName("surface_page")
        self._build()
        self._lay_out()
        self.retranslate()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build(self) -> None:
        self.sentence = FittingLabel("surface_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.stage = Card(self.theme, "", self)
        self.stage.setObjectName("surface_stage")
        self.map = MapView(self.theme, self.stage)
        self.relief = ReliefView(self.theme, self.stage)
        self.controls = ControlsCard(self.theme, self.send, self)
        self.step_card = StepCard(self.theme, self)
        self.curves = CurvesCard(self.theme, self)
        self.bar = StepBar(self.theme, self.send, RUN, mark("Let the ball roll (Space)."), self)
        self.map.dropped.connect(self._on_dropped)
        self.map.moved.connect(self._on_moved)
        self.relief.turned.connect(self._on_turned)

    def _lay_out(self) -> None:
        pictures = QHBoxLayout()
        pictures.addWidget(self.map, 11)
        pictures.addWidget(self.relief, 10)
        self.stage.body.addLayout(pictures, 1)
        self.side = QWidget(self)
        self._column = QVBoxLayout(self.side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.controls)
        self._column.addWidget(self.step_card)
        self._column.addWidget(self.curves, 1)
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
        layout.addWidget(self.bar)

    # --- what the frame calls -----------------------------------------------------------------

    def on_shown(self) -> None:
        """Ask for the pictures."""
        self.send(Observe(RUN, WATCHED))

    def on_hidden(self) -> None:
        """Ask for nothing: nobody looks."""
        self.send(Observe(RUN))

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        """Draw what differs from the last snapshot."""
        run, state = self._seen(snapshot)
        if run is None or state is None:
            return
        self.map.show_state(state)
        self.relief.show_state(state)
        self.controls.render_state(state)
        words = tr("step {step} of {last}", step=state.step, last=state.last_step)
        self.bar.render_place(run.status, state.step, state.last_step, words)

    def render_text(self, snapshot: Snapshot) -> None:
        """Refresh what changes all the time while balls roll."""
        run, state = self._seen(snapshot)
        if run is None or state is None:
            return
        self.sentence.say(sentence_for(state))
        self.step_card.render_state(state)
        self.curves.render_state(state)
        self.stage.set_title(state.formula)
        self.stage.set_note(
            tr("dark {low} to bright {high}; lines of equal cost; the arrow is −∇C",
               low=significant(state.low, 2), high=significant(state.high, 2))
        )  # fmt: skip

    def set_lecture(self, lecture: bool) -> None:
        """Fold what the last row cannot read."""
        self.side.setVisible(not lecture)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        for part in (self.controls, self.step_card, self.curves, self.relief, self.bar):
            part.retranslate()
        words = tr("Click to drop a ball; drag the newest one.")
        self.map.setToolTip(words)
        self.map.setAccessibleName(words)
        if self.snapshot is not None:
            self.render(self.snapshot)
            self.render_text(self.snapshot)

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the keys of the page: those of time, and clearing."""
        return (
            *self.transport_keys(),
            KeyAction(("C",), mark("Take all balls away"), self.clear_balls),
        )

    def play_backwards(self) -> None:
        """Go one step back: balls do not roll uphill."""
        self.step_back()

    def clear_balls(self) -> None:
        """Take all balls away."""
        self.send(ClearBalls(RUN))

    # --- private --------------------------------------------------------------------------------

    def _seen(self, snapshot: Snapshot) -> tuple[RunSnapshot | None, SurfaceState | None]:
        run = snapshot.run(RUN)
        state = run.payload if run is not None else None
        return run, state if isinstance(state, SurfaceState) else None

    def _on_theme_changed(self) -> None:
        gap = self.theme.size("gap")
        self._body.setContentsMargins(gap, gap // 2, gap, gap)
        self._body.setSpacing(gap // 2)
        self._row.setSpacing(gap)
        self._column.setSpacing(gap)

    def _on_dropped(self, x: float, y: float) -> None:
        self.send(DropBall(RUN, x, y))

    def _on_moved(self, x: float, y: float, finished: bool) -> None:
        self.send(MoveBall(RUN, x, y, finished))

    def _on_turned(self, turn: float, tilt: float) -> None:
        self.send(TurnView(RUN, turn, tilt))
