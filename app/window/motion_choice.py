"""Less motion: as the system says, or as the user chose in the title bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint

from app.appearance.settings import REDUCED_MOTION, Settings
from app.appearance.system_motion import SystemMotion
from app.appearance.translation import mark, tr
from app.widgets.basics.menu import Entry, make_menu
from app.window.main_window import MainWindow

FOLLOW, LESS, ALL = "", "true", "false"
CHOICES = {
    FOLLOW: mark("As the system says"),
    LESS: mark("Less motion"),
    ALL: mark("All motion"),
}
"""Choices as they are stored, and their names in the menu."""


class MotionChoice(QObject):
    """Menu of the motion button; what is chosen there is stored and used from then on.

    The desktop is asked once the window has been painted, so that no start waits for it.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._system = SystemMotion(self._on_answer, self)
        window.title_bar.motion_asked.connect(self.open_menu)
        window.first_painted.connect(self._use)
        window.installEventFilter(self)
        window.theme.set_reduced_motion(self.chosen == LESS)

    @property
    def chosen(self) -> str:
        """The choice, one of CHOICES."""
        stored = self._settings.text(REDUCED_MOTION)
        return stored if stored in CHOICES else FOLLOW

    def choose(self, choice: str) -> None:
        """Store a choice and use it."""
        self._settings.set_text(REDUCED_MOTION, choice)
        self._use()

    def open_menu(self) -> None:
        """Open the menu below the button."""
        button = self._window.title_bar.motion_button
        button.setChecked(self._window.theme.reduced_motion)
        entries = [
            Entry(f"motion_{choice or 'system'}", tr(words), partial(self.choose, choice),
                  checked=choice == self.chosen)
            for choice, words in CHOICES.items()
        ]  # fmt: skip
        menu = make_menu(button, "motion_menu", entries)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            self._system.stop()
        return False

    def _use(self) -> None:
        if self.chosen == FOLLOW:
            self._system.ask()
        else:
            self._window.theme.set_reduced_motion(self.chosen == LESS)

    def _on_answer(self, less: bool) -> None:
        if self.chosen == FOLLOW:
            self._window.theme.set_reduced_motion(less)
