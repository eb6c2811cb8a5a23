"""The session of the page Overfitting with few pictures and a clock turned by hand."""

from __future__ import annotations

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
        """Let time pass until nothing is left to do; return the view."""
        for _ in range(pieces):
            if not self.session.advance(0.01):
                break
            self.now += 0.02
        return self.view
