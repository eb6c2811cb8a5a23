"""Keys of the deciding controls, which every page has in a lecture."""

from __future__ import annotations

from functools import partial

from app.appearance.translation import mark
from app.page_frame.deciding import KEYS
from app.page_frame.keys import KeyAction
from app.window.main_window import MainWindow

FORWARD = (
    mark("Lecture: turn the first control"),
    mark("Lecture: turn the second control"),
    mark("Lecture: turn the third control"),
)
BACK = (
    mark("Lecture: turn the first control back"),
    mark("Lecture: turn the second control back"),
    mark("Lecture: turn the third control back"),
)
"""Labels of the keys, by place."""


class LectureKeys:
    """Key bindings that turn the chips of the front page."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        window.add_keys(self.actions())

    def actions(self) -> tuple[KeyAction, ...]:
        """Return the key bindings: of each control one forward and one back."""
        return tuple(
            KeyAction(
                (prefix + key,), label, partial(self._choose, place, steps),
                partial(self._offers, place, steps),
            )
            for place, key in enumerate(KEYS)
            for prefix, steps, label in (("", 1, FORWARD[place]), ("Shift+", -1, BACK[place]))
        )  # fmt: skip

    def _choose(self, place: int, steps: int) -> None:
        page = self._window.page
        if page is not None:
            page.chips.choose(place, steps)

    def _offers(self, place: int, steps: int) -> bool:
        page = self._window.page
        return page is not None and page.chips.offers(place, steps)
