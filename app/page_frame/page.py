"""Base class of pages: a view of one simulation that renders snapshots and sends commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.page_frame.deciding import Deciding, Places
from app.page_frame.group import FOLDED, Column, Part, Row, tell
from app.page_frame.keys import KeyAction, trigger
from app.page_frame.lecture_chips import LectureChips
from app.page_frame.transport import Transport
from app.widgets.basics.elided import ClauseLabel
from app.widgets.basics.retranslation import retranslate_children
from app.widgets.time.step_bar import Place, StepBar
from app.widgets.time.time_bar import TimeBar
from engine.commands.command import Command, SendCommand
from engine.commands.edits import Value
from engine.commands.observation import Observe
from engine.simulations.learning.views.state import TrainingView
from engine.snapshots import SimulationSnapshot, Snapshot, Status


class Page(QWidget, Transport):
    """Base class of all pages: a sentence, what the page shows, its transport bar.

    A page makes its parts and hands them to `lay_out`; the frame does the rest.

    Parameters
    ----------
    send : callable
        (command) -> generation; never blocks.
    simulation_id : str
        Id of the simulation that the page shows; object names begin with it. "" for none.

    Attributes
    ----------
    simulation_id : str
        Of the simulation shown: the page's own or that of a linked view.
    snapshot : Snapshot or None
        The last one shown.
    state_type : type or tuple of types
        What the page can show.
    deciding_controls : mapping
        Deciding controls by station, "" for a page without stations; see `deciding`.
    first_keys : callable
        Returns the key bindings that come before those of the page.
    view_field : str
        Field of another page's payload that holds what the page can show of it.

    Signals
    -------
    elsewhere : (str, Command)
        Asks the window for another page by its id, and to send it a command.
    """

    elsewhere = Signal(str, object)
    state_type: type[Any] | tuple[type[Any], ...] = ()
    deciding_controls: ClassVar[Places] = MappingProxyType({})
    view_field = ""

    def __init__(
        self,
        send: SendCommand,
        theme: Theme,
        simulation_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{simulation_id}_page")
        self.send = send
        self.theme = theme
        self.simulation_id = self._own_id = simulation_id
        self.snapshot: Snapshot | None = None
        self.first_keys: Callable[[], tuple[KeyAction, ...]] = tuple
        self._visible = False
        self._step_bar: StepBar | None = None
        self._time_bar: TimeBar | None = None
        self.sentence = ClauseLabel(f"{simulation_id}_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.chips = LectureChips(theme, send, self)

    def lay_out(
        self,
        stage: QWidget,
        *,
        step_bar: StepBar | None = None,
        time_bar: TimeBar | None = None,
        beside: QWidget | None = None,
        below: QWidget | None = None,
    ) -> None:
        """Put the parts of the page into the frame; called once, by every page.

        Parameters
        ----------
        stage : QWidget
            Fills the page; mostly a `Row`.
        step_bar, time_bar : QWidget, optional
            Of both, the second one is shown while the page looks at another page's network.
        beside : QWidget, optional
            Lies at the right of the sentence; hidden in a lecture.
        below : QWidget, optional
            Lies between stage and transport bar.
        """
        self._step_bar, self._time_bar = step_bar, time_bar
        self._frame = Column(self.theme, gap=0.0, parent=self)
        margins = (1.0, 0.5, 1.0, 1.0 if below is None else 0.5)
        self._body = Column(self.theme, gap=0.5, margins=margins, parent=self._frame)
        top = Row(self.theme, parent=self._body)
        self._body.lay_out(top, Part(stage, 1), *(each for each in (below,) if each is not None))
        bars = [] if step_bar is None else [Part(step_bar, when=self.looks_at_own)]
        if time_bar is not None:
            bars.append(Part(time_bar, when=None if step_bar is None else self.looks_at_network))
        transport = Column(self.theme, *bars, gap=0.0)
        self._frame.lay_out(
            Part(self._body, 1), Row(self.theme, Part(transport, 1), self.chips, gap=0.0)
        )
        # what lies beside the sentence is the last that Tab reaches
        aside = [] if beside is None else [Part(beside, lecture=FOLDED)]
        top.lay_out(Part(self.sentence, 1), *aside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)

    # --- to be overridden ---------------------------------------------------------------------

    @property
    def observed(self) -> frozenset[str]:
        """Fields of the snapshot that only this page needs, as in `Observe`."""
        return frozenset()

    def sentence_for(self, simulation: SimulationSnapshot, state: Any) -> str:
        """Return the sentence at the top of the page."""
        return ""

    def waiting_sentence(self, simulation: SimulationSnapshot) -> str:
        """Return the sentence while there is no state to show yet; "" keeps the last one."""
        return ""

    def place(self, simulation: SimulationSnapshot, state: Any) -> Place:
        """Return what the step bar shows."""
        return Place(simulation.step)

    def render_state(self, simulation: SimulationSnapshot, state: Any) -> None:
        """Draw what differs from the last state; called with every snapshot."""
        self._body.render_state(state)

    def hint(self) -> str:
        """Return the hint in the title bar, translated; "" for that of the table of pages."""
        return ""

    def title_widget(self) -> QWidget | None:
        """Return the page's widget for the middle of the title bar, or None."""
        return None

    def deciding(self) -> tuple[Deciding, ...]:
        """Return the deciding controls of what is shown, which a lecture offers as chips."""
        return self.deciding_controls.get("", ()) if self.looks_at_own() else ()

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the key bindings of the page; by default those of the transport bar."""
        return self.transport_keys()

    # --- called by the window -----------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Store a snapshot and render it."""
        self.snapshot = snapshot
        self.render(snapshot)

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        """Update what differs from the last snapshot; idempotent, under 5 ms."""
        simulation, state, training = self.simulation, self.state, self.training
        if simulation is None:
            return
        if self._time_bar is not None and training is not None:
            self._time_bar.render_run(simulation, training)
        if state is None:
            return
        self.render_state(simulation, state)
        self.chips.show_controls(self.deciding(), state)
        if self._step_bar is not None and training is None:
            self._step_bar.render_place(simulation.status, self.place(simulation, state))
        if simulation.status is not Status.RUNNING:
            self.say_sentence()

    def render_text(self, snapshot: Snapshot) -> None:
        """Update fast-changing texts; called at most five times a second."""
        simulation, state, training = self.simulation, self.state, self.training
        if simulation is None:
            return
        if self._time_bar is not None and training is not None:
            self._time_bar.render_text(simulation, training)
        if state is not None:
            self._body.render_text(state)
        self.say_sentence()

    def say_sentence(self) -> None:
        """Show the sentence of what is seen now."""
        simulation, state = self.simulation, self.state
        if simulation is None:
            return
        if state is not None:
            self.sentence.say(self.sentence_for(simulation, state))
        elif words := self.waiting_sentence(simulation):
            self.sentence.say(words)

    def render_again(self) -> None:
        """Render the last snapshot again, with its texts."""
        if self.snapshot is not None:
            self.render(self.snapshot)
            self.render_text(self.snapshot)

    def advance(self, elapsed_ms: float) -> None:
        """Advance animations by `elapsed_ms`; called in every frame while visible."""
        self._body.advance(elapsed_ms)

    def on_shown(self) -> None:
        """React to the page coming to the front."""
        self._visible = True
        self.observe()

    def on_hidden(self) -> None:
        """React to another page coming to the front."""
        self._visible = False
        if self.observed:
            self.send(Observe(self.simulation_id))

    def observe(self) -> None:
        """Tell the engine which fields the page needs now."""
        if self._visible and self.observed:
            self.send(Observe(self.simulation_id, self.observed))

    def retranslate(self) -> None:
        """Retranslate visible text."""
        retranslate_children(self)
        title = self.title_widget()
        if title is not None:
            tell(title, "retranslate")
        self.render_again()

    def look_anew(self) -> None:
        """Forget what was shown: the next snapshot is drawn as a whole, as in another language."""
        self.snapshot = None
        self.retranslate()

    def view_values(self) -> dict[str, Value]:
        """Return the state of the view for a document; names without the page's id."""
        return self._body.view_values()

    def show_view(self, values: Mapping[str, object]) -> None:
        """Restore the state of the view from a document; invalid values are ignored."""
        self._body.show_view(values)

    def all_keys(self) -> tuple[KeyAction, ...]:
        """Return the key bindings of the page behind those that come before them."""
        return (*self.first_keys(), *self.key_actions())

    def trigger(self, event: QKeyEvent) -> bool:
        """Run the action of a key press; return whether there is one."""
        return trigger(self.all_keys(), event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.trigger(event):
            super().keyPressEvent(event)

    def takes(self, data: QMimeData) -> bool:
        """Return whether the page has a use for what is dragged over it; called often."""
        return False

    def take(self, data: QMimeData) -> Command | None:
        """Return the command that takes what is dropped or pasted, None for what is not taken."""
        return None

    # --- what the page shows ------------------------------------------------------------------

    @property
    def simulation(self) -> SimulationSnapshot | None:
        """The simulation that the page shows, from the last snapshot."""
        return None if self.snapshot is None else self.snapshot.simulation(self.simulation_id)

    @property
    def state(self) -> Any:
        """State of the simulation shown; None while it is of no kind that the page can show."""
        payload = None if self.simulation is None else self.simulation.payload
        if self.view_field and not isinstance(payload, self.state_type):
            payload = getattr(payload, self.view_field, None)
        return payload if isinstance(payload, self.state_type) else None

    @property
    def training(self) -> TrainingView | None:
        """The run of the simulation shown, if it is one of training."""
        return (
            None if self.simulation is None else getattr(self.simulation.payload, "training", None)
        )

    # --- linked views ---------------------------------------------------------------------------

    def looks_at_network(self) -> bool:
        """Return whether the page shows a network of another page."""
        return self.simulation_id != self._own_id

    def looks_at_own(self) -> bool:
        """Return whether the page shows its own simulation."""
        return self.simulation_id == self._own_id

    def look_at(self, simulation_id: str) -> None:
        """Show another simulation: the page's own or one of its linked views."""
        if simulation_id == self.simulation_id:
            return
        if self.observed:
            self.send(Observe(self.simulation_id))
        self.simulation_id = simulation_id
        self._frame.follow(simulation_id)
        self.fold()
        self.observe()

    def fold(self) -> None:
        """Show and hide the parts as they are declared."""
        self._frame.fold()
