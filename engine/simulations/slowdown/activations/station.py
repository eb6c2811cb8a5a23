"""Every activation, and a typed one: its curve, and a network that learns with it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.functions.activations import TANH
from engine.improvement.activation_race import (
    EPOCHS,
    ActivationRace,
    RaceRule,
    each_by,
    scaled_outputs,
)
from engine.improvement.bench_functions import (
    NAMES,
    SMALL,
    bench_functions,
    difference,
    disagreement,
    of_formula,
)
from engine.settings import Setting, Value, Values
from engine.simulations.slowdown.activations.state import (
    ActivationsView,
    CurvesView,
    ScalingView,
)
from engine.simulations.slowdown.station import Station

PICTURES = ("curve", "tanh", "scale")
"""f and f′ over z; σ and a shifted tanh; outputs over the factor of all weights."""

SHAPES = ("spirals", "moons", "circles", "xor")
"""Points of two classes."""

MOST_HIDDEN = 3
"""With more hidden layers an epoch of all networks would not fit into a slice of work."""

FARTHEST_Z = 6.0
"""Ends of the curves."""

LEAST_FACTOR, LARGEST_FACTOR = 0.1, 10.0


def _scaled(values: Values) -> bool:
    return values["bench_picture"] == "scale"


SETTINGS = (
    Setting(
        "bench_formula", "Your own f(z)", "sin(z)", "text", restarts=True,
        help="A formula in z, for instance max(0; z)^2 or z/(1 + |z|).",
    ),
    Setting(
        "bench_shape", "Points", SHAPES[0], "choice", choices=SHAPES, restarts=True,
        help="What all networks learn: 100 points of two classes.",
    ),
    Setting(
        "bench_hidden", "Hidden layers", 2, "int", low=1, high=MOST_HIDDEN,
        ends=(1, MOST_HIDDEN), restarts=True, help="Each has 8 neurons.",
    ),
    Setting(
        "bench_eta", "Rate η", 0.5, low=0, high=100, above=True, scale="log", ends=(0.01, 10),
        restarts=True, help="The same for all networks.",
    ),
    Setting(
        "bench_c", "Weights × c", 2.0, low=LEAST_FACTOR, high=LARGEST_FACTOR, scale="log",
        ends=(LEAST_FACTOR, LARGEST_FACTOR), applies=_scaled,
        help="Factor of all weights of a network without biases.",
    ),
    Setting(
        "bench_seed", "Seed", 1, "int", low=0, high=999_999, level=2, restarts=True,
        help="Of the first weights, the points and their order: the same for all networks.",
    ),
    Setting(
        "bench_speed", "Epochs / s", 20.0, low=1, high=100, scale="log", ends=(1, 100), level=2,
        help="How fast the epochs are played.",
    ),
    Setting(
        "bench_function", "Function", "relu", "choice", choices=NAMES, level=0,
        help="The function that is looked at.",
    ),
    Setting(
        "bench_picture", "Picture", PICTURES[0], "choice", choices=PICTURES, level=0,
        help="The function, σ made of tanh, or networks with larger weights.",
    ),
    Setting(
        "bench_z", "z", 1.0, low=-FARTHEST_Z, high=FARTHEST_Z, level=0,
        help="Where value and slope are read.",
    ),
)  # fmt: skip

Z = seal(np.linspace(-FARTHEST_Z, FARTHEST_Z, 241))
FACTORS = seal(np.geomspace(LEAST_FACTOR, LARGEST_FACTOR, 31))


class ActivationsStation(Station):
    """The station; a step is an epoch of all networks."""

    name = "activations"
    settings = SETTINGS
    looks = frozenset({"bench_function", "bench_picture", "bench_z"})

    def __init__(self) -> None:
        self._race = lru_cache(maxsize=4)(ActivationRace)
        self._shown = lru_cache(maxsize=1)(self._view)

    def check(self, settings: Values) -> None:
        """Refuse a formula that cannot be read."""
        of_formula(str(settings["bench_formula"]))

    def speed(self, settings: Values) -> float:
        """Return the epochs per second."""
        return float(settings["bench_speed"])

    def last_step(self, settings: Values) -> int:
        """Return the number of epochs."""
        return EPOCHS

    def known_step(self, settings: Values) -> int:
        """Return the epochs that have been trained."""
        return self._race(rule_of(settings)).epochs

    def prepare(self, settings: Values, step: int) -> None:
        """Train one more epoch, if that is not known yet."""
        race = self._race(rule_of(settings))
        if race.epochs < step:
            race.advance()

    def anew(self, settings: Values) -> dict[str, Value]:
        """Return the settings with another seed."""
        return {**settings, "bench_seed": (int(settings["bench_seed"]) + 1) % 1_000_000}

    def view(self, settings: Values, step: int) -> ActivationsView:
        """Return the bench after some epochs, at most those that are known."""
        epoch = min(step, self.known_step(settings))
        looked_at = (str(settings["bench_function"]), str(settings["bench_picture"]))
        place, c = float(settings["bench_z"]), float(settings["bench_c"])
        return self._shown(rule_of(settings), epoch, looked_at, place, c)

    def _view(
        self, rule: RaceRule, epoch: int, looked_at: tuple[str, str], place: float, c: float
    ) -> ActivationsView:
        race = self._race(rule)
        name, picture = looked_at
        chosen = NAMES.index(name)
        past = slice(0, epoch + 1)
        return ActivationsView(
            chosen,
            rule.formula,
            picture,
            place,
            *numbers_at(rule.formula, chosen, place),
            curves_of(rule.formula),
            scaling_of(rule, c) if picture == "scale" else None,
            *(seal(each[past].copy()) for each in (race.cost, race.accuracy, race.dead)),
        )


def rule_of(settings: Values) -> RaceRule:
    """Return what all networks have in common."""
    return RaceRule(
        str(settings["bench_shape"]),
        int(settings["bench_hidden"]),
        float(settings["bench_eta"]),
        str(settings["bench_formula"]),
        int(settings["bench_seed"]),
    )


def numbers_at(formula: str, chosen: int, place: float) -> tuple[float, float, float]:
    """Return value, slope and central difference of a function at a place."""
    function, z = bench_functions(formula)[chosen], np.array([place])
    a = function.value(z)
    slope = function.slope(z, a)
    return float(a[0]), float(slope[0]), float(difference(function.value, z, SMALL / 2.0)[0])


@lru_cache(maxsize=8)
def curves_of(formula: str) -> CurvesView:
    """Return the curves of all functions."""
    functions = bench_functions(formula)
    z = np.tile(Z, (len(functions), 1))
    values = each_by(functions, z)
    slopes = np.array([each.slope(Z, values[place]) for place, each in enumerate(functions)])
    measured = np.array([difference(each.value, Z, SMALL / 2.0) for each in functions])
    apart = np.array([disagreement(each, Z) for each in functions])
    by_tanh: Vector = (1.0 + TANH.value(Z / 2.0)) / 2.0
    tanh_apart = float(np.abs(by_tanh - values[NAMES.index("sigmoid")]).max())
    return CurvesView(
        Z, seal(values), seal(slopes), seal(measured), seal(apart), seal(by_tanh), tanh_apart
    )


@lru_cache(maxsize=8)
def scaled_curves(formula: str, layers: int, seed: int) -> Matrix:
    """Return the mean output at every factor, relative to that at 1."""
    functions = bench_functions(formula)
    one = scaled_outputs(functions, np.array([1.0]), layers, seed)
    relative: Matrix = scaled_outputs(functions, FACTORS, layers, seed) / one
    return seal(relative)


def scaling_of(rule: RaceRule, c: float) -> ScalingView:
    """Return what becomes of networks when all their weights are multiplied by a factor."""
    layers = rule.hidden + 1
    functions = bench_functions(rule.formula)
    here = scaled_outputs(functions, np.array([c, 1.0]), layers, rule.seed)
    at_c: Vector = here[:, 0] / here[:, 1]
    curves = scaled_curves(rule.formula, layers, rule.seed)
    return ScalingView(FACTORS, curves, c, seal(at_c), layers)
