"""Random edits of the Network builder, and what an undo of them has to restore."""

from __future__ import annotations

import numpy as np

from engine.commands.command import Command
from engine.commands.edits import BuildBookNetwork, SetSetting, SetWeight
from engine.commands.pages.builder import (
    BringPoints,
    ErasePoints,
    InsertLayer,
    PaintPoints,
    RemoveLayer,
    ResizeLayer,
    SetActivation,
)
from engine.networks.book_networks import BOOK_NETWORKS
from engine.session.session import Session
from tests.support.pages.cases.page_cases import (
    Drag,
    PageCases,
    payload_of,
    random_setting,
    simulation_of,
)

SETTINGS = {
    "eta": (0.05, 0.25, 1.5),
    "lambda": (0.0, 2.0),
    "batch": (5, 10, 20),
    "momentum": (0.0, 0.5),
    "cost": ("cross-entropy", "quadratic"),
    "seed": (1, 2),
    "layers": ("2-4-1", "2-5-3-1", "2-3 relu-1"),
    "data": ("circles", "xor", "clusters", "three-clusters", "painted", "own"),
    "scaled": (True, False),
    "noise": (0.1, 0.4),
    "held": (0.2, 0.5),
}

TABLES = (
    "cm;kg;who\n100;20;child\n180;80;adult\n170;70;adult\n90;15;child",
    "0.1,0.5,a\n0.5,-0.5,b\n-0.3,0.1,c\n0.2,0.4,a\n0.6,-0.4,b",
)


def edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the Network builder; some of them are refused."""
    layer, kind = int(generator.integers(1, 4)), int(generator.integers(12))
    x, y = (float(each) for each in generator.uniform(-1.5, 1.5, 2))
    edits: tuple[Command, ...] = (
        ResizeLayer(run, layer, int(generator.integers(0, 9))),
        InsertLayer(run, layer),
        RemoveLayer(run, layer),
        SetActivation(run, layer, ("tanh", "relu")[layer % 2]),
        PaintPoints(run, ((x, y), (y, x)), kind % 2),
        ErasePoints(run, x, y, 0.5),
        SetWeight(run, layer - 1, 0, None if x < 0 else 0, y),
        BringPoints(run, "table", TABLES[layer % 2]),
        BuildBookNetwork(run, BOOK_NETWORKS[2 * layer].name),
    )
    if kind < len(edits):
        return edits[kind]
    return random_setting(run, SETTINGS, generator)


def fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore."""
    learning = simulation_of(session, run).learning
    payload = payload_of(session, run)
    training, points = payload.training, payload.points
    return (
        dict(training.settings),
        learning.network.digest(),
        learning.run.trainer.state.slots.tobytes(),
        (points.shape, points.noise, points.share, points.x.tobytes(), points.labels.tobytes()),
        training.step,
        training.last_step,
        [(b.id, b.parent, b.fork_step, str(b.name), b.last_step) for b in training.branches],
        [(change.step, str(change.message)) for change in training.changes],
        training.branch,
    )


CASES = PageCases(
    edit,
    fingerprint,
    drags={
        SetSetting: Drag(lambda v, f: SetSetting("builder", "eta", v, finished=f)),
        SetWeight: Drag(lambda v, f: SetWeight("builder", 0, 1, 0, v, finished=f)),
        ResizeLayer: Drag(lambda v, f: ResizeLayer("builder", 1, 2 + int(10 * v), finished=f)),
    },
)
