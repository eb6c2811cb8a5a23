"""Random edits of the Universality page, and what an undo of them has to restore."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.commands.command import Command
from engine.commands.edits import SetSetting
from engine.commands.pages.universality import (
    ClearTries,
    DragCurve,
    DrawTarget,
    KeepTry,
    MoveEdge,
    PaintTower,
    SetFormula,
    SetHeight,
    SetHidden,
    SetOutgoing,
    SetOutputBias,
    SpreadHeights,
)
from engine.session.session import Session
from engine.simulations.universality.simulation import LOOKS
from tests.support.pages.cases.page_cases import Drag, PageCases, random_setting

SETTINGS = {
    "bumps": (1, 5, 20),
    "target": ("book", "sine", "tent", "drawn"),
    "steepness": (10.0, 200.0, 1000.0),
    "copies": (1, 2),
    "activation": ("sigmoid", "tanh", "relu"),
    "output": ("weighted", "sigmoid"),
    "outputs": (1, 2),
    "plane_cells": (2, 3, 5),
    "plane_target": ("bowl", "waves", "painted"),
    "plane_height": (0.3, 10.0),
    "station": ("bump", "function", "function", "steps", "plane"),
}


def edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the Universality page; some of them are refused."""
    kind, place = int(generator.integers(18)), int(generator.integers(6))
    x, y, z = (float(each) for each in generator.uniform(0.0, 1.0, 3))
    edits: tuple[Command, ...] = (
        SetHidden(run, place, "wbs"[place % 3], 4 * x - 2),
        SetOutgoing(run, place, y),
        SetOutputBias(run, y),
        SetHeight(run, place, 2 * y - 1),
        MoveEdge(run, place, x),
        DragCurve(run, x, y, z, y),
        SpreadHeights(run, ("flat", "random", "best")[place % 3]),
        DrawTarget(run, x, y, z, -y),
        SetFormula(
            run, ("target", "activation")[place % 2], ("cos(z)", "x^2", "tanh(z)")[place % 3]
        ),
        KeepTry(run, f"player {place}"),
        ClearTries(run),
        PaintTower(run, x, y, z),
    )
    if kind < len(edits):
        return edits[kind]
    return random_setting(run, SETTINGS, generator)


def fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore; it may show the station where the edit was made."""
    simulation: Any = session._simulations[run]
    scene = simulation.scene
    return (
        {name: value for name, value in scene.settings.items() if name not in LOOKS},
        dict(scene.formulas),
        scene.drawn.tobytes(),
        scene.cells.tobytes(),
        [(each.player, each.deviation) for each in scene.tries],
        {name: (hand.parameters.tobytes(), hand.kind) for name, hand in scene.hands.items()},
    )


def station(name: str) -> tuple[Command, ...]:
    """Return what brings the page to a station."""
    return (SetSetting("universality", "station", name),)


CASES = PageCases(
    edit,
    fingerprint,
    changed=("steepness", 100.0),
    drags={
        SetHidden: Drag(lambda v, f: SetHidden("universality", 0, "b", v, finished=f)),
        SetOutgoing: Drag(lambda v, f: SetOutgoing("universality", 0, v, finished=f)),
        SetOutputBias: Drag(lambda v, f: SetOutputBias("universality", v, finished=f)),
        SetHeight: Drag(lambda v, f: SetHeight("universality", 0, v, finished=f), station("bumps")),
        # not over another edge: it would be taken along
        MoveEdge: Drag(
            lambda v, f: MoveEdge("universality", 1, v - 0.03, finished=f), station("bumps")
        ),
        DragCurve: Drag(
            lambda v, f: DragCurve("universality", 0.45, 0.0, 0.55, v, finished=f), station("bumps")
        ),
        DrawTarget: Drag(
            lambda v, f: DrawTarget("universality", 0.2, 0.1, 0.2 + v / 2, v, finished=f),
            station("function"),
        ),
        PaintTower: Drag(
            lambda v, f: PaintTower("universality", 0.4, 0.4, v, finished=f), station("plane")
        ),
    },
    brushes=frozenset({DragCurve, DrawTarget, PaintTower}),
)
