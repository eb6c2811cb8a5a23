"""Aids of a lecture: a halo round the pointer, keys echoed, a black or a white screen."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from app.appearance.settings import Settings
from app.appearance.translation import mark, tr
from app.page_frame.keys import KeyAction
from app.widgets.window.blank_screen import BLACK, WHITE, BlankScreen
from app.widgets.window.key_echo import KeyEcho
from app.widgets.window.pointer_halo import PointerHalo
from app.window.main_window import MainWindow

HALO: Final = "pointer_halo"
ECHO: Final = "key_echo"
"""Names of the stored switches."""

SAID: Final = {
    (HALO, True): mark("In a lecture the pointer has a halo."),
    (HALO, False): mark("The pointer has no halo any more."),
    (ECHO, True): mark("In a lecture each key that is pressed is shown."),
    (ECHO, False): mark("Keys are no longer shown."),
}
DEFAULT: Final = {HALO: True, ECHO: False}


class LectureAids(QObject):
    """Halo, key echo and blank screen of a window, with their keys and their menu."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self.halo = PointerHalo(window.theme, window)
        self.echo = KeyEcho(window.theme, window.stack)
        self.blank = BlankScreen(window)
        self.on = {name: settings.switch(name, default) for name, default in DEFAULT.items()}
        window.add_keys(self.actions())
        window.clock.ticked.connect(self.advance)
        window.stack.opened.connect(self._watch_page)
        window.installEventFilter(self)

    def actions(self) -> tuple[KeyAction, ...]:
        """Return the key bindings; clickers send the full stop for their black screen."""
        return (
            KeyAction((".", "Ctrl+."), mark("Black screen, until the next key"), self.blacken),
            KeyAction((",", "Ctrl+,"), mark("White screen, until the next key"), self.whiten),
            KeyAction(
                ("Ctrl+J",), mark("Lecture: halo round the pointer"), partial(self.switch, HALO)
            ),
            KeyAction(
                ("Ctrl+K",), mark("Lecture: show each key pressed"), partial(self.switch, ECHO)
            ),
        )

    def fill_menu(self, menu: QMenu) -> None:
        """Add the aids to the document menu."""
        entries = menu.addMenu(tr("On the projector"))
        entries.setObjectName("projector_menu")
        for name, words, key in (
            (HALO, tr("Halo round the pointer"), "Ctrl+J"),
            (ECHO, tr("Show each key pressed"), "Ctrl+K"),
        ):
            switch = entries.addAction(f"{words}\t{key}", partial(self.switch, name))
            switch.setCheckable(True)
            switch.setChecked(self.on[name])
        entries.addSeparator()
        entries.addAction(tr("Black screen") + "\t.", self.blacken)
        entries.addAction(tr("White screen") + "\t,", self.whiten)

    def switch(self, name: str) -> None:
        """Switch HALO or ECHO, store it and say so."""
        self.on[name] = not self.on[name]
        self._settings.set_switch(name, self.on[name])
        self._window.overlays.notice_bar.show_sentence(tr(SAID[name, self.on[name]]))

    def blacken(self) -> None:
        """Cover the window in black."""
        self.blank.cover(BLACK)

    def whiten(self) -> None:
        """Cover the window in white."""
        self.blank.cover(WHITE)

    def advance(self, elapsed_ms: float) -> None:
        """Follow the pointer, and take the echo away after its time."""
        lecture = self._window.theme.lecture
        self.halo.follow(lecture and self.on[HALO] and self.blank.isHidden())
        self.echo.advance(elapsed_ms)

    def _watch_page(self) -> None:
        if self._window.page is not None:
            self._window.page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._echo(event)
        return False

    def _echo(self, event: QKeyEvent) -> None:
        """Show a key that does something, before it does it."""
        if not (self.on[ECHO] and self._window.theme.lecture):
            return
        for action in self._window.help.bindings():
            if action.matches(event):
                self.echo.show_key(action.keys[0], tr(action.label))
                return
