"""Controller of the lecture score: panel, keys, strip and notes of a window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QComboBox,
    QLineEdit,
    QMenu,
    QWidget,
)

from app.appearance.translation import language, mark, tr
from app.page_frame.keys import KeyAction, trigger
from app.widgets.basics.questions import ask_file
from app.widgets.score.cue_panel import CuePanel
from app.widgets.score.strip import Strip
from app.window.main_window import MainWindow
from app.window.score.notes_window import NotesWindow
from engine.commands.command import Command
from engine.commands.scores import (
    AddCue,
    AnswerCue,
    NextCue,
    OpenScore,
    PreviousCue,
    ReturnToCue,
)
from engine.snapshots import Cue, ScoreView

TYPING = (QLineEdit, QAbstractButton, QComboBox)
"""Controls that keep their keys; they have the focus only if Tab or a click gave it to them."""

REST_MS = 500.0
"""Time between two pages that are made ahead."""

DIGITS = tuple(map(str, range(10)))
NUMBER_KEYS = (*DIGITS, ".", ",", "-")


class ScoreController(QObject):
    """Controller of a window's lecture score; it follows the score of the newest snapshot."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._score = ScoreView()
        self._brought: set[str] = set()
        self._rested_ms = 0.0
        self.panel = CuePanel(window.theme, window.worker.send, window.centralWidget())
        self.strip = Strip(window.theme, window.centralWidget())
        self._keys = (*self.lecture_keys(), *self.prediction_keys())
        self.notes = NotesWindow(window.theme, self._keys, window)
        self._place()
        self.panel.add_asked.connect(self.add_cue)
        self.panel.notes_asked.connect(self.notes.open)
        window.add_first_keys(self._keys)
        window.add_keys(self.key_actions())
        window.clock.ticked.connect(self.advance)
        window.title_bar.language_asked.connect(self.retranslate)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _place(self) -> None:
        """Put the panel at the right of the pages, and the strip over them."""
        central = self._window.centralWidget()
        across = None if central is None else central.layout()
        if isinstance(across, QBoxLayout):
            across.addWidget(self.panel)
            pages = across.itemAt(1)
            downwards = None if pages is None else pages.layout()
            if isinstance(downwards, QBoxLayout):
                downwards.insertWidget(1, self.strip)

    # --- keys and menu --------------------------------------------------------------------------

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (
            KeyAction(("Ctrl+L",), mark("Lecture score"), self.toggle_panel),
            KeyAction(("Ctrl+Shift+L",), mark("Add a cue from here"), self.add_cue),
            KeyAction(("Ctrl+Shift+N",), mark("Notes of the lecture"), self.notes.open, self.has),
        )

    def lecture_keys(self) -> tuple[KeyAction, ...]:
        """Return the keys of a lecture; they come before those of the page."""
        forward = ("Space", "PgDown")
        return (
            KeyAction(forward, mark("Next cue"), self.go_on, self.running),
            KeyAction(("PgUp",), mark("Previous cue"), self.go_back, self.running),
            KeyAction(("Home",), mark("Back to the cue"), self.come_back, self.running),
        )

    def prediction_keys(self) -> tuple[KeyAction, ...]:
        """Return the keys that take what the audience predicts."""
        hands = tuple(
            KeyAction((str(place + 1),), mark("One more hand for this option"),
                      partial(self.strip.raise_hand, place), partial(self._asks, "choice"))
            for place in range(6)
        )  # fmt: skip
        digits = tuple(
            KeyAction((key,), mark("The predicted number"),
                      partial(self.strip.type, "." if key == "," else key),
                      partial(self._asks, "number"))
            for key in NUMBER_KEYS
        )  # fmt: skip
        return (
            *hands,
            *digits,
            KeyAction(("Backspace",), mark("Take the last hand or digit back"),
                      self.strip.take_back, self._predicts),
            KeyAction(("Return", "Enter"), mark("Show what comes out"), self.go_on, self._predicts),
        )  # fmt: skip

    def fill_menu(self, menu: QMenu) -> None:
        """Add what is done with scores to the document menu."""
        from engine.scores.shipped import shipped_titles

        menu.addSeparator()
        menu.addAction(f"{tr('Lecture score')}\tCtrl+L", self.toggle_panel)
        shipped = menu.addMenu(tr("Open a lecture"))
        shipped.setObjectName("lecture_menu")
        for name, title in shipped_titles().items():
            words = title.get(language()) or next(iter(title.values()))
            shipped.addAction(words, partial(self.open_score, name)).setData(name)
        shipped.addSeparator()
        shipped.addAction(tr("A lecture in a file …"), self.ask_score)

    def open_score(self, name: str) -> None:
        """Open a shipped score, or one of a file, and show its cues."""
        self._send(OpenScore(name))
        self.panel.show()

    def ask_score(self) -> None:
        """Ask for a file with a score and open it."""
        kinds = tr("Lecture scores") + " (*.json)"
        ask_file(self._window, tr("Open a lecture"), kinds, self.open_score, suffix="json")

    # --- what keys and buttons do -----------------------------------------------------------------

    def has(self) -> bool:
        """Return whether there is a score."""
        return bool(self._score.cues)

    def running(self) -> bool:
        """Return whether a cue was brought and the lecture not ended."""
        return self._score.current != 0 or self._score.awaited != 0

    def toggle_panel(self) -> None:
        """Show or hide the panel."""
        self.panel.setVisible(self.panel.isHidden())
        if not self.panel.isHidden() and self.has():
            self.panel.list.setFocus()

    def add_cue(self) -> None:
        """Add a cue: the page at the front as it is now."""
        page, info = self._window.page, self._window.stack.info
        if page is None or info is None:
            return
        view = tuple(page.view_values().items())
        name = f"{tr(info.title)} {len(self._score.cues) + 1}"
        self._send(AddCue(page.simulation_id, info.id, name, language(), view))
        self.panel.show()

    def go_on(self) -> None:
        """Keep what the audience predicted, and go on to the next cue."""
        answers = self.strip.answers
        if answers and answers != self._score.answers.get(self._score.current):
            self._send(AnswerCue(self._score.current, answers))
        self._send(NextCue())

    def go_back(self) -> None:
        """Go back to the previous cue."""
        self._send(PreviousCue())

    def come_back(self) -> None:
        """Bring the cue again."""
        self._send(ReturnToCue())

    def _asks(self, kind: str) -> bool:
        return self.running() and self.strip.predicting == kind

    def _predicts(self) -> bool:
        return self.running() and self.strip.predicting != ""

    def _send(self, command: Command) -> None:
        self._window.worker.send(command)

    # --- every frame ------------------------------------------------------------------------------

    def advance(self, elapsed_ms: float) -> None:
        self.notes.advance(elapsed_ms)
        self._make_ahead(elapsed_ms)
        snapshot = self._window.worker.latest
        if snapshot is None or snapshot.score == self._score:
            return
        before, self._score = self._score, snapshot.score
        cue = self._score.cue(self._score.current)
        if cue is not None and self._score.arrivals != before.arrivals:
            self._show_page(cue)
        elif before.current and cue is None:
            self._show_own()
        shown: tuple[Callable[[ScoreView], None], ...] = (
            self.panel.show_score,
            self.strip.show_score,
            self.notes.show_score,
        )
        for show in shown:
            show(self._score)

    def _make_ahead(self, elapsed_ms: float) -> None:
        """Make the pages of a score one by one before it begins: none is made on stage."""
        self._rested_ms += elapsed_ms
        if self.running() or self._rested_ms < REST_MS:
            return
        self._rested_ms = 0.0
        pages = dict.fromkeys(cue.page for cue in self._score.cues)
        any(map(self._window.stack.make_ahead, pages))

    def _show_page(self, cue: Cue) -> None:
        """Bring the page of a cue to the front, with the view that it had."""
        self._brought.add(cue.simulation_id)
        self._window.stack.bring(cue.page, cue.simulation_id, cue.view)
        self._window.open_page(cue.page)
        self._window.clock.show_again()

    def _show_own(self) -> None:
        """Show the simulations again that were there before the lecture."""
        for simulation_id in self._brought:
            self._window.stack.look_anew(simulation_id)
        self._brought.clear()
        self._window.clock.show_again()

    def retranslate(self) -> None:
        for part in (self.panel, self.strip, self.notes):
            part.retranslate()

    # --- events -----------------------------------------------------------------------------------

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """Let the keys of a lecture come before those of a canvas that has the focus."""
        if old is not None:
            old.removeEventFilter(self)
        if new is not None and not isinstance(new, TYPING) and self._window.isAncestorOf(new):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return isinstance(event, QKeyEvent) and self._takes(event)

    def _takes(self, event: QKeyEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress and trigger(self._keys, event)
