"""The speaker's window: what to say and ask at the current cue, the next one, and the time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import language, tr
from app.page_frame.keys import KeyAction, trigger
from app.widgets.basics.boxes import column, row
from app.widgets.basics.elided import ElidedLabel, WrappedLabel
from engine.snapshots import Cue, ScoreView


class NotesWindow(QWidget):
    """Window of its own, on a second screen if there is one; closing it ends nothing.

    Parameters
    ----------
    keys : tuple of KeyAction
        The keys of the score work here, too.
    """

    def __init__(self, theme: Theme, keys: tuple[KeyAction, ...], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("notes_window")
        self._theme, self._keys = theme, keys
        self._score = ScoreView()
        self._cue_ms = self._total_ms = 0.0
        self.name = ElidedLabel("notes_name", self, role="card_title")
        self.say = WrappedLabel("notes_say", self, role="title")
        self.ask = WrappedLabel("notes_ask", self, role="strong")
        self.following = ElidedLabel("notes_next", self, role="hint")
        self.time = ElidedLabel("notes_time", self, role="title")
        self.total = ElidedLabel("notes_total", self, role="hint")
        column(
            self.name,
            (self.say, 2),
            (self.ask, 1),
            self.following,
            row((self.time, 1), (self.total, 1)),
            inside=self,
            gap=16,
        ).setContentsMargins(24, 20, 24, 20)
        self.resize(760, 520)
        self.retranslate()

    def open(self) -> None:
        """Show the window, on the second screen if there is one."""
        parent = self.parentWidget()
        here = parent.screen() if parent is not None else None
        others = [screen for screen in QGuiApplication.screens() if screen is not here]
        if others:
            self.move(others[0].availableGeometry().topLeft())
        self.show()
        self.raise_()

    def show_score(self, score: ScoreView) -> None:
        """Show the current cue; its time begins when it arrives."""
        before, self._score = self._score, score
        if score.current == 0:
            self._cue_ms = self._total_ms = 0.0
        elif score.current != before.current:
            self._cue_ms = 0.0
        self._render()

    def advance(self, elapsed_ms: float) -> None:
        """Let the time pass while a cue is shown."""
        if self._score.current:
            seconds = self._total_ms // 1000
            self._cue_ms += elapsed_ms
            self._total_ms += elapsed_ms
            if self.isVisible() and self._total_ms // 1000 != seconds:
                self._render_time()

    def retranslate(self) -> None:
        self.setWindowTitle(tr("Notes"))
        self._render()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif not trigger(self._keys, event):
            super().keyPressEvent(event)

    def _render(self) -> None:
        score = self._score
        cue = score.cue(score.current)
        following = score.after(score.current)
        words = None if cue is None else cue.words_in(language())
        self.name.say(tr("The lecture has not begun") if words is None else words.name)
        self.say.setText("" if words is None else words.say)
        self.ask.setText("" if words is None else words.ask)
        self.following.say(_following_text(following))
        self._render_time()

    def _render_time(self) -> None:
        score = self._score
        cue = score.cue(score.current)
        planned = 0.0 if cue is None else cue.seconds
        self.time.say(f"{clock_text(self._cue_ms / 1000)} / {clock_text(planned)}")
        whole = sum(each.seconds for each in score.cues)
        self.total.say(
            tr("in all {passed} of {planned}",
               passed=clock_text(self._total_ms / 1000), planned=clock_text(whole))
        )  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._theme.color("surface"))


def _following_text(cue: Cue | None) -> str:
    if cue is None:
        return tr("This is the last cue")
    return tr("Next: {name}", name=cue.words_in(language()).name)


def clock_text(seconds: float) -> str:
    """Return minutes and seconds.

    Examples
    --------
    >>> clock_text(75.4)
    '1:15'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
