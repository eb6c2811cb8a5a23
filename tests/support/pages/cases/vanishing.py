"""Random edits of the page Vanishing gradients, and what an undo of them has to restore."""

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
from tests.support.pages.cases.page_cases import Drag, PageCases, random_setting

SETTINGS = {
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


@cache
def few(name: str = "built-in") -> DataSet:
    """Return a data set of few digits."""
    digits = built_in_digits(260, 1)
    return DataSet(name, digits.take(200), digits.take(40), digits.take(20))


def edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the page Vanishing gradients; some of them are refused."""
    kind, neuron = int(generator.integers(9)), int(generator.integers(5))
    value = round(float(generator.normal()), 2)
    if kind < 3:
        return SetChainNumber(run, "wbx"[kind], neuron, value)
    if kind == 3:
        return LoadChain(run, ("drawn", "explosion", "ones", "missing")[neuron % 4])
    return random_setting(run, SETTINGS, generator)


def fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore; it may show the station where the edit was made."""
    scene = session._simulations[run].scene  # type: ignore[attr-defined]
    chain = scene.chain
    return (
        {name: value for name, value in scene.settings.items() if name not in LOOKS},
        (chain.w.tobytes(), chain.b.tobytes(), chain.x),
    )


CASES = PageCases(
    edit,
    fingerprint,
    make=lambda seed, clock: Vanishing(seed, clock, few),
    drags={
        SetChainNumber: Drag(
            lambda v, f: SetChainNumber("vanishing", "w", 1, v, finished=f),
            (SetSetting("vanishing", "station", "chain"),),
        )
    },
)
