"""First hints: on the first visit a page points at one control, until anything is used."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.appearance.settings import HINTS, SEEN_HINTS, Settings
from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.page_frame.keys import KeyAction
from app.widgets.window.hint_bubble import HintBubble
from app.window.main_window import MainWindow

WAITS_MS: Final = 1_500.0
"""Time that a page is looked at before its hint appears, in milliseconds."""

USES: Final = (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Wheel)


class FirstHints(QObject):
    """Shows the hint of each page once; what was shown is kept in the settings.

    Any click, key or turn of the wheel takes the hint away, or keeps it from coming. There are
    none in a lecture.

    Attributes
    ----------
    bubble : HintBubble
    """

    def __init__(self, window: MainWindow, theme: Theme, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._theme, self._settings = window, theme, settings
        self.bubble = HintBubble(theme, window.help.ring.parentWidget() or window)
        self._waited_ms: float | None = None
        window.stack.opened.connect(self._on_opened)
        window.clock.ticked.connect(self.advance)
        theme.changed.connect(self.dismiss)
        window.help.hints_asked.connect(self.bring_back)
        window.add_keys((KeyAction(("Ctrl+F1",), mark("The first hints again"), self.bring_back),))

    def bring_back(self) -> None:
        """Show the hint of each page again, that of the page in front first."""
        self._settings.set_switch(HINTS, True)
        self._settings.set_text(SEEN_HINTS, "")
        self._window.overlays.notice_bar.show_sentence(tr("Each page shows its first hint again."))
        self._on_opened()

    def advance(self, elapsed_ms: float) -> None:
        """Let the hint appear once its page was looked at for a while."""
        if self._waited_ms is None:
            return
        self._waited_ms += elapsed_ms
        target = self._target()
        if self._waited_ms >= WAITS_MS and target is not None and not self._theme.lecture:
            info = self._window.stack.info
            assert info is not None
            self._waited_ms = None
            self._remember(info.id)
            self.bubble.point_at(target, tr(info.first_hint[1]))

    def dismiss(self) -> None:
        """Take the hint away, or keep it from coming."""
        info = self._window.stack.info
        if self._waited_ms is not None and info is not None and not self._theme.lecture:
            self._remember(info.id)
        self._waited_ms = None
        self.bubble.hide()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_use = event.type() in USES and isinstance(watched, QWidget)
        if is_use and watched.window() is self._window:  # type: ignore[attr-defined]
            self.dismiss()
        return False

    def _on_opened(self) -> None:
        self.bubble.hide()
        info = self._window.stack.info
        wanted = info is not None and info.first_hint[1] and info.id not in self._seen()
        self._waited_ms = 0.0 if wanted and self._settings.switch(HINTS, True) else None
        application = QCoreApplication.instance()
        if self._waited_ms is not None and application is not None:
            application.installEventFilter(self)

    def _seen(self) -> list[str]:
        return self._settings.text(SEEN_HINTS).split()

    def _remember(self, page_id: str) -> None:
        self._settings.set_text(SEEN_HINTS, " ".join([*self._seen(), page_id]))

    def _target(self) -> QWidget | None:
        """Return the control that the page in front points at, if it can be seen."""
        info, page = self._window.stack.info, self._window.page
        if info is None or page is None:
            return None
        found = page.findChildren(QWidget, info.first_hint[0])
        return next((each for each in found if each.isVisible()), None)
