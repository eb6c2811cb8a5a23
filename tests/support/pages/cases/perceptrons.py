"""Random edits of the Perceptrons page, and what an undo of them has to restore."""

from __future__ import annotations

import numpy as np

from engine.commands.command import Command
from engine.commands.edits import SetSetting
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
    ShowStation,
)
from engine.session.session import Session
from tests.support.pages.cases.page_cases import (
    Drag,
    PageCases,
    payload_of,
    random_setting,
    simulation_of,
)

SETTINGS = {
    "weather": (6.0, 1.5),
    "threshold": (5.0, 3.0, -1.0),
    "w1": (-2.0, 2.0),
    "scale": (1.0, 10.0, 0.25),
    "changed": ("w1", "w2", "b", "all", "nothing"),
    "network": ("neuron", "bench"),
}


def edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the perceptrons; some of them are refused."""
    kind, one, two = int(generator.integers(20)), *map(int, generator.integers(1, 12, 2))
    x, y = (float(each) for each in generator.uniform(0.0, 1.0, 2))
    setting = random_setting(run, SETTINGS, generator)
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
    return setting


def fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore; it may show the station where the edit was made."""
    payload = payload_of(session, run)
    return (
        dict(payload.settings),
        payload.bench.circuit,
        payload.bench.evaluation.outputs.tobytes(),
        payload.bits.layer,
        payload.decision.table,
        dict(simulation_of(session, run).scene.steps),
    )


WIRE, PERCEPTRON = 4, 3
"""Ids in the circuit with which the bench opens."""


CASES = PageCases(
    edit,
    fingerprint,
    changed=("threshold", 4.0),
    halved="scale",
    drags={
        MoveNode: Drag(
            lambda v, f: MoveNode("perceptrons", 1, v, 0.4, finished=f),
            (LoadBench("perceptrons", "nand"),),
        ),
        SetWire: Drag(lambda v, f: SetWire("perceptrons", WIRE, v, finished=f)),
        SetBias: Drag(lambda v, f: SetBias("perceptrons", PERCEPTRON, v, finished=f)),
        SetBitWeight: Drag(
            lambda v, f: SetBitWeight("perceptrons", 1, 3, v, finished=f),
            (ShowStation("perceptrons", "bits"),),
        ),
    },
)
