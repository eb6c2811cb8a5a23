"""Random edits of the page Search, and what an undo of them has to restore."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.commands.command import Command
from engine.commands.edits import SetSetting
from engine.commands.pages.search import ChangeRow, RestoreRow
from engine.search.plan import SearchPlan
from engine.search.workers.base import Workers
from engine.search.workers.places import Place
from engine.search.workers.serial import SerialWorkers
from engine.session.session import Session
from engine.simulations.search.settings import LOOKS, STATIONS
from engine.simulations.search.simulation import HyperparameterSearch
from engine.simulations.search.state import SearchState
from tests.support.pages.cases.page_cases import Drag, PageCases, random_setting

SETTINGS = {
    "network": ("circles", "moons", "digits"),
    "across": ("eta", "lambda", "momentum", "batch", "layers"),
    "up": ("lambda", "eta", "none", "seed", "optimiser"),
    "strategy": ("grid", "random"),
    "count": (2, 5),
    "trials": (10, 20),
    "across_values": ("0.1,1", "log:0.1:10", "nonsense"),
    "epochs": (2, 3),
    "fixed": ("none", "batch=5", "batch"),
    "prune": (True, False),
    "workers": (1, 2),
    "journal": ("none", "/nowhere/search.jsonl"),
    "cluster": ("none", "10.0.0.1:1"),
    "ladder_lambda": (0.0, 5.0),
    "ladder_epochs": (3, 5),
    "station": STATIONS,
}


def edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the page; some of them are refused."""
    kind, row = int(generator.integers(5)), int(generator.integers(7))
    if kind == 0:
        return ChangeRow(run, row, "eta", round(float(generator.random()), 2))
    if kind == 1:
        return RestoreRow(run, row)
    return random_setting(run, SETTINGS, generator)


def fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore; it may show the station where the edit was made."""
    scene = session._simulations[run].scene  # type: ignore[attr-defined]
    own = {row: dict(changed) for row, changed in scene.hunt.items()}
    return {name: each for name, each in scene.settings.items() if name not in LOOKS}, own


def in_this_process(plan: SearchPlan, place: Place) -> Workers:
    """Return workers that need no process."""
    return SerialWorkers(plan)


def without_edition(state: SearchState) -> SearchState:
    """Return a state without its count of events, which come from another thread."""
    return replace(state, map=None if state.map is None else replace(state.map, edition=0))


CASES = PageCases(
    edit,
    fingerprint,
    changed=("count", 7),
    halved="workers",
    drags={
        ChangeRow: Drag(
            lambda v, f: ChangeRow("search", 2, "eta", 1 + v, finished=f),
            (SetSetting("search", "station", "hunt"),),
        )
    },
    compared=without_edition,
    make=lambda seed, clock: HyperparameterSearch(seed, clock, in_this_process),
)
