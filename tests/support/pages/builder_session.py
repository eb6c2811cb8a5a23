"""A session with the Network builder open, for its tests."""

from __future__ import annotations

from engine.commands.observation import Observe
from engine.commands.transport import Open
from engine.session.session import Session

SIMULATION_ID = "builder"


class Bench:
    """A session with an open builder."""

    def __init__(self) -> None:
        self.session = Session()
        self.send(Open(SIMULATION_ID, "builder"), Observe(SIMULATION_ID, frozenset({"plane"})))

    def send(self, *commands):
        """Do what is asked; return the snapshot."""
        for command in commands:
            self.session.apply(command)
        return self.session.snapshot()

    def work(self, until, pieces=3_000):
        """Let it work until a condition holds for the state."""
        for _ in range(pieces):
            self.session.advance(0.004)
            if until(self.shown):
                return self.state
        raise AssertionError("it did not come so far")

    @property
    def shown(self):
        """The run as it is seen now."""
        return self.session.snapshot().simulation(SIMULATION_ID)

    @property
    def state(self):
        """What the page sees."""
        return self.shown.payload
