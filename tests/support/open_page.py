"""A session with one open page and a clock that is turned by hand."""

from __future__ import annotations

from collections.abc import Callable

from engine.commands.edits import SetSetting
from engine.commands.transport import Open
from engine.session.session import Session


class OpenPage:
    """What tests of one page's engine ask of its session.

    Parameters
    ----------
    run : str
        Id of the run, and name of its simulation.
    clock : callable, optional
        Returns seconds; `now`, unless the real time is wanted.

    Attributes
    ----------
    now : float
        Seconds on the session's clock.
    """

    def __init__(self, run: str, clock: Callable[[], float] | None = None) -> None:
        self.now = 0.0
        self.session = Session(clock or (lambda: self.now))
        self._simulation_id = run
        self.session.apply(Open(run, run))

    def send(self, *commands):
        """Do what is asked; return the state."""
        for command in commands:
            self.session.apply(command)
        return self.state

    def set(self, **values):
        """Change settings; return the state."""
        return self.send(
            *(SetSetting(self._simulation_id, name, value) for name, value in values.items())
        )

    @property
    def simulation(self):
        """The simulation itself."""
        return self.session._simulations[self._simulation_id]

    @property
    def shown(self):
        """The run as it is seen now."""
        return self.session.snapshot().simulation(self._simulation_id)

    @property
    def state(self):
        """What the page sees."""
        return self.shown.payload

    @property
    def notice(self):
        """What there is to say."""
        return str(self.session.snapshot().notice)

    def close(self):
        """End the threads."""
        self.session.close()
