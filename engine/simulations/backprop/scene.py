"""Scene of the Backprop page: numbers, functions, settings and the stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from engine import random_streams
from engine.arrays import seal
from engine.backpropagation.backward import Case, Functions, descended, trace_of
from engine.errors import DivergenceError, SettingError
from engine.functions.activations import ACTIVATION, HIDDEN, SIGMOID
from engine.functions.costs import COST, COSTS, QUADRATIC
from engine.settings import Setting, Value
from engine.simulations.backprop.exhibits import EXHIBIT, EXHIBITS, OWN
from engine.simulations.backprop.stops import Stop, stops_of
from engine.simulations.scene_page.declared import ETA

MOST_CYCLES = 1_000
MOST_COLUMNS, MOST_NEURONS = 4, 5
"""Most layers, the input included, and neurons per layer that fit in one picture."""

LARGEST = 1e6
"""Largest magnitude of any number; an update beyond it counts as divergence."""

FUNCTION_NAMES = tuple(function.name for function in HIDDEN)

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "exhibit",
        "Exhibit",
        EXHIBITS[0].name,
        "choice",
        choices=(*EXHIBIT, OWN),
        help="A network and an example that show one thing.",
    ),
    Setting(
        "layers",
        "Layers",
        EXHIBITS[0].layers,
        "layers",
        help="Neurons by layer, the inputs first: from 1-1 to 5-5-5-5.",
    ),
    Setting(
        "cost",
        "Cost",
        QUADRATIC.name,
        "choice",
        choices=tuple(cost.name for cost in COSTS),
        help="How wrong the output is; cross-entropy brings sigmoid outputs, "
        "log-likelihood softmax.",
    ),
    Setting(
        "activation",
        "Activation",
        SIGMOID.name,
        "choice",
        choices=FUNCTION_NAMES,
        help="The function of the neurons; of outputs only with the quadratic cost.",
    ),
    ETA,
    Setting(
        "form",
        "Form of BP1 and BP2",
        "hadamard",
        "choice",
        choices=("hadamard", "matrix"),
        level=2,
        help="The same numbers as δ = ∇C ⊙ σ′(z) or as δ = Σ′(z) ∇C.",
    ),
    Setting(
        "stops",
        "Stops",
        "four",
        "choice",
        choices=("four", "every"),
        level=2,
        help="Four stops, or a stop for every layer on the way there and back.",
    ),
    Setting(
        "speed",
        "Speed",
        1.0,
        low=0.1,
        high=200,
        scale="log",
        level=2,
        help="Stops a second while it plays.",
    ),
)
RULES = ("layers", "cost", "activation", "eta")
"""Settings that belong to a moment: each cycle keeps its own."""
OPTIONS = ("exhibit", "form", "stops", "speed")

Own = Mapping[tuple[int, int], str]
"""Functions of single neurons by (layer, neuron), from 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """State at the beginning of a cycle.

    Attributes
    ----------
    case : Case
    rules : mapping
        The settings RULES.
    own : mapping
        Neurons with a function of their own.
    """

    case: Case
    rules: Mapping[str, Value]
    own: Own = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """All that an edit can change.

    Attributes
    ----------
    path : tuple of Moment
        The beginning of each cycle reached so far.
    by_hand : frozenset of int
        Cycles that begin with numbers set by hand, not with the result of the update before.
    step, last : int
        The shown stop and the last one reached, counted from the beginning.
    """

    options: Mapping[str, Value]
    path: tuple[Moment, ...]
    by_hand: frozenset[int] = frozenset({0})
    step: int = 0
    last: int = 0

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The stops of one cycle."""
        layers = len(self.path[0].case.weights)
        return stops_of(layers, every=self.options["stops"] == "every")

    @property
    def cycle(self) -> int:
        """Updates done before the shown cycle."""
        return self.step // len(self.stops)

    @property
    def stop(self) -> Stop:
        """The shown stop."""
        stops = self.stops
        return stops[self.step % len(stops)]

    @property
    def moment(self) -> Moment:
        """The moment at which the shown cycle began."""
        return self.path[self.cycle]

    @property
    def settings(self) -> dict[str, Value]:
        """Values of all settings by name, at the shown stop."""
        known = {**self.options, **self.moment.rules}
        return {setting.name: known[setting.name] for setting in SETTINGS}


# --- transitions -----------------------------------------------------------------------------


def updated(moment: Moment) -> Moment:
    """Return the moment after the update.

    Raises
    ------
    DivergenceError
        If a number would be larger than LARGEST.
    """
    case = descended(trace_of(moment.case), float(moment.rules["eta"]))
    parts = (*case.weights, *case.biases)
    if not all(bool(np.all(np.abs(part) <= LARGEST)) for part in parts):
        raise DivergenceError(
            "expected an update to finite numbers, got one beyond {most:g}; choose a smaller η",
            most=LARGEST,
        )
    return replace(moment, case=case)


def advanced(scene: Scene) -> Scene:
    """Return the scene one stop later; a stop reached before is shown again.

    Raises
    ------
    EngineError
        If the update diverges, or after MOST_CYCLES.
    """
    step, path = scene.step + 1, scene.path
    if step // len(scene.stops) == len(path):
        if len(path) >= MOST_CYCLES:
            raise SettingError(
                "expected at most {most} cycles; go back to the start (R)", most=MOST_CYCLES
            )
        path = (*path, updated(path[-1]))
    return replace(scene, path=path, step=step, last=max(step, scene.last))


def changed(scene: Scene, moment: Moment) -> Scene:
    """Return the scene with another moment for the shown cycle; later cycles are dropped."""
    cycle = scene.cycle
    by_hand = frozenset(each for each in scene.by_hand if each < cycle) | {cycle}
    path = (*scene.path[:cycle], moment)
    return replace(scene, path=path, by_hand=by_hand, last=scene.step)


def with_option(scene: Scene, name: str, value: Value) -> Scene:
    """Return the scene with another option; the position in the cycle is kept."""
    chosen = replace(scene, options={**scene.options, name: value})
    if name != "stops":
        return chosen
    here, stops = scene.stop, chosen.stops
    place = next(number for number, stop in enumerate(stops) if stop.family == here.family)
    step = scene.cycle * len(stops) + place
    last = (len(scene.path) - 1) * len(stops)
    return replace(chosen, step=step, last=max(step, last))


# --- initial scenes --------------------------------------------------------------------------


def opening(name: str, seed: int, options: Mapping[str, Value]) -> Scene:
    """Return the initial scene of an exhibit."""
    exhibit = EXHIBIT[name]
    rules: dict[str, Value] = {
        "layers": exhibit.layers,
        "cost": exhibit.cost,
        "activation": exhibit.activation,
        "eta": exhibit.eta,
    }
    case = drawn(rules, seed)
    if exhibit.weights:
        case = replace(
            case,
            weights=tuple(seal(np.array(w, float)) for w in exhibit.weights),
            biases=tuple(seal(np.array(b, float)) for b in exhibit.biases),
            x=seal(np.array(exhibit.x, float)),
            y=seal(np.array(exhibit.y, float)),
        )
    return Scene({**options, "exhibit": name, "stops": exhibit.stops}, (Moment(case, rules),))


def drawn(rules: Mapping[str, Value], seed: int) -> Case:
    """Return a network with random weights, rounded to two decimals, and a random example.

    Raises
    ------
    EngineError
        If the layers cannot be read or are too many.
    """
    sizes = read_sizes(str(rules["layers"]))
    functions = functions_of(rules, sizes, {})
    weights, biases = [], []
    for layer, (n_in, n_out) in enumerate(pairwise(sizes)):
        generator = random_streams.generator(seed, "initialisation", layer)
        weights.append(seal(generator.standard_normal((n_out, n_in)).round(2)))
        biases.append(seal(generator.standard_normal(n_out).round(2)))
    x = random_streams.generator(seed, "noise").uniform(0.1, 1.0, sizes[0]).round(1)
    y = np.zeros(sizes[-1])
    y[0] = 1.0
    return Case(tuple(weights), tuple(biases), functions, seal(x), seal(y), str(rules["cost"]))


def functions_of(rules: Mapping[str, Value], sizes: tuple[int, ...], own: Own) -> Functions:
    """Return the name of each neuron's activation.

    Raises
    ------
    SettingError
        If the cost does not fit the outputs.
    """
    natural, usual = COST[str(rules["cost"])].natural, str(rules["activation"])
    if natural and ACTIVATION[natural].whole_layer and sizes[-1] < 2:
        raise SettingError(
            "expected at least 2 outputs for softmax, got {found}; "
            "add outputs or choose another cost",
            found=sizes[-1],
        )
    names = [usual] * (len(sizes) - 2) + [natural or usual]
    return tuple(
        tuple(own.get((layer, neuron), name) for neuron in range(count))
        for layer, (name, count) in enumerate(zip(names, sizes[1:], strict=True))
    )


def read_sizes(text: str) -> tuple[int, ...]:
    """Parse layer sizes from a notation such as 2-2-1.

    Raises
    ------
    SettingError
        If it cannot be read, or does not fit on one picture.
    """
    words = text.replace(" ", "").split("-")
    sizes = tuple(int(word) if word.isascii() and word.isdigit() else 0 for word in words[:9])
    if not 2 <= len(words) <= MOST_COLUMNS or not all(1 <= n <= MOST_NEURONS for n in sizes):
        raise SettingError(
            "expected 2 to {columns} layers of 1 to {neurons} neurons such as 2-2-1, "
            "got {found}; a larger network cannot be written out",
            columns=MOST_COLUMNS,
            neurons=MOST_NEURONS,
            found=text[:60],
        )
    return sizes
