"""Random edits of the page Results, and what an undo of them has to restore."""

from __future__ import annotations

import numpy as np

from engine.commands.command import Command
from engine.commands.transport import Reset
from engine.experiments import ALL
from engine.experiments.outside import Report, Runner
from engine.experiments.worker import Order
from engine.session.session import Session
from engine.simulations.results.scene import LENGTHS, LOOKS
from engine.simulations.results.simulation import Results
from tests.support.pages.cases.page_cases import PageCases, random_setting, settings_of

SETTINGS = {"seed": (1, 2, 7, -1), "length": (*LENGTHS, "2"), "experiment": ALL}


class Idle:
    """A runner that says that it has ended, and nothing else."""

    def __init__(self, order: Order, after: Runner | None) -> None:
        self.order = order

    def reports(self, timeout_s: float) -> list[Report]:
        """Return the end."""
        return [{"ended": 0}]

    def stop(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


def edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the page; some of them are refused."""
    if generator.random() < 0.2:
        return Reset(run, new_seed=True)
    return random_setting(run, SETTINGS, generator)


def fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore."""
    settings = settings_of(session, run)
    return ({name: each for name, each in settings.items() if name not in LOOKS},)


CASES = PageCases(
    edit,
    fingerprint,
    changed=("seed", 7),
    halved="seed",
    make=lambda seed, clock: Results(seed, clock, make=Idle),
)
