"""The Universality page's session with a clock that is turned by hand."""

from __future__ import annotations

from engine.commands.pages.universality import SetHeight
from engine.commands.transport import Step
from tests.support.open_page import OpenPage
from tests.support.pages.cases.universality import fingerprint

SIMULATION_ID = "universality"

HEIGHTS = (-1.2, -1.4, -0.3, -1.0, 1.1)
"""A win of the game with one decimal each: deviation .373."""


class Workshop(OpenPage):
    """The Universality page's session."""

    def __init__(self) -> None:
        super().__init__(SIMULATION_ID)

    def build(self, heights=HEIGHTS):
        """Set the heights of the bumps by hand; return the state."""
        return self.send(*(SetHeight(SIMULATION_ID, bump, h) for bump, h in enumerate(heights)))

    def train(self, epochs):
        """Let descent go on for so many epochs; return the state."""
        return self.send(Step(SIMULATION_ID, epochs))

    @property
    def parameters(self):
        """The numbers of the network that is worked on."""
        return self.session._simulations[SIMULATION_ID].scene.hand.parameters.tobytes()

    def seen(self):
        """Return what an undo has to restore."""
        return fingerprint(self.session, SIMULATION_ID)


def heights_of(state):
    """Return the heights of the bumps."""
    return state.curve.heights.tolist()
