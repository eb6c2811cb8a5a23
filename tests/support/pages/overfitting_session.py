"""The session of the page Overfitting with few pictures and a clock turned by hand."""

from __future__ import annotations

from engine.commands.transport import Start
from engine.simulations.overfitting.simulation import Overfitting
from tests.support.open_page import OpenPage
from tests.support.pages.cases.overfitting import few

SIMULATION_ID = "overfitting"


class Bench(OpenPage):
    """The page's session, on few pictures."""

    def __init__(self, load=few) -> None:
        super().__init__(SIMULATION_ID)
        self.simulation.close()
        self.session._simulations[SIMULATION_ID] = Overfitting(1, lambda: self.now, load)
        self.session._refresh(SIMULATION_ID)

    @property
    def view(self):
        """What is seen of the present station."""
        return self.state.view

    def settle(self, pieces=20_000):
        """Let time pass, and start what is asked for, until nothing is left to do."""
        for _ in range(pieces):
            if not self.session.advance(0.01):
                if not wish_of(self.view):
                    break
                self.send(Start(SIMULATION_ID))
            self.now += 0.02
        return self.view


def wish_of(view):
    """Return the number of the run that a page would start; 0 if there is none."""
    return getattr(getattr(view, "gap", view), "wish", 0)
