"""The session of the page Vanishing gradients with few pictures and a clock turned by hand."""

from __future__ import annotations

from functools import cache

import numpy as np

from engine.commands.command import Command
from engine.commands.edits import SetSetting
from engine.commands.pages.vanishing import LoadChain, SetChainNumber
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.session.session import Session
from engine.simulations.vanishing.scene import LOOKS
from engine.simulations.vanishing.simulation import Vanishing
from tests.support.open_page import OpenPage

SIMULATION_ID = "vanishing"


@cache
def few(name="built-in"):
    """Return a data set of few digits."""
    digits = built_in_digits(260, 1)
    return DataSet(name, digits.take(200), digits.take(40), digits.take(20))


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
        return vanishing_fingerprint(self.session, SIMULATION_ID)


VANISHING_SETTINGS = {
    "depth": (1, 2, 4),
    "activation": ("sigmoid", "relu"),
    "initialiser": ("1/sqrt(n_in)", "he"),
    "width": (10, 30),
    "eta": (0.05, 0.5),
    "momentum": (0.0, 0.5),
    "batch": ("full", "mini"),
    "chain_neurons": (2, 4, 7),
    "chain_locked": (True, False),
    "chain_activation": ("sigmoid", "tanh"),
    "parity_bits": (2, 5),
    "station": ("layers", "chain", "parity", "race"),
}


def vanishing_edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the page Vanishing gradients; some of them are refused."""
    kind, neuron = int(generator.integers(9)), int(generator.integers(5))
    value = round(float(generator.normal()), 2)
    if kind < 3:
        return SetChainNumber(run, "wbx"[kind], neuron, value)
    if kind == 3:
        return LoadChain(run, ("drawn", "explosion", "ones", "missing")[neuron % 4])
    name = list(VANISHING_SETTINGS)[generator.integers(len(VANISHING_SETTINGS))]
    values = VANISHING_SETTINGS[name]
    return SetSetting(run, name, values[generator.integers(len(values))])


def vanishing_fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore; it may show the station where the edit was made."""
    scene = session._simulations[run].scene  # type: ignore[attr-defined]
    chain = scene.chain
    return (
        {name: value for name, value in scene.settings.items() if name not in LOOKS},
        (chain.w.tobytes(), chain.b.tobytes(), chain.x),
    )
