"""The Universality page's session with a clock that is turned by hand."""

from __future__ import annotations

from engine.commands import Open, SetSetting, Step
from engine.session import Session
from engine.universality_commands import SetHeight
from tests.engine.universality_edits import universality_fingerprint

RUN = "universality"

HEIGHTS = (-1.2, -1.4, -0.3, -1.0, 1.1)
"""A win of the game with one decimal each: deviation .373."""


class Workshop:
    """A session with the open page and a clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self.session = Session(lambda: self.now)
        self.send(Open(RUN, RUN))

    def send(self, *commands):
        """Do what is asked; return the state."""
        for command in commands:
            self.session.apply(command)
        return self.state

    def set(self, **values):
        """Change settings; return the state."""
        return self.send(*(SetSetting(RUN, name, value) for name, value in values.items()))

    def build(self, heights=HEIGHTS):
        """Set the heights of the bumps by hand; return the state."""
        return self.send(*(SetHeight(RUN, bump, h) for bump, h in enumerate(heights)))

    def train(self, epochs):
        """Let descent go on for so many epochs; return the state."""
        return self.send(Step(RUN, epochs))

    @property
    def run(self):
        """The run as it is seen now."""
        return self.session.snapshot().run(RUN)

    @property
    def state(self):
        """What the page sees."""
        return self.run.payload

    @property
    def notice(self):
        """What there is to say."""
        return str(self.session.snapshot().notice)

    @property
    def parameters(self):
        """The numbers of the network that is worked on."""
        return self.session._runs[RUN]._scene.hand.parameters.tobytes()

    def seen(self):
        """Return what an undo has to restore."""
        return universality_fingerprint(self.session, RUN)


def heights_of(state):
    """Return the heights of the bumps."""
    return state.curve.heights.tolist()
