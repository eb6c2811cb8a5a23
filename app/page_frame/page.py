"""What every page is: a lens on one run, with commands in one hand and a theme in the other."""

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
from engine.snapshots import SimulationSnapshot, Snapshot, Status


@dataclass(frozen=True, slots=True)
class PageInfo:
    """One line of the table of contents.

    Attributes
    ----------
    id : str
        Also the name of the icon, of the lesson text and of the run.
    title, hint : str
        English; shown through `tr`.
    short : str
        What the rail says, where the title is too long for it.
    chapter : int
        Of the book.
    simulation : str
        A key of `engine.simulations.SIMULATIONS`.
    make_view : callable
        Makes the page; imports its view inside, so that starting stays fast.
    linked_views : tuple of str
        Other simulations whose runs the page can look at.
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
    """A key and what it does; the list of keys is made of these.

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
        """Whether a key press means this action."""
        return key_name(event) in self.keys


class Page(QWidget):
    """Base of all pages: shows snapshots, sends commands.

    Parameters
    ----------
    send : callable
        (command) -> generation; never waits.
    simulation_id : str
        Id of the run that the page looks at; "" if it looks at none.
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

    # --- what a page may override -------------------------------------------------------------

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        """Draw what differs from the last snapshot; idempotent, under 5 ms."""

    def render_text(self, snapshot: Snapshot) -> None:
        """Refresh texts that change all the time; called at most five times a second."""

    def advance(self, elapsed_ms: float) -> None:
        """Let so many milliseconds pass for animations; called in every frame while visible."""

    def on_shown(self) -> None:
        """Do what is to be done when the page comes to the front."""

    def on_hidden(self) -> None:
        """Do what is to be done when another page comes to the front."""

    def look_at(self, simulation_id: str) -> None:
        """Look at another run, one of the page's own or of its lenses, from now on."""
        self.simulation_id = simulation_id

    def title_widget(self) -> QWidget | None:
        """Return the page's own switch for the middle of the title bar, or None."""
        return None

    def retranslate(self) -> None:
        """Say everything again in the current language."""

    def set_lecture(self, lecture: bool) -> None:
        """Fold panels for a lecture, or unfold them; sizes follow the theme by themselves."""

    def view_values(self) -> dict[str, Value]:
        """Return how the page is looked at, for a document: names without its id."""
        return {}

    def show_view(self, values: Mapping[str, object]) -> None:
        """Look at things as a document says; what cannot be understood is left out."""

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the keys of the page; by default those of the transport bar."""
        return self.transport_keys()

    # --- what the frame calls ---------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Keep a snapshot and draw it."""
        self.snapshot = snapshot
        self.render(snapshot)

    @property
    def simulation(self) -> SimulationSnapshot | None:
        """The run that the page looks at, as it was last seen."""
        return None if self.snapshot is None else self.snapshot.simulation(self.simulation_id)

    def trigger(self, event: QKeyEvent) -> bool:
        """Do what a key press means on this page; return whether it means anything."""
        return trigger(self.key_actions(), event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.trigger(event):
            super().keyPressEvent(event)

    # --- transport, the same on every page -----------------------------------------------------

    def transport_keys(self) -> tuple[KeyAction, ...]:
        """Return the keys that drive a run."""
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
        """Play, or pause what plays."""
        busy = self.simulation is not None and self.simulation.status in (
            Status.RUNNING,
            Status.COMPILING,
        )
        self.send(Pause(self.simulation_id) if busy else Start(self.simulation_id))

    def play_backwards(self) -> None:
        """Go back with the time, to the beginning."""
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
        """Show the beginning of the run."""
        self.send(Seek(self.simulation_id, 0))

    def start_again(self) -> None:
        """Return to the same start."""
        self.send(Reset(self.simulation_id))

    def start_anew(self) -> None:
        """Begin with other random weights."""
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
    """Do the first action that a key press means; return whether there is one."""
    action = next((action for action in actions if action.matches(event)), None)
    if action is not None:
        action.action()
        event.accept()
    return action is not None


def keep_keys_free(widget: QWidget) -> None:
    """Let clicked controls give the keyboard back, so that space and arrows drive the run.

    Tab still reaches every control, and there space and arrows work on it.
    """
    for kind in (QAbstractButton, QAbstractSlider, QComboBox):
        for control in widget.findChildren(kind):
            if control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
