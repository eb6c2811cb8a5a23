"""A session with the Backprop page open, for its tests."""

from __future__ import annotations

from engine.commands import Open, SetSetting
from engine.session import Session

RUN = "backprop"


class Bench:
    """A session with the page open."""

    def __init__(self, exhibit: str = "chain") -> None:
        self.session = Session()
        self.send(Open(RUN, RUN), SetSetting(RUN, "exhibit", exhibit))

    def send(self, *commands):
        """Do what is asked; return the state."""
        for command in commands:
            self.session.apply(command)
        return self.state

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


def bits(state):
    """Return every number of a moment."""
    case = state.trace.case
    return [part.tobytes() for part in (*case.weights, *case.biases, case.x, case.y)]
