"""Random edits of the page Learning slow-down, and what an undo of them has to restore."""

from __future__ import annotations

import numpy as np

from engine.commands.command import Command
from engine.commands.pages.slowdown import LoadStart, SetInputs, SetOutput
from engine.session.session import Session
from engine.settings import Value
from engine.simulations.slowdown.scene import LOOKS
from engine.simulations.slowdown.softmax.station import START
from tests.support.pages.cases.page_cases import Drag, PageCases, random_setting, simulation_of

SETTINGS: dict[str, tuple[Value, ...]] = {
    "w": (2.0, 0.5),
    "b": (2.0, -1.0),
    "eta": (0.15, 0.5),
    "left_cost": ("quadratic", "log-likelihood"),
    "right_cost": ("cross-entropy", "quadratic"),
    "as_book": (True, False),
    "x": (1.0, -0.5),
    "y": (0.0, 0.5),
    "why_a": (0.8, 0.98),
    "why_y": (0.3, 1.0, 2.0),
    "softmax_z1": (2.5, -5.0, 6.0),
    "softmax_z4": (0.5, 5.0),
    "softmax_c": (1.0, 10.0, 0.0),
    "softmax_label": ("1", "3", "5"),
    "bench_formula": ("sin(z)", "z/(1+|z|)", "1/z", "z +"),
    "bench_shape": ("spirals", "moons"),
    "bench_hidden": (2, 1, 4),
    "bench_eta": (0.5, 2.0),
    "bench_c": (2.0, 0.5),
    "bench_seed": (1, 2),
    "station": ("neuron", "derivation", "softmax", "activations", "missing"),
}


def edit(session: Session, run: str, generator: np.random.Generator) -> Command:
    """Return a random edit of the page; some of them are refused."""
    if generator.integers(4) == 0:
        return LoadStart(run, ("bad", "milder", "missing")[generator.integers(3)])
    if generator.integers(6) == 0:
        inputs = tuple(generator.uniform(-6, 6, 4).tolist())
        if generator.integers(2):
            return SetInputs(run, inputs[: 3 + int(generator.integers(2))])
        return SetOutput(run, inputs, int(generator.integers(5)), float(generator.uniform()))
    return random_setting(run, SETTINGS, generator)


def fingerprint(session: Session, run: str) -> tuple[object, ...]:
    """Return what an undo has to restore; it may show the station where the edit was made."""
    scene = simulation_of(session, run).scene
    settings = {name: value for name, value in scene.settings.items() if name not in LOOKS}
    return settings, dict(scene.steps)


CASES = PageCases(
    edit,
    fingerprint,
    drags={
        SetInputs: Drag(lambda v, done: SetInputs("slowdown", (v, -1.0, 3.2, 0.5), finished=done)),
        SetOutput: Drag(lambda v, done: SetOutput("slowdown", START, 0, v, finished=done)),
    },
)
