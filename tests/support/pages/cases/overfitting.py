"""Random edits of the page Overfitting, and what an undo of them has to restore."""

from __future__ import annotations

from functools import cache

import numpy as np

from engine.commands.command import Command
from engine.commands.edits import SetStrokes
from engine.commands.pages.overfitting import AddPoint, HoldPoint, MovePoint, RemovePoint
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.session.session import Session
from engine.simulations.overfitting.scene import LOOKS, STATIONS
from engine.simulations.overfitting.simulation import Overfitting
from tests.support.pages.cases.page_cases import Drag, PageCases, random_setting

SETTINGS = {
    "lambda": (0.0, 0.1, 1.0),
    "regulariser": ("l2", "l1"),
    "train_size": (100, 1_000),
    "dropout": (0.0, 0.5),
    "epochs": (5, 400),
    "expand": ("none", "shift"),
    "initialiser": ("normal", "1/sqrt(n_in)"),
    "hidden": (3, 30),
    "eta": (0.1, 0.5),
    "patience": (5, 20),
    "trap_by": ("test", "validation"),
    "trap_part": (10, 20),
    "trap_trials": (2, 4),
    "init_inputs": (10, 40),
    "init_on": (0.25, 0.5),
    "poly_order": (1, 9),
    "poly_ridge": (0.0, 0.01),
    "drop_share": (0.2, 0.5),
    "drop_picture": (0, 7),
    "ex_digit": ("3", "6", "drawn"),
    "ex_rotate": (-20.0, 0.0, 180.0),
    "ex_bend": (0.0, 34.0),
    "ex_expand": ("none", "shift,rotate"),
    "md_series": ("ours", "book"),
    "md_to": ("500", "5000"),
    "md_small": (50, 100),
    "station": STATIONS,
}


@cache
def few(name: str = "built-in") -> DataSet:
    """Return a data set of few digits."""
    digits = built_in_digits(260, 1)
    return DataSet(name, digits.take(200), digits.take(40), digits.take(60))


def edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the page."""
    if generator.random() < 0.1:
        end = float(generator.uniform(0.3, 0.9))
        return SetStrokes(run, (((0.3, 0.2), (end, 0.8)),))
    if generator.random() < 0.2:
        return point_edit(run, generator)
    return random_setting(run, SETTINGS, generator)


def point_edit(run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the points of the polynomial."""
    place = int(generator.integers(11))
    x, y = (float(each) for each in generator.uniform(0, 9, 2))
    made = (
        AddPoint(run, x, y),
        RemovePoint(run, place),
        MovePoint(run, place, x, y),
        HoldPoint(run, place, bool(generator.integers(2))),
    )
    return made[int(generator.integers(len(made)))]


def fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore; it may show the station where the edit was made."""
    scene = session._simulations[run].scene  # type: ignore[attr-defined]
    kept = {name: value for name, value in scene.settings.items() if name not in LOOKS}
    return kept, scene.strokes, scene.points


CASES = PageCases(
    edit,
    fingerprint,
    halved="patience",
    drags={MovePoint: Drag(lambda v, f: MovePoint("overfitting", 0, v, 2.0, finished=f))},
    make=lambda seed, clock: Overfitting(seed, clock, few),
)
