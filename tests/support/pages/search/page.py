"""Shared by tests of the page Search: a hand that works on it."""

from __future__ import annotations

from app.pages.search.view import SearchPage
from app.pages.search.words import SIMULATION_ID
from engine.commands.transport import Open
from engine.simulations.search.simulation import HyperparameterSearch
from tests.support.pages.cases.search import in_this_process
from tests.support.pages.hands import PageHand


class Hand(PageHand):
    """The page with a live engine that trains in this process, on a map of few cells."""

    def __init__(self, worker, theme):
        worker.send(Open(SIMULATION_ID, SIMULATION_ID))
        self.session = worker._session
        self.session._simulations[SIMULATION_ID].close()
        page = HyperparameterSearch(1, lambda: 0.0, in_this_process)
        self.session._simulations[SIMULATION_ID] = page
        self.session._refresh(SIMULATION_ID)
        super().__init__(worker, theme, SIMULATION_ID, SearchPage)
        self.show()

    def settle(self, *commands):
        """Do what is asked and all that follows from it; return what the page shows."""
        self.show(*commands)
        while self.session._simulations[SIMULATION_ID].busy:
            self.session.advance(0.02)
        return self.show()

    @property
    def words(self):
        """The sentence at the top."""
        return self.page.sentence.text()
