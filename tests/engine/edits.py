"""Random edits of every simulation, for tests of undo; a later page adds its line to EDITS."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.commands import (
    AddTwin,
    Command,
    RemoveRun,
    RenameRun,
    SetParameter,
    SetSetting,
    SetStrokes,
    TeachDrawing,
)
from engine.session import Session

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
        _twin,
        _remove,
    )
    return kinds[generator.integers(len(kinds))](session, run, generator)


def _setting(session: Session, run: str, generator: np.random.Generator) -> Command:
    name = list(SETTINGS)[generator.integers(len(SETTINGS))]
    values = SETTINGS[name]
    return SetSetting(run, name, values[generator.integers(len(values))])


def _parameter(session: Session, run: str, generator: np.random.Generator) -> Command:
    layer, neuron = int(generator.integers(2)), int(generator.integers(10))
    chosen = None if generator.random() < 0.3 else int(generator.integers(10))
    return SetParameter(run, layer, neuron, chosen, float(generator.normal()))


def _strokes(session: Session, run: str, generator: np.random.Generator) -> Command:
    if generator.random() < 0.2:
        return SetStrokes(run, ())
    points = generator.uniform(0.1, 0.9, (generator.integers(2, 9), 2))
    return SetStrokes(run, (tuple((float(x), float(y)) for x, y in points),))


def _teach(session: Session, run: str, generator: np.random.Generator) -> Command:
    return TeachDrawing(run, int(generator.integers(10)))


def _payload(session: Session, run: str) -> Any:
    seen = session.snapshot().run(run)
    assert seen is not None
    return seen.payload


def _simulation(session: Session, run: str) -> Any:
    return session._runs[run]


def _branches(session: Session, run: str) -> list[int]:
    return [branch.id for branch in _payload(session, run).training.branches]


def _rename(session: Session, run: str, generator: np.random.Generator) -> Command:
    ids = _branches(session, run) or [1]
    return RenameRun(run, ids[generator.integers(len(ids))], f"name {generator.integers(99)}")


def _remove(session: Session, run: str, generator: np.random.Generator) -> Command:
    ids = _branches(session, run) or [1]
    return RemoveRun(run, ids[generator.integers(len(ids))])


def _twin(session: Session, run: str, generator: np.random.Generator) -> Command:
    return AddTwin(run, "eta", float(generator.uniform(0.01, 2.0)))


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


EDITS: dict[str, Callable[[Session, str, np.random.Generator], Command]] = {"digits": digits_edit}
FINGERPRINTS: dict[str, Callable[[Session, str], tuple[object, ...]]] = {
    "digits": digits_fingerprint
}
