"""Key bindings of the window, the same on every page."""

from __future__ import annotations

from typing import Protocol

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.keys import KeyAction


class Steered(Protocol):
    """A window that keys steer: theme and methods that they call."""

    theme: Theme

    def toggle_frozen(self) -> None:
        """Hold the display, or let it go."""

    def toggle_full_screen(self) -> None:
        """Fill the screen, or leave it."""

    def undo(self) -> None:
        """Undo the last edit."""

    def redo(self) -> None:
        """Redo the last undone edit."""

    def escape(self) -> None:
        """Close what lies on top, or end the lecture."""


def window_keys(window: Steered) -> tuple[KeyAction, ...]:
    """Return the key bindings that every window has."""
    theme = window.theme
    return (
        KeyAction(("F5", "L"), mark("Lecture: large type"), theme.toggle_lecture),
        KeyAction(("F",), mark("Hold the picture; training goes on"), window.toggle_frozen),
        KeyAction(("F11",), mark("Full screen"), window.toggle_full_screen),
        KeyAction(("T",), mark("Light or dark"), theme.toggle),
        KeyAction(("Ctrl+Z",), mark("Undo"), window.undo),
        KeyAction(("Ctrl+Shift+Z", "Ctrl+Y"), mark("Redo"), window.redo),
        KeyAction(("Esc",), mark("Close what lies on top, or end the lecture"), window.escape),
    )
