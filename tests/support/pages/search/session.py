"""The session of the page Search with workers in this process."""

from __future__ import annotations

from engine.simulations.search.simulation import HyperparameterSearch
from tests.support.open_page import OpenPage
from tests.support.pages.cases.search import in_this_process

SIMULATION_ID = "search"


class Bench(OpenPage):
    """The page's session; searches of the map train in this process."""

    def __init__(self, make=in_this_process) -> None:
        super().__init__(SIMULATION_ID)
        self.simulation.close()
        page = HyperparameterSearch(1, lambda: self.now, make)
        self.session._simulations[SIMULATION_ID] = page
        self.session._refresh(SIMULATION_ID)

    def settle(self, until=lambda state: False):
        """Take what workers do until nothing is left, or what is seen is enough."""
        while self.simulation.busy:
            self.session.advance(0.02)
            self.now += 0.02
            if until(self.state):
                break
        return self.state
