"""Scene of the Universality page: settings, networks, targets and tries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.arrays import Matrix, Vector, freeze
from engine.formulas import parse
from engine.settings import Setting, Value, check_all
from engine.simulations.universality.two_inputs.figures import SURFACES, Surface, heights_of
from engine.simulations.universality.two_inputs.settings import TWO_INPUTS_SETTINGS
from engine.simulations.universality.two_inputs.settings import TYPED as TWO_INPUTS_TYPED
from engine.universality.approximation import TARGET, TARGETS, measured_places
from engine.universality.curve_activations import ACTIVATION, NAMES, OWN, CurveActivation, typed
from engine.universality.curve_networks import STEEP, CurveNetwork, bumps_at, bumps_network

STATIONS = ("neuron", "steps", "bump", "bumps", "function", "plane")
"""From one hidden neuron to a function, then two inputs: the order of the book."""

FUNCTION = "function"
MOST_BUMPS, MOST_COPIES, MOST_OUTPUTS, MOST_TRIES = 100, 10, 3, 12

DRAWN, TYPED = "drawn", "formula"
TARGET_NAMES = (*(target.name for target in TARGETS), DRAWN, TYPED)

DRAWN_POINTS = 201
"""Places of 0..1 at which a drawn function has a value."""

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "station", "Station", FUNCTION, "choice", choices=STATIONS, level=0,
        help="How much of the network is on the stage.",
    ),
    Setting(
        "form", "Numbers", "simple", "choice", choices=("simple", "real"), level=0,
        help="Steps and heights, or the weights and biases that they stand for.",
    ),
    Setting(
        "bumps", "Bumps", 5, "int", low=1, high=MOST_BUMPS,
        help="How many bumps stand side by side; each takes two hidden neurons.",
    ),
    Setting(
        "target", "Target", "book", "choice", choices=TARGET_NAMES,
        help="The function that the weighted output is to match.",
    ),
    Setting(
        "target_2", "Second target", "sine", "choice", choices=TARGET_NAMES, level=3,
        help="What the second output is to match.",
    ),
    Setting(
        "target_3", "Third target", "tent", "choice", choices=TARGET_NAMES, level=3,
        help="What the third output is to match.",
    ),
    Setting(
        "steepness", "Weight w", STEEP, low=1, high=STEEP, scale="log", ends=(1, STEEP),
        help="Weight of every hidden neuron: from 1000 on it is a step.",
    ),
    Setting(
        "copies", "Copies M", 1, "int", low=1, high=MOST_COPIES, ends=(1, MOST_COPIES), level=2,
        help="Shifted networks of 1/M of the height: failures shrink.",
    ),
    Setting(
        "activation", "Activation", "sigmoid", "choice", choices=NAMES, level=2,
        help="What hidden neurons do with z.",
    ),
    Setting(
        "output", "Output", "weighted", "choice", choices=("weighted", "sigmoid"), level=2,
        help="The weighted sum, or σ of it: then the sum has to match σ⁻¹ of the function.",
    ),
    Setting(
        "outputs", "Outputs", 1, "int", low=1, high=MOST_OUTPUTS, ends=(1, MOST_OUTPUTS), level=2,
        help="Each has its own heights for the same steps.",
    ),
    Setting(
        "eta", "Rate η", 0.1, low=0, high=10, above=True, scale="log", ends=(0.001, 10), level=2,
        help="How far each step of descent follows the gradient.",
    ),
    Setting(
        "momentum", "Momentum μ", 0.5, low=0, high=0.99, ends=(0, 0.99), step=0.01, level=2,
        help="How much of the last step is kept in the next.",
    ),
    Setting(
        "speed", "Epochs / s", 300.0, low=1, high=20_000, scale="log", ends=(1, 20_000), level=2,
        help="How fast descent goes, where it can.",
    ),
    *TWO_INPUTS_SETTINGS,
)  # fmt: skip

OUTPUT_TARGETS = ("target", "target_2", "target_3")
"""Settings that name the target of each output."""

DEFAULTS: Mapping[str, Callable[[], CurveNetwork]] = {
    "neuron": lambda: CurveNetwork.of([8.0], [-4.0], [[1.0]]),
    "steps": lambda: CurveNetwork.of([STEEP] * 2, [-0.4 * STEEP, -0.6 * STEEP], [[0.6, 1.2]]),
    "bump": lambda: bumps_at(np.array([[0.4, 0.6]]), np.array([[0.6]]), STEEP),
    "bumps": lambda: bumps_at(np.array([[0.4, 0.6], [0.7, 0.9]]), np.array([[-1.2, 0.3]]), STEEP),
    FUNCTION: lambda: bumps_network(np.zeros((1, 5))),
}
"""The network of each station: Nielsen (2015), ch. 4; the last one begins flat."""

AXES: Mapping[str, tuple[float, float]] = {
    "neuron": (0.0, 1.0),
    "steps": (-1.5, 2.0),
    "bump": (-1.5, 2.0),
    "bumps": (-1.5, 2.0),
    FUNCTION: (-2.5, 3.0),
}
"""Lowest and highest value that is drawn, unless the curve exceeds them."""


@dataclass(frozen=True, slots=True, eq=False)
class Try:
    """A line of the scoreboard.

    Attributes
    ----------
    target : str
        Names of the targets; the curve is shown as a ghost while they are chosen again.
    """

    player: str
    target: str
    deviation: float
    network: CurveNetwork
    activation: str


@dataclass(frozen=True, eq=False)
class Scene:
    """All that an edit can change.

    Attributes
    ----------
    hands : mapping
        The network of each station.
    drawn : Matrix, shape (MOST_OUTPUTS, DRAWN_POINTS)
        Values of the drawn functions, by output.
    formulas : mapping
        The last valid formula of each field: "activation", "plane", and "target", "target_2" … .
    cells : Matrix, shape (n, n)
        Heights of the towers side by side over the unit square.
    """

    settings: Mapping[str, Value]
    hands: Mapping[str, CurveNetwork]
    drawn: Matrix
    formulas: Mapping[str, str]
    cells: Matrix
    tries: tuple[Try, ...] = ()

    @property
    def station(self) -> str:
        """The present station; "plane" has no network of one input."""
        return str(self.settings["station"])

    @property
    def place(self) -> str:
        """The station whose network is edited."""
        return self.station if self.station in self.hands else FUNCTION

    @property
    def hand(self) -> CurveNetwork:
        """The edited network."""
        return self.hands[self.place]

    @cached_property
    def activation(self) -> CurveActivation:
        """Activation of the hidden neurons."""
        name = str(self.settings["activation"])
        if name != OWN:
            return ACTIVATION[name]
        formula = parse(self.formulas["activation"], ("z",))
        return typed(formula.text, lambda z: formula(z=z))

    @property
    def ideal(self) -> bool:
        """Whether neurons count as steps: sigmoids of weight STEEP or more."""
        return self.settings["activation"] == "sigmoid" and self.hand.is_ideal

    def target(self, output: int) -> Callable[[Vector], Vector]:
        """Return the target of an output: x -> g(x)."""
        field = OUTPUT_TARGETS[output]
        name = str(self.settings[field])
        if name == DRAWN:
            points, places = self.drawn[output], np.linspace(0.0, 1.0, DRAWN_POINTS)
            return lambda x: np.interp(x, places, points)
        if name == TYPED:
            formula = parse(self.formulas[field], ("x",))
            return lambda x: formula(x=x)
        return TARGET[name].function

    def targets(self, x: Vector) -> Matrix:
        """Return the targets of all outputs, shape (outputs, len(x))."""
        return np.stack([self.target(output)(x) for output in range(self.hand.outputs)])

    def outputs(self, x: Vector, network: CurveNetwork | None = None) -> Matrix:
        """Return the weighted outputs of the network, shape (outputs, len(x))."""
        network = network if network is not None else self.hand
        ideal = self.settings["activation"] == "sigmoid" and network.is_ideal
        return network.weighted(x, self.activation.value, ideal=ideal)

    def deviation(self, network: CurveNetwork | None = None) -> float:
        """Return the average deviation over all outputs, measured as in the game."""
        x = measured_places(int(self.settings["bumps"]))
        return float(np.abs(self.outputs(x, network) - self.targets(x)).mean())

    def two_inputs_target(self) -> Surface | None:
        """Return the function (x, y) -> f that many towers are to match; None if painted."""
        name = str(self.settings["plane_target"])
        if name == TWO_INPUTS_TYPED:
            formula = parse(self.formulas["plane"], ("x", "y"))
            return lambda x, y: formula(x=x, y=y)
        return SURFACES.get(name)

    def target_key(self) -> tuple[object, ...]:
        """Return a key that differs for different targets."""
        names = OUTPUT_TARGETS[: self.hand.outputs]
        drawn = self.drawn.tobytes() if DRAWN in (self.settings[n] for n in names) else b""
        return (*((self.settings[n], self.formulas.get(n, "")) for n in names), drawn)


def first_scene() -> Scene:
    """Return the initial scene: five flat bumps, and the target of the game."""
    return Scene(
        check_all(SETTINGS, {}),
        {station: make() for station, make in DEFAULTS.items()},
        freeze(np.zeros((MOST_OUTPUTS, DRAWN_POINTS))),
        {
            "activation": "sigmoid(z)",
            "plane": "0.5 + 0.5 sin(6x) y",
            **dict.fromkeys(OUTPUT_TARGETS, "sin(2 pi x)"),
        },
        heights_of(SURFACES["bowl"], 5),
    )
