"""A session with the Perceptrons page open and a clock that is turned by hand."""

from __future__ import annotations

from tests.support.open_page import OpenPage
from tests.support.pages.cases.perceptrons import fingerprint

SIMULATION_ID = "perceptrons"


class Table(OpenPage):
    """A session with open perceptrons."""

    def __init__(self) -> None:
        super().__init__(SIMULATION_ID)

    def wait(self, seconds):
        """Let time pass; return the state."""
        self.now += seconds
        self.session.advance(0.01)
        return self.state

    def seen(self):
        """Return what an undo has to restore."""
        return fingerprint(self.session, SIMULATION_ID)
