"""The panel of a lecture score at the right of the page: cues, their texts, start and end."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.widgets.basics.boxes import column, row
from app.widgets.basics.elided import ElidedButton, ElidedLabel, WrappedLabel
from app.widgets.score.cue_form import CueForm
from app.widgets.score.cue_list import CueList
from engine.commands.command import SendCommand
from engine.commands.scores import EditCue, GoToCue, LeaveScore, MoveCue, NextCue, RemoveCue
from engine.snapshots import Cue, ScoreView

WIDTH = 280
"""Width in pixels at 100 %."""


class CuePanel(QFrame):
    """Panel of the score; everything that it changes goes through commands.

    Signals
    -------
    add_asked, notes_asked : ()
        A cue from the page at the front, or the notes window, was asked for.
    """

    add_asked = Signal()
    notes_asked = Signal()

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cue_panel")
        self._theme, self._send = theme, send
        self._score = ScoreView()
        self.list = CueList(self)
        self.form = CueForm(self)
        self._title = ElidedLabel("cue_panel_title", self, role="card_title")
        self._account = ElidedLabel("cue_account", self, role="small")
        self._empty = WrappedLabel("cue_panel_hint", self, role="small")
        self._build()
        self.list.brought.connect(self._on_brought)
        self.list.moved.connect(self._on_moved)
        self.list.removed.connect(self._on_removed)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.form.edited.connect(self._on_edited)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()
        self.hide()

    def _build(self) -> None:
        self.close_button = ElidedButton(
            "close_cues_button", "×", mark("Close"), role="link", act=self.hide
        )
        self.add_button = ElidedButton(
            "add_cue_button", mark("+ cue from here"),
            mark("Keep this page as it is now as a cue (Ctrl+Shift+L)"), act=self.add_asked.emit,
        )  # fmt: skip
        self.up_button = ElidedButton(
            "cue_up_button", "↑", mark("Earlier (Alt+Up)"), role="icon", act=self._move_up
        )
        self.down_button = ElidedButton(
            "cue_down_button", "↓", mark("Later (Alt+Down)"), role="icon", act=self._move_down
        )
        self.remove_button = ElidedButton(
            "remove_cue_button", "✕", mark("Remove the cue (Del)"), role="icon", act=self._remove
        )
        self.start_button = ElidedButton(
            "start_score_button", mark("Begin"), mark("Bring the first cue; Space goes on"),
            role="primary", act=self.start,
        )  # fmt: skip
        self.leave_button = ElidedButton(
            "leave_score_button", mark("End"),
            mark("End the lecture: pages show again what they showed before"), act=self.leave,
        )  # fmt: skip
        self.notes_button = ElidedButton(
            "notes_button", mark("Notes"), mark("Your notes in a window of their own"),
            act=self.notes_asked.emit,
        )  # fmt: skip
        column(
            row((self._title, 1), self.close_button),
            (self.list, 1),
            (self._empty, 1),
            row((self.add_button, 1), self.up_button, self.down_button, self.remove_button, gap=4),
            self.form,
            self._account,
            row((self.start_button, 1), self.leave_button, self.notes_button, gap=4),
            inside=self,
        )
        for button in self.findChildren(QPushButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    # --- called by the window -----------------------------------------------------------------

    def show_score(self, score: ScoreView) -> None:
        """Show what differs from the last score."""
        before, self._score = self._score, score
        self.list.show_score(score)
        if score.current != before.current and score.current:
            self.list.choose(score.current)
        self._refresh()

    def retranslate(self) -> None:
        self._title.say(tr("Lecture score"))
        self._empty.setText(
            tr("Set a page as the lecture needs it, then press + cue from here. Space goes from "
               "cue to cue; stray as you like, Home comes back.")
        )  # fmt: skip
        for part in (self.form, self.add_button, self.up_button, self.down_button,
                     self.remove_button, self.start_button, self.leave_button, self.notes_button,
                     self.close_button):  # fmt: skip
            part.retranslate()
        self.list.show_score(self._score)
        self._refresh()

    def start(self) -> None:
        """Bring the first cue."""
        self._send(GoToCue(self._score.cues[0].id) if self._score.cues else NextCue())

    def leave(self) -> None:
        """End the lecture."""
        self._send(LeaveScore())

    def _refresh(self) -> None:
        score, chosen = self._score, self._score.cue(self.list.chosen)
        self.form.show_cue(chosen)
        self.list.setVisible(bool(score.cues))
        self.form.setVisible(chosen is not None and not self._theme.lecture)
        self._empty.setVisible(not score.cues)
        for button in (self.up_button, self.down_button, self.remove_button):
            button.setEnabled(chosen is not None)
        self.start_button.setEnabled(bool(score.cues))
        self.leave_button.setEnabled(score.current != 0)
        self.notes_button.setEnabled(bool(score.cues))
        self._account.say(_account(score))

    # --- the list, the form, the buttons --------------------------------------------------------

    def _on_chosen(self) -> None:
        self._refresh()

    def _on_brought(self, cue_id: int) -> None:
        self._send(GoToCue(cue_id))

    def _on_moved(self, cue_id: int, count: int) -> None:
        self._send(MoveCue(cue_id, count))

    def _on_removed(self, cue_id: int) -> None:
        self._send(RemoveCue(cue_id))

    def _on_edited(self, cue: Cue) -> None:
        self._send(EditCue(cue))

    def _move_up(self) -> None:
        self._send(MoveCue(self.list.chosen, -1))

    def _move_down(self) -> None:
        self._send(MoveCue(self.list.chosen, 1))

    def _remove(self) -> None:
        self._send(RemoveCue(self.list.chosen))

    def _on_theme_changed(self) -> None:
        self.setFixedWidth(WIDTH * self._theme.size("base") // 13)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(12, 8, 12, 12)
            layout.setSpacing(8)
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawLine(0, 0, 0, self.height())


def _account(score: ScoreView) -> str:
    """Return how many cues are ready, and the planned time."""
    if not score.cues:
        return ""
    ready, count = len(score.ready), len(score.cues)
    if ready < count:
        return tr("{ready} of {count} cues are ready", ready=ready, count=count)
    minutes = sum(cue.seconds for cue in score.cues) / 60
    return tr("{count} cues, {minutes:.0f} min", count=count, minutes=minutes)
