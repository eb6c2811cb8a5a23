"""Random edits of the Backprop page, and what an undo of them has to restore."""

from __future__ import annotations

import numpy as np

from engine.commands.command import Command
from engine.commands.pages.backprop import SetFunction, SetNumber
from engine.session.session import Session
from tests.support.pages.cases.page_cases import Drag, PageCases, random_setting, simulation_of

SETTINGS = {
    "exhibit": ("chain", "small", "large", "stuck", "cold input", "own"),
    "layers": ("2-2-1", "5-5-4-3", "1-3-2", "9-9"),
    "cost": ("quadratic", "cross-entropy", "log-likelihood"),
    "activation": ("sigmoid", "tanh", "relu"),
    "eta": (0.1, 0.5),
    "form": ("hadamard", "matrix"),
    "stops": ("four", "every"),
}


def edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the Backprop page; some of them are refused."""
    layer, neuron, source, kind = (int(each) for each in generator.integers(0, [3, 4, 4, 9]))
    if kind < 4:
        letter = ("w", "b", "x", "y")[kind]
        value = round(float(generator.normal()), 2)
        return SetNumber(run, letter, layer, neuron, source, value)  # type: ignore[arg-type]
    if kind == 4:
        return SetFunction(run, layer, neuron, ("", "tanh", "linear")[source % 3])
    return random_setting(run, SETTINGS, generator)


def fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore."""
    scene = simulation_of(session, run).scene
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


CASES = PageCases(
    edit,
    fingerprint,
    drags={SetNumber: Drag(lambda v, f: SetNumber("backprop", "w", 0, 0, 0, v, finished=f))},
)
