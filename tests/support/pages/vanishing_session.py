"""The session of the page Vanishing gradients with few pictures and a clock turned by hand."""

from __future__ import annotations

from engine.simulations.vanishing.simulation import Vanishing
from tests.support.open_page import OpenPage
from tests.support.pages.cases.vanishing import few, fingerprint

SIMULATION_ID = "vanishing"


def ablation(state, name):
    """Return a suspect as the page sees it."""
    return next(each for each in state.laboratory.ablations if each.name == name)


class Bench(OpenPage):
    """The page's session, on few pictures."""

    def __init__(self, load=few) -> None:
        super().__init__(SIMULATION_ID)
        self.simulation.close()
        self.session._simulations[SIMULATION_ID] = Vanishing(1, lambda: self.now, load)
        self.settle()

    def set(self, **values):
        """Change settings; return the state when everything is measured."""
        super().set(**values)
        return self.settle()

    def settle(self, seconds=0.0):
        """Let everything be done that can be done without time passing; return the state.

        Parameters
        ----------
        seconds : float
            So much time passes before.
        """
        self.now += seconds
        pieces = 0
        # a piece that finds nothing to do leaves the run as it is
        while pieces < 20_000 and self.session.advance(0.01) and not self._rests():
            pieces += 1
        return self.state

    def _rests(self):
        laboratory = self.simulation.laboratory
        descent = laboratory._descent
        loading = descent is None or laboratory._examples is None
        if self.simulation.scene.station != "layers" or loading:
            return False
        waits = self.shown.status.value != "running" or not laboratory._is_due(descent)
        return waits and not descent.working and not laboratory._lacks()

    def seen(self):
        """Return what an undo has to restore."""
        return fingerprint(self.session, SIMULATION_ID)
