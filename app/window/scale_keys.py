"""Key bindings of the interface scale."""

from __future__ import annotations

from typing import Final

from app.appearance.settings import SCALE, Settings
from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.page_frame.keys import KeyAction
from app.widgets.window.notice_bar import NoticeBar

# the names that keyboards of different countries give to Plus and Minus with Ctrl
LARGER: Final = ("Ctrl++", "Ctrl+=", "Ctrl+Shift++", "Ctrl+Shift+=")
SMALLER: Final = ("Ctrl+-", "Ctrl+_", "Ctrl+Shift+-", "Ctrl+Shift+_")
NORMAL: Final = ("Ctrl+0",)


class ScaleKeys:
    """Keys that scale the interface, say the new scale and store it."""

    def __init__(self, theme: Theme, settings: Settings, notice_bar: NoticeBar) -> None:
        self._theme = theme
        self._settings = settings
        self._notice_bar = notice_bar

    def actions(self) -> tuple[KeyAction, ...]:
        """Return the key bindings."""
        return (
            KeyAction(LARGER, mark("Larger type and controls"), self.enlarge),
            KeyAction(SMALLER, mark("Smaller type and controls"), self.shrink),
            KeyAction(NORMAL, mark("Type and controls at 100 %"), self.reset),
        )

    def enlarge(self) -> None:
        """Scale up by one step."""
        self._theme.step_scale(1)
        self._say()

    def shrink(self) -> None:
        """Scale down by one step."""
        self._theme.step_scale(-1)
        self._say()

    def reset(self) -> None:
        """Return to 100 %."""
        self._theme.set_scale(100)
        self._say()

    def _say(self) -> None:
        self._settings.set_text(SCALE, str(self._theme.scale))
        said = tr("Type and controls at {scale} %.", scale=self._theme.scale)
        self._notice_bar.show_sentence(said)
