"""What tests of the page Overfitting share: a hand that works on it."""

from __future__ import annotations

from app.pages.overfitting.view import OverfittingPage
from app.pages.overfitting.words import SIMULATION_ID
from engine.commands.transport import Open
from engine.simulations.overfitting.simulation import Overfitting
from tests.support.pages.cases.overfitting import few
from tests.support.pages.hands import PageHand


class Hand(PageHand):
    """The page with a live engine on few pictures, and a clock that runs fast."""

    def __init__(self, worker, theme):
        worker.send(Open(SIMULATION_ID, SIMULATION_ID))
        self.now, self.session = 0.0, worker._session
        self.session._simulations[SIMULATION_ID].close()
        page = Overfitting(1, lambda: self.now, few)
        self.session._simulations[SIMULATION_ID] = page
        self.session._refresh(SIMULATION_ID)
        super().__init__(worker, theme, SIMULATION_ID, OverfittingPage)
        self.settle()

    def settle(self, *commands):
        """Do what is asked and all that follows from it; return what the page shows."""
        seen = self.show(*commands)
        for _ in range(20_000):
            if not self.session._simulations[SIMULATION_ID].busy:
                # the page may start what was asked for
                seen = self.show()
                if not self.session._simulations[SIMULATION_ID].busy:
                    break
            self.session.advance(0.01)
            self.now += 0.05
        return seen

    def set(self, **values):
        """Change settings; return what the page shows when all is done."""
        super().set(**values)
        return self.settle()

    @property
    def words(self):
        """The sentence at the top."""
        return self.page.sentence.text()
