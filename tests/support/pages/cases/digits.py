"""Random edits of the Digits page, and what an undo of them has to restore."""

from __future__ import annotations

import numpy as np

from engine.commands.command import Command
from engine.commands.edits import BuildBookNetwork, SetWeight
from engine.commands.pages.digits import SetStrokes, TeachDrawing
from engine.commands.runs import AddLockstepRun, RemoveRun, RenameRun
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.session.session import Session
from engine.simulations.digits.simulation import Digits
from tests.support.pages.cases.page_cases import (
    PageCases,
    payload_of,
    random_setting,
    simulation_of,
)
from tests.support.states import refreshed

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


def small_data(name: str) -> DataSet:
    """Return little data, so that a run takes a moment."""
    training, validation, test = (built_in_digits(n, seed=n) for n in (400, 100, 100))
    return DataSet(name, training, validation, test)


def edit(session: Session, run: str, generator: np.random.Generator) -> Command:
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
    return random_setting(run, SETTINGS, generator)


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


def _branches(session: Session, run: str) -> list[int]:
    return [branch.id for branch in payload_of(session, run).training.branches]


def _rename(session: Session, run: str, generator: np.random.Generator) -> Command:
    ids = _branches(session, run) or [1]
    return RenameRun(run, ids[generator.integers(len(ids))], f"name {generator.integers(99)}")


def _remove(session: Session, run: str, generator: np.random.Generator) -> Command:
    ids = _branches(session, run) or [1]
    return RemoveRun(run, ids[generator.integers(len(ids))])


def _lockstep_run(session: Session, run: str, generator: np.random.Generator) -> Command:
    return AddLockstepRun(run, "eta", float(generator.uniform(0.01, 2.0)))


def fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore."""
    simulation = simulation_of(session, run)
    learning, payload = simulation.learning, payload_of(session, run)
    # an untrained run is made when it is needed: whether it was makes no difference
    learning.prepared()
    training, network = refreshed(simulation).training, learning.network
    return (
        dict(training.settings),
        payload.reader,
        payload.strokes,
        None if payload.reading is None else payload.reading.picture.tobytes(),
        None if network is None else network.digest(),
        None if network is None else learning.run.trainer.state.slots.tobytes(),
        training.step,
        training.last_step,
        training.taught,
        [(b.id, b.parent, b.fork_step, str(b.name), b.last_step) for b in training.branches],
        [(change.step, str(change.message)) for change in training.changes],
        training.branch,
        sorted(learning.branches.group),
    )


CASES = PageCases(
    edit,
    fingerprint,
    dragged_elsewhere=frozenset({SetStrokes}),
    make=lambda seed, clock: Digits(seed, load=small_data, clock=clock),
)
