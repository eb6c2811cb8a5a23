"""A session with the Cost surface open on the valley, for its tests."""

from __future__ import annotations

from engine.commands.edits import SetSetting
from engine.commands.transport import Open
from engine.session.session import Session

SIMULATION_ID = "surface"


class Bench:
    """A session with an open surface."""

    def __init__(self) -> None:
        self.session = Session()
        self.send(
            Open(SIMULATION_ID, SIMULATION_ID), SetSetting(SIMULATION_ID, "surface", "valley")
        )

    def send(self, *commands):
        """Do what is asked; return the state."""
        for command in commands:
            self.session.apply(command)
        return self.state

    @property
    def shown(self):
        """The run as it is seen now."""
        return self.session.snapshot().simulation(SIMULATION_ID)

    @property
    def state(self):
        """What the page sees."""
        return self.shown.payload

    @property
    def notice(self):
        """What there is to say."""
        return str(self.session.snapshot().notice)


def seen(state):
    """Return what an undo has to restore."""
    balls = [(ball.path.tolist(), ball.eta, ball.rule) for ball in state.balls]
    return dict(state.settings), balls
