"""Scene of the page Vanishing gradients: settings, and the chain's numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine import random_streams
from engine.arrays import Vector, freeze
from engine.functions.activations import ACTIVATION, HIDDEN, SIGMOID, Activation
from engine.functions.costs import COSTS
from engine.functions.initialisers import INITIALISERS
from engine.settings import Setting, Value, check_all
from engine.vanishing.deep_descent import Rule
from engine.vanishing.initial_gradients import Shape
from engine.vanishing.neuron_chains import centred_biases
from engine.vanishing.parity import MOST_BITS

LAYERS, RACE, CHAIN, PARITY = STATIONS = ("layers", "race", "chain", "parity")
"""The laboratory, the race of depths, the chain of neurons, and parity."""

DEEPEST, WIDEST = 10, 100
LARGEST_SEED = 1_000_000
MOST_NEURONS = 10
MINI = 10
"""Examples of a mini-batch, as in the book."""

FUNCTIONS = tuple(activation.name for activation in HIDDEN)
COST_NAMES = tuple(cost.name for cost in COSTS if cost.natural in ("", SIGMOID.name))
"""Costs that go with sigmoid outputs, which every network here has."""

STARTS = tuple(entry.name for entry in INITIALISERS if not entry.constant)

LOOKS = frozenset({"station", "magnifier", "speed", "chain_neuron", "identity_w"})
"""View settings: changing them is not an edit."""

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "station", "Station", LAYERS, "choice", choices=STATIONS, level=0,
        help="The laboratory of layers, the race, the chain of neurons, or parity.",
    ),
    Setting(
        "depth", "Hidden layers", 1, "int", low=1, high=DEEPEST, ends=(1, DEEPEST), restarts=True,
        help="How many hidden layers (+ and −).",
    ),
    Setting(
        "activation", "Activation", "sigmoid", "choice", choices=FUNCTIONS, restarts=True,
        help="What hidden neurons do with z.",
    ),
    Setting(
        "initialiser", "Weights from", "1/sqrt(n_in)", "choice", choices=STARTS, restarts=True,
        help="How weights and biases are drawn.",
    ),
    Setting(
        "width", "Neurons a layer", 30, "int", low=2, high=WIDEST, ends=(2, WIDEST), level=2,
        restarts=True,         help="How many neurons every hidden layer has.",
    ),
    Setting(
        "cost", "Cost", "cross-entropy", "choice", choices=COST_NAMES,
        level=2, restarts=True, help="The cost, which learning lowers.",
    ),
    Setting(
        "eta", "Rate η", 0.1, low=0, high=100, above=True, scale="log", ends=(0.001, 100),
        level=2, help="How far each step follows the gradient.",
    ),
    Setting(
        "lambda", "Decay λ", 5.0, low=0, high=100, ends=(0, 100), step=0.5, level=2,
        help="How strongly large weights are penalised.",
    ),
    Setting(
        "momentum", "Momentum μ", 0.0, low=0, high=0.99, ends=(0, 0.99), step=0.01, level=2,
        help="How much of the last step is kept in the next.",
    ),
    Setting(
        "batch", "Batch", "full", "choice", choices=("full", "mini"), level=2,
        help="All 1,000 pictures at once, as the book measures; or ten at a time.",
    ),
    Setting(
        "data", "Data", "built-in", "choice", choices=("built-in", "mnist"), level=2,
        restarts=True, help="The first 1,000 training pictures are learned from.",
    ),
    Setting(
        "speed", "Epochs / s", 30.0, low=1, high=1_000, scale="log", ends=(1, 1_000), level=2,
        help="How fast it learns, where it can.",
    ),
    Setting(
        "seed", "Seed", 1, "int", low=1, high=LARGEST_SEED, level=3, restarts=True,
        help="Of all random numbers.",
    ),
    Setting(
        "magnifier", "Magnifier", 0, "int", low=0, high=12, level=0,
        help="How many powers of ten the bars are enlarged by.",
    ),
    Setting(
        "chain_neurons", "Neurons", 4, "int", low=2, high=MOST_NEURONS, ends=(2, MOST_NEURONS),
        help="How many neurons stand in the row.",
    ),
    Setting(
        "chain_locked", "Keep z = 0", False, "switch",
        help="Every bias follows, so that σ′ stays at its largest, ¼ for the sigmoid (Z).",
    ),
    Setting(
        "chain_activation", "Activation", "sigmoid", "choice", choices=FUNCTIONS,
        help="What the neurons of the row do with z.",
    ),
    Setting(
        "chain_neuron", "Neuron looked at", 2, "int", low=1, high=MOST_NEURONS, level=0,
        help="The neuron whose |w σ′(w a + b)| is drawn.",
    ),
    Setting(
        "identity_w", "Weight w₁", 1.0, low=0.05, high=8, scale="log", ends=(0.05, 8),
        help="The smaller it is, the straighter is σ.",
    ),
    Setting(
        "parity_bits", "Bits n", 4, "int", low=2, high=MOST_BITS, ends=(2, MOST_BITS),
        help="How many bits there are.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Numbers of all neurons that the chain can have.

    Attributes
    ----------
    w, b : Vector, shape (MOST_NEURONS,)
    x : float
        Input of the first neuron.
    """

    w: Vector
    b: Vector
    x: float


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """All that an edit can change."""

    settings: Mapping[str, Value]
    chain: Chain

    @property
    def station(self) -> str:
        """The present station."""
        return str(self.settings["station"])

    @property
    def shape(self) -> Shape:
        """The deep network of the laboratory."""
        settings = self.settings
        return Shape(
            int(settings["depth"]),
            int(settings["width"]),
            str(settings["activation"]),
            str(settings["initialiser"]),
            str(settings["cost"]),
        )

    @property
    def rule(self) -> Rule:
        """Rule by which that network trains."""
        settings = self.settings
        return Rule(
            float(settings["eta"]),
            float(settings["lambda"]),
            float(settings["momentum"]),
            MINI if settings["batch"] == "mini" else 0,
        )

    @property
    def seed(self) -> int:
        """Seed of all random numbers."""
        return int(self.settings["seed"])

    @property
    def chain_activation(self) -> Activation:
        """Activation of the chain."""
        return ACTIVATION[str(self.settings["chain_activation"])]

    @property
    def present_chain(self) -> Chain:
        """The chain at its present length; if it is locked, the biases keep z at 0."""
        count = int(self.settings["chain_neurons"])
        w, b, x = self.chain.w[:count], self.chain.b[:count], self.chain.x
        if self.settings["chain_locked"]:
            b = freeze(centred_biases(w, x, self.chain_activation))
        return Chain(w, b, x)


def drawn_chain(seed: int) -> Chain:
    """Return weights and biases from N(0, 1) and an input from 0..1, to one decimal."""
    generator = random_streams.generator(seed, "noise")
    w, b = np.round(generator.standard_normal((2, MOST_NEURONS)), 1)
    # a weight of 0 would cut the chain
    w[w == 0] = 0.1
    return Chain(freeze(w), freeze(b), round(float(generator.random()), 1))


def first_scene(seed: int) -> Scene:
    """Return the initial scene: one hidden layer, and a random chain."""
    return Scene(check_all(SETTINGS, {"seed": seed}), drawn_chain(seed))
