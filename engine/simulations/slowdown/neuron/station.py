"""Two neurons learn from the same start, each with its cost."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from math import prod
from typing import ClassVar

import numpy as np

from engine.arrays import Vector, seal
from engine.commands.pages.slowdown import LoadStart
from engine.functions.costs import COSTS, CROSS_ENTROPY, QUADRATIC
from engine.improvement.neuron_descent import (
    UPDATES,
    NeuronRule,
    as_in_the_book,
    descend,
    factors_of,
    first_close,
)
from engine.perceptrons.perceptrons import sigmoids
from engine.settings import Setting, Values, check_known
from engine.simulations.slowdown.neuron.state import DuelView, NeuronView
from engine.simulations.slowdown.station import Edited, Station
from engine.snapshots import Message

STARTS = {"bad": (2.0, 2.0), "milder": (0.6, 0.9)}
"""Weight and bias of the book's starts."""

COST_NAMES = tuple(cost.name for cost in COSTS)
LARGEST = 10.0
"""Largest weight and bias of a start."""

FARTHEST_Z = 6.0
"""Ends of the curves of σ and σ′."""


def _with_cross_entropy(values: Values) -> bool:
    return CROSS_ENTROPY.name in (values["left_cost"], values["right_cost"])


SETTINGS = (
    Setting(
        "eta", "Rate η", 0.15, low=0, high=100, above=True, scale="log", ends=(0.001, 10),
        help="How far each update follows the gradient.",
    ),
    Setting(
        "left_cost", "Cost, left", QUADRATIC.name, "choice", choices=COST_NAMES,
        help="The cost of the left neuron.",
    ),
    Setting(
        "right_cost", "Cost, right", CROSS_ENTROPY.name, "choice", choices=COST_NAMES,
        help="The cost of the right neuron.",
    ),
    Setting(
        "as_book", "Book's widget", False, "switch", applies=_with_cross_entropy,
        help="As in the book's widget: cross-entropy without the factor σ′(z), and η = 0.005.",
    ),
    Setting(
        "w", "Weight w", 2.0, low=-LARGEST, high=LARGEST, ends=(-5, 5), step=0.1, level=2,
        restarts=True, help="Weight of both neurons at the start.",
    ),
    Setting(
        "b", "Bias b", 2.0, low=-LARGEST, high=LARGEST, ends=(-5, 5), step=0.1, level=2,
        restarts=True, help="Bias of both neurons at the start.",
    ),
    Setting(
        "x", "Input x", 1.0, low=-LARGEST, high=LARGEST, ends=(-2, 2), step=0.1, level=2,
        help="The only input of both neurons.",
    ),
    Setting(
        "y", "Target y", 0.0, low=0, high=1, ends=(0, 1), step=0.05, level=2,
        help="What the output should be.",
    ),
    Setting(
        "speed", "Updates / s", 30.0, low=1, high=1_000, scale="log", ends=(1, 1_000), level=2,
        help="How fast the updates are played.",
    ),
)  # fmt: skip


def load_start(settings: Values, command: LoadStart) -> Edited:
    """Return the settings with a start of the book."""
    check_known("expected one of {known}, got {found}; choose one", STARTS, command.name)
    w, b = STARTS[command.name]
    said = Message("start at w = {w:g}, b = {b:g}", {"w": w, "b": b})
    return {**settings, "w": w, "b": b}, said


class NeuronStation(Station):
    """The station; a step is an update of both neurons."""

    name = "neuron"
    settings = SETTINGS
    edits: ClassVar = {LoadStart: load_start}

    def __init__(self) -> None:
        self._learned = lru_cache(maxsize=8)(learned)
        self._shown = lru_cache(maxsize=1)(self._duel)

    def speed(self, settings: Values) -> float:
        """Return the updates per second."""
        return float(settings["speed"])

    def last_step(self, settings: Values) -> int:
        """Return the number of updates."""
        return UPDATES

    def view(self, settings: Values, step: int) -> DuelView:
        """Return both neurons after some updates."""
        rules = (rule_of(settings, "left_cost"), rule_of(settings, "right_cost"))
        return self._shown(float(settings["w"]), float(settings["b"]), rules, step)

    def _duel(
        self, w: float, b: float, rules: tuple[NeuronRule, NeuronRule], step: int
    ) -> DuelView:
        left, right = (at_step(self._learned(w, b, rule), step) for rule in rules)
        start = next((name for name, each in STARTS.items() if each == (w, b)), "")
        return DuelView(start, (left, right), *curves())


def rule_of(settings: Values, cost: str) -> NeuronRule:
    """Return the rule of a neuron.

    Parameters
    ----------
    cost : str
        The setting that holds its cost.
    """
    x, y = float(settings["x"]), float(settings["y"])
    rule = NeuronRule(str(settings[cost]), float(settings["eta"]), x, y)
    book = settings["as_book"] and rule.cost == CROSS_ENTROPY.name
    return as_in_the_book(y, x) if book else rule


def learned(w: float, b: float, rule: NeuronRule) -> NeuronView:
    """Return a neuron before its first update, with its whole course."""
    course = descend(w, b, rule)
    view = NeuronView(rule, course, 0, (), 0.0, first_close(course, rule.y))
    return at_step(view, 0)


def at_step(view: NeuronView, step: int) -> NeuronView:
    """Return a neuron after some of its updates."""
    factors = factors_of(view.rule, float(view.course.a[step]))
    gradient = prod(factor.value for factor in factors)
    return replace(view, step=step, factors=factors, gradient=gradient)


@cache
def curves() -> tuple[Vector, Vector, Vector]:
    """Return z, σ(z) and σ′(z)."""
    z = np.linspace(-FARTHEST_Z, FARTHEST_Z, 241)
    a = sigmoids(z)
    return seal(z), seal(a), seal(a * (1 - a))
