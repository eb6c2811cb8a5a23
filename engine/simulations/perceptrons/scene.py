"""Scene of the Perceptrons page: settings, the bench and the extra layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.perceptrons.circuits import Circuit
from engine.perceptrons.four_bits import BitLayer
from engine.perceptrons.perceptrons import Neuron
from engine.settings import Setting, Value

STATIONS = ("decision", "bench", "sigmoid", "bits")

LARGEST = 1_000.0
"""Weights, biases and thresholds lie between −LARGEST and LARGEST."""

REASONS = ("weather", "company", "train")
"""Settings that are weights of the decision, in the order of the inputs."""

CHANGES = ("w1", "w2", "b", "all")
NETWORKS = ("neuron", "bench")
REACH = 2.0
"""The largest Δ."""


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "weather", "Weather", 6.0, low=-LARGEST, high=LARGEST, ends=(-10, 10), step=0.5,
        help="How much this counts: good weather.",
    ),
    Setting(
        "company", "Company", 2.0, low=-LARGEST, high=LARGEST, ends=(-10, 10), step=0.5,
        help="How much this counts: somebody comes along.",
    ),
    Setting(
        "train", "Train", 2.0, low=-LARGEST, high=LARGEST, ends=(-10, 10), step=0.5,
        help="How much this counts: a train goes there.",
    ),
    Setting(
        "threshold", "Threshold", 5.0, low=-LARGEST, high=LARGEST, ends=(-10, 10), step=0.5,
        help="What the reasons must outweigh.",
    ),
    Setting(
        "scale", "Scale c", 1.0, low=0.1, high=1000.0, scale="log", ends=(0.1, 1000.0),
        help="c multiplies all weights and biases.",
    ),
    Setting(
        "change", "Change Δ", 0.5, low=-REACH, high=REACH, ends=(-REACH, REACH), step=0.05,
        help="How much is added to what is changed.",
    ),
    Setting(
        "network", "Network", "neuron", "choice", choices=NETWORKS,
        help="One neuron of two inputs, or everything that stands on the bench.",
    ),
    Setting(
        "changed", "Changed", "b", "choice", choices=CHANGES,
        help="A weight, the bias, or all of them together.",
    ),
    Setting(
        "w1", "Weight w₁", -2.0, low=-LARGEST, high=LARGEST, ends=(-10, 10), step=0.5, level=2,
        help="Of the first input, before it is multiplied by c.",
    ),
    Setting(
        "w2", "Weight w₂", -2.0, low=-LARGEST, high=LARGEST, ends=(-10, 10), step=0.5, level=2,
        help="Of the second input, before it is multiplied by c.",
    ),
    Setting(
        "bias", "Bias b", 3.0, low=-LARGEST, high=LARGEST, ends=(-10, 10), step=0.5, level=2,
        help="Of the neuron, before it is multiplied by c.",
    ),
)  # fmt: skip
OF_STATION = {
    "decision": (*REASONS, "threshold"),
    "sigmoid": ("w1", "w2", "bias", "scale", "change", "changed"),
}
"""Settings that a station shows."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The whole page.

    Attributes
    ----------
    station : str
        The present station.
    steps : mapping
        Steps done at each station.
    """

    settings: Mapping[str, Value]
    circuit: Circuit
    bits: BitLayer
    station: str = STATIONS[0]
    steps: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(STATIONS, 0))

    @property
    def reasons(self) -> tuple[float, ...]:
        """Weights of the decision."""
        return tuple(float(self.settings[name]) for name in REASONS)

    @property
    def threshold(self) -> float:
        """Threshold of the decision."""
        return float(self.settings["threshold"])

    @property
    def neuron(self) -> Neuron:
        """The neuron of the sigmoid station."""
        weights = (float(self.settings["w1"]), float(self.settings["w2"]))
        return Neuron(weights, float(self.settings["bias"]))

    @property
    def scale(self) -> float:
        """Factor c by which all weights and biases are multiplied."""
        return float(self.settings["scale"])

    @property
    def step(self) -> int:
        """Steps done at the present station."""
        return self.steps[self.station]

    def row(self, station: str) -> int | None:
        """Return the row that a station shows; None on the scale before its first step."""
        place = self.steps[station] - first_step(station)
        return place % self.rows(station) if place >= 0 else None

    def rows(self, station: str) -> int:
        """Return the number of rows of a station's table."""
        bench = 1 << len(self.circuit.inputs)
        sigmoid = bench if self.settings["network"] == "bench" else 4
        return {"decision": 8, "bench": bench, "sigmoid": sigmoid, "bits": 10}[station]


def first_step(station: str) -> int:
    """Return the step at which a station shows its first row."""
    return 1 if station == "decision" else 0
