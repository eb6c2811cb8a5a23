"""Base class of pages: a view of one simulation that renders snapshots and sends commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from engine.commands.command import SendCommand
from engine.commands.edits import Value
from engine.commands.transport import Pause, Reset, Rewind, Seek, Start, Step
from engine.snapshots import SimulationSnapshot, Snapshot


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Description of a page, an entry of `app.pages.PAGES`.

    Attributes
    ----------
    id : str
        Also the name of the icon and of the lesson text, and the id of the page's simulation.
    title, hint : str
        English; shown through `tr`.
    short : str
        Title in the rail, if the full title is too long for it.
    chapter : int
        Of the book.
    simulation : str
        A key of `engine.simulations.SIMULATIONS`.
    make_view : callable
        Constructs the page; imports its view lazily, so that starting stays fast.
    linked_views : tuple of str
        Keys of SIMULATIONS of the other pages' simulations that this page can show.
    """

    id: str
    title: str
    chapter: int
    simulation: str
    hint: str
    make_view: Callable[[SendCommand, Theme], Page]
    linked_views: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class KeyAction:
    """A key binding; the list of keys in the help is built from these.

    Attributes
    ----------
    keys : tuple of str
        As `QKeySequence` reads them: "Space", "Shift+Right"; the first one is listed.
    label : str
        English; shown through `tr`.
    """

    keys: tuple[str, ...]
    label: str
    action: Callable[[], None]

    def matches(self, event: QKeyEvent) -> bool:
        """Return whether a key press triggers this action."""
        return key_name(event) in self.keys


class Page(QWidget):
    """Base class of all pages: renders snapshots, sends commands.

    Parameters
    ----------
    send : callable
        (command) -> generation; never blocks.
    simulation_id : str
        Id of the simulation that the page shows; "" for none.
    """

    def __init__(
        self,
        send: SendCommand,
        theme: Theme,
        simulation_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.send = send
        self.theme = theme
        self.simulation_id = simulation_id
        self.snapshot: Snapshot | None = None

    # --- to be overridden ---------------------------------------------------------------------

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        """Update what differs from the last snapshot; idempotent, under 5 ms."""

    def render_text(self, snapshot: Snapshot) -> None:
        """Update fast-changing texts; called at most five times a second."""

    def advance(self, elapsed_ms: float) -> None:
        """Advance animations by `elapsed_ms`; called in every frame while visible."""

    def on_shown(self) -> None:
        """React to the page coming to the front."""

    def on_hidden(self) -> None:
        """React to another page coming to the front."""

    def look_at(self, simulation_id: str) -> None:
        """Show another simulation: the page's own or one of its linked views."""
        self.simulation_id = simulation_id

    def title_widget(self) -> QWidget | None:
        """Return the page's widget for the middle of the title bar, or None."""
        return None

    def retranslate(self) -> None:
        """Retranslate visible text."""

    def set_lecture(self, lecture: bool) -> None:
        """Hide or show panels for lecture mode; sizes follow the theme by themselves."""

    def view_values(self) -> dict[str, Value]:
        """Return the state of the view for a document; names without the page's id."""
        return {}

    def show_view(self, values: Mapping[str, object]) -> None:
        """Restore the state of the view from a document; invalid values are ignored."""

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the key bindings of the page; by default those of the transport bar."""
        return self.transport_keys()

    # --- called by the window ---------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Store a snapshot and render it."""
        self.snapshot = snapshot
        self.render(snapshot)

    @property
    def simulation(self) -> SimulationSnapshot | None:
        """The simulation that the page shows, from the last snapshot."""
        return None if self.snapshot is None else self.snapshot.simulation(self.simulation_id)

    def trigger(self, event: QKeyEvent) -> bool:
        """Run the action of a key press; return whether there is one."""
        return trigger(self.key_actions(), event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.trigger(event):
            super().keyPressEvent(event)

    # --- transport, the same on every page -----------------------------------------------------

    def transport_keys(self) -> tuple[KeyAction, ...]:
        """Return the key bindings that control the simulation."""
        return (
            KeyAction(("Space",), mark("Play or pause"), self.toggle_playing),
            KeyAction(("Shift+Space",), mark("Play backwards"), self.play_backwards),
            KeyAction(("Right",), mark("One step forward"), self.step_forward),
            KeyAction(("Left",), mark("One step back"), self.step_back),
            KeyAction(("Shift+Right",), mark("Ten steps forward"), self.jump_forward),
            KeyAction(("Shift+Left",), mark("Ten steps back"), self.jump_back),
            KeyAction(("Home",), mark("Back to the beginning"), self.go_home),
            KeyAction(("R",), mark("The same start again"), self.start_again),
            KeyAction(("N",), mark("A new start"), self.start_anew),
        )

    def toggle_playing(self) -> None:
        """Start the simulation, or pause it while it runs."""
        busy = self.simulation is not None and self.simulation.status.started
        self.send(Pause(self.simulation_id) if busy else Start(self.simulation_id))

    def play_backwards(self) -> None:
        """Play backwards to the beginning."""
        self.send(Rewind(self.simulation_id))

    def step_forward(self) -> None:
        """Go one step forward."""
        self.send(Step(self.simulation_id, 1))

    def step_back(self) -> None:
        """Go one step back."""
        self.send(Step(self.simulation_id, -1))

    def jump_forward(self) -> None:
        """Go ten steps forward."""
        self.send(Step(self.simulation_id, 10))

    def jump_back(self) -> None:
        """Go ten steps back."""
        self.send(Step(self.simulation_id, -10))

    def go_home(self) -> None:
        """Go to step 0."""
        self.send(Seek(self.simulation_id, 0))

    def start_again(self) -> None:
        """Reset to the same initial state."""
        self.send(Reset(self.simulation_id))

    def start_anew(self) -> None:
        """Reset with another seed."""
        self.send(Reset(self.simulation_id, new_seed=True))


_PLAIN_MODIFIERS = ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)


def key_name(event: QKeyEvent) -> str:
    """Return the name of a pressed key as `QKeySequence` writes it, "Shift+Right"."""
    key = Qt.Key(event.key()) if event.key() in _KEY_VALUES else Qt.Key.Key_unknown
    modifiers = event.modifiers() & _PLAIN_MODIFIERS
    if (
        event.text()
        and not event.text().isalnum()
        and event.text().isprintable()
        and not event.text().isspace()
    ):
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    combination = QKeyCombination(modifiers, key)
    return QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)


_KEY_VALUES = frozenset(key.value for key in Qt.Key)


def trigger(actions: tuple[KeyAction, ...], event: QKeyEvent) -> bool:
    """Run the first action that a key press matches; return whether there is one."""
    action = next((action for action in actions if action.matches(event)), None)
    if action is not None:
        action.action()
        event.accept()
    return action is not None


def keep_keys_free(widget: QWidget) -> None:
    """Prevent controls from taking the focus when clicked, so that keys reach the page.

    Tab still reaches every control, where space and arrows work on it.
    """
    for kind in (QAbstractButton, QAbstractSlider, QComboBox):
        for control in widget.findChildren(kind):
            if control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
