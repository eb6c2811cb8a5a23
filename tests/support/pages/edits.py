"""Random edits of every simulation, for tests of undo; a later page adds its line to EDITS."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.commands.command import Command
from engine.commands.edits import SetSetting, SetWeight
from engine.commands.pages.backprop import SetFunction, SetNumber
from engine.commands.pages.builder import (
    BuildBookNetwork,
    ErasePoints,
    InsertLayer,
    PaintPoints,
    RemoveLayer,
    ResizeLayer,
    SetActivation,
)
from engine.commands.pages.digits import SetStrokes, TeachDrawing
from engine.commands.pages.perceptrons import (
    AddInput,
    AddPerceptron,
    AddWire,
    ClearBits,
    FillBits,
    LoadBench,
    MoveNode,
    RemoveNode,
    RemoveWire,
    RestoreSettings,
    SetBias,
    SetBitWeight,
    SetWire,
)
from engine.commands.pages.surface import ClearBalls, DropBall, MoveBall
from engine.commands.runs import AddLockstepRun, RemoveRun, RenameRun
from engine.networks.book_networks import BOOK_NETWORKS
from engine.session.session import Session
from tests.support.pages.universality_edits import universality_edit, universality_fingerprint
from tests.support.pages.vanishing_session import vanishing_edit, vanishing_fingerprint

SETTINGS = {
    "eta": (0.05, 0.25, 1.5),
    "lambda": (0.0, 2.0, 7.0),
    "batch": (5, 10, 20),
    "momentum": (0.0, 0.5),
    "dropout": (0.0, 0.25),
    "epochs": (4, 6, 9),
    "cost": ("cross-entropy", "quadratic"),
    "schedule": ("constant", "exponential"),
    "train_size": (0, 200, 300),
    "seed": (1, 2),
    "layers": ("784-30-10", "784-12-10"),
    "initialiser": ("1/sqrt(n_in)", "normal"),
}


def digits_edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the Digits page; some of them are refused."""
    kinds = (
        _setting,
        _setting,
        _parameter,
        _strokes,
        _strokes,
        _teach,
        _rename,
        _lockstep_run,
        _remove,
        _build,
    )
    return kinds[generator.integers(len(kinds))](session, run, generator)


def _setting(session: Session, run: str, generator: np.random.Generator) -> Command:
    name = list(SETTINGS)[generator.integers(len(SETTINGS))]
    values = SETTINGS[name]
    return SetSetting(run, name, values[generator.integers(len(values))])


def _build(session: Session, run: str, generator: np.random.Generator) -> Command:
    return BuildBookNetwork(run, ("digits:784-10", "digits:784-15-10")[generator.integers(2)])


def _parameter(session: Session, run: str, generator: np.random.Generator) -> Command:
    layer, neuron = int(generator.integers(2)), int(generator.integers(10))
    chosen = None if generator.random() < 0.3 else int(generator.integers(10))
    return SetWeight(run, layer, neuron, chosen, float(generator.normal()))


def _strokes(session: Session, run: str, generator: np.random.Generator) -> Command:
    if generator.random() < 0.2:
        return SetStrokes(run, ())
    points = generator.uniform(0.1, 0.9, (generator.integers(2, 9), 2))
    return SetStrokes(run, (tuple((float(x), float(y)) for x, y in points),))


def _teach(session: Session, run: str, generator: np.random.Generator) -> Command:
    return TeachDrawing(run, int(generator.integers(10)))


def _payload(session: Session, run: str) -> Any:
    seen = session.snapshot().simulation(run)
    assert seen is not None
    return seen.payload


def _simulation(session: Session, run: str) -> Any:
    return session._simulations[run]


def _branches(session: Session, run: str) -> list[int]:
    return [branch.id for branch in _payload(session, run).training.branches]


def _rename(session: Session, run: str, generator: np.random.Generator) -> Command:
    ids = _branches(session, run) or [1]
    return RenameRun(run, ids[generator.integers(len(ids))], f"name {generator.integers(99)}")


def _remove(session: Session, run: str, generator: np.random.Generator) -> Command:
    ids = _branches(session, run) or [1]
    return RemoveRun(run, ids[generator.integers(len(ids))])


def _lockstep_run(session: Session, run: str, generator: np.random.Generator) -> Command:
    return AddLockstepRun(run, "eta", float(generator.uniform(0.01, 2.0)))


def digits_fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore."""
    payload = _payload(session, run)
    learning = _simulation(session, run).learning
    # an untrained run is made when it is needed: whether it was makes no difference
    learning.prepared()
    training = _payload(session, run).training
    network = learning.network
    return (
        dict(training.settings),
        payload.reader,
        payload.strokes,
        None if payload.reading is None else payload.reading.picture.tobytes(),
        None if network is None else network.digest(),
        None if network is None else learning.run.trainer.state.velocity.tobytes(),
        training.step,
        training.last_step,
        training.taught,
        [(b.id, b.parent, b.fork_step, str(b.name), b.last_step) for b in training.branches],
        [(change.step, str(change.message)) for change in training.changes],
        training.branch,
        sorted(learning.branches.group),
    )


BUILDER_SETTINGS = {
    "eta": (0.05, 0.25, 1.5),
    "lambda": (0.0, 2.0),
    "batch": (5, 10, 20),
    "momentum": (0.0, 0.5),
    "cost": ("cross-entropy", "quadratic"),
    "seed": (1, 2),
    "layers": ("2-4-1", "2-5-3-1", "2-3 relu-1"),
    "data": ("circles", "xor", "clusters", "three-clusters", "painted"),
    "noise": (0.1, 0.4),
    "held": (0.2, 0.5),
}


def builder_edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the Network builder; some of them are refused."""
    layer, kind = int(generator.integers(1, 4)), int(generator.integers(11))
    x, y = (float(each) for each in generator.uniform(-1.5, 1.5, 2))
    edits: tuple[Command, ...] = (
        ResizeLayer(run, layer, int(generator.integers(0, 9))),
        InsertLayer(run, layer),
        RemoveLayer(run, layer),
        SetActivation(run, layer, ("tanh", "relu")[layer % 2]),
        PaintPoints(run, ((x, y), (y, x)), kind % 2),
        ErasePoints(run, x, y, 0.5),
        SetWeight(run, layer - 1, 0, None if x < 0 else 0, y),
        BuildBookNetwork(run, BOOK_NETWORKS[2 * layer].name),
    )
    if kind < len(edits):
        return edits[kind]
    name = list(BUILDER_SETTINGS)[generator.integers(len(BUILDER_SETTINGS))]
    values = BUILDER_SETTINGS[name]
    return SetSetting(run, name, values[generator.integers(len(values))])


def builder_fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore."""
    learning = _simulation(session, run).learning
    learning.prepared()
    payload = _payload(session, run)
    training, points = payload.training, payload.points
    return (
        dict(training.settings),
        learning.network.digest(),
        learning.run.trainer.state.velocity.tobytes(),
        (points.shape, points.noise, points.share, points.x.tobytes(), points.labels.tobytes()),
        training.step,
        training.last_step,
        [(b.id, b.parent, b.fork_step, str(b.name), b.last_step) for b in training.branches],
        [(change.step, str(change.message)) for change in training.changes],
        training.branch,
    )


SURFACE_SETTINGS = {
    "surface": ("valley", "narrow", "waves"),
    "eta": (0.01, 0.05),
    "momentum": (0.0, 0.5),
    "rule": ("gradient", "nesterov"),
}


def surface_edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the cost surface; some of them are refused."""
    x, y = (float(each) for each in generator.uniform(-1.5, 1.5, 2))
    kind = int(generator.integers(10))
    if kind < 3:
        return (DropBall(run, x, y), MoveBall(run, x, y), ClearBalls(run))[kind]
    name = list(SURFACE_SETTINGS)[generator.integers(len(SURFACE_SETTINGS))]
    values = SURFACE_SETTINGS[name]
    return SetSetting(run, name, values[generator.integers(len(values))])


def surface_fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore."""
    payload = _payload(session, run)
    balls = [
        (ball.path.tobytes(), ball.eta, ball.momentum, ball.rule, ball.batch)
        for ball in payload.balls
    ]
    return (dict(payload.settings), balls, payload.step, payload.last_step, payload.name)


PERCEPTRON_SETTINGS = {
    "weather": (6.0, 1.5),
    "threshold": (5.0, 3.0, -1.0),
    "w1": (-2.0, 2.0),
    "scale": (1.0, 10.0, 0.25),
    "changed": ("w1", "w2", "b", "all", "nothing"),
    "network": ("neuron", "bench"),
}


def perceptrons_edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the perceptrons; some of them are refused."""
    kind, one, two = int(generator.integers(20)), *map(int, generator.integers(1, 12, 2))
    x, y = (float(each) for each in generator.uniform(0.0, 1.0, 2))
    name = list(PERCEPTRON_SETTINGS)[generator.integers(len(PERCEPTRON_SETTINGS))]
    edits: tuple[Command, ...] = (
        LoadBench(run, ("nand", "adder", "short-adder", "missing")[one % 4]),
        AddInput(run),
        AddPerceptron(run, x, y),
        AddPerceptron(run),
        MoveNode(run, one, x, y),
        RemoveNode(run, one),
        AddWire(run, one, two, 4 * x - 2),
        AddWire(run, two, one, 4 * y - 2),
        RemoveWire(run, one),
        SetWire(run, one, x),
        SetBias(run, one, x),
        SetBitWeight(run, one % 5, two - 1, x),
        FillBits(run),
        ClearBits(run),
        SetSetting(run, "threshold", x),
        RestoreSettings(run, ("decision", "sigmoid")[one % 2]),
    )
    if kind < len(edits):
        return edits[kind]
    values = PERCEPTRON_SETTINGS[name]
    return SetSetting(run, name, values[generator.integers(len(values))])


def perceptrons_fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore; it may show the station where the edit was made."""
    payload = _payload(session, run)
    return (
        dict(payload.settings),
        payload.bench.circuit,
        payload.bench.evaluation.outputs.tobytes(),
        payload.bits.layer,
        payload.decision.table,
        dict(_simulation(session, run).scene.steps),
    )


CHANGED_SETTING: dict[str, str] = {"perceptrons": "scale"}
"""A number among the settings of each simulation, for tests that change one; else "eta"."""
BACKPROP_SETTINGS = {
    "exhibit": ("chain", "small", "large", "stuck", "cold input", "own"),
    "layers": ("2-2-1", "5-5-4-3", "1-3-2", "9-9"),
    "cost": ("quadratic", "cross-entropy", "log-likelihood"),
    "activation": ("sigmoid", "tanh", "relu"),
    "eta": (0.1, 0.5),
    "form": ("hadamard", "matrix"),
    "stops": ("four", "every"),
}


def backprop_edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the Backprop page; some of them are refused."""
    layer, neuron, source, kind = (int(each) for each in generator.integers(0, [3, 4, 4, 9]))
    if kind < 4:
        letter = ("w", "b", "x", "y")[kind]
        value = round(float(generator.normal()), 2)
        return SetNumber(run, letter, layer, neuron, source, value)  # type: ignore[arg-type]
    if kind == 4:
        return SetFunction(run, layer, neuron, ("", "tanh", "linear")[source % 3])
    name = list(BACKPROP_SETTINGS)[generator.integers(len(BACKPROP_SETTINGS))]
    values = BACKPROP_SETTINGS[name]
    return SetSetting(run, name, values[generator.integers(len(values))])


def backprop_fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore."""
    scene = _simulation(session, run).scene
    moments = [
        (
            [part.tobytes() for part in (*case.weights, *case.biases, case.x, case.y)],
            case.functions,
            case.cost,
            dict(moment.rules),
            dict(moment.own),
        )
        for moment in scene.path
        for case in (moment.case,)
    ]
    return (scene.settings, moments, sorted(scene.by_hand), scene.step, scene.last)


def settings_of(session: Session, run: str) -> dict[str, Any]:
    """Return the settings of a run by name."""
    payload = _payload(session, run)
    training = getattr(payload, "training", payload)
    return dict(training.settings)


EDITS: dict[str, Callable[[Session, str, np.random.Generator], Command]] = {
    "digits": digits_edit,
    "builder": builder_edit,
    "surface": surface_edit,
    "perceptrons": perceptrons_edit,
    "backprop": backprop_edit,
    "universality": universality_edit,
    "vanishing": vanishing_edit,
}
FINGERPRINTS: dict[str, Callable[[Session, str], tuple[object, ...]]] = {
    "digits": digits_fingerprint,
    "builder": builder_fingerprint,
    "surface": surface_fingerprint,
    "perceptrons": perceptrons_fingerprint,
    "backprop": backprop_fingerprint,
    "universality": universality_fingerprint,
    "vanishing": vanishing_fingerprint,
}
