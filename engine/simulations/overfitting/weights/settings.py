"""Settings of the microscope of weights."""

from __future__ import annotations

from engine.settings import Setting

LAYERS = ("hidden", "output", "biases")
"""Groups of parameters: weights into the hidden layer, into the output layer, all biases."""

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "weights_layer", "Layer", "hidden", "choice", choices=LAYERS, level=0,
        help="Which parameters the histograms count.",
    ),
    Setting(
        "weights_horizon", "Arrows: epochs", 100, "int", low=1, high=1_000, unit=" epochs",
        scale="log", ends=(1, 1_000), help="For how many epochs the penalty acts on its own.",
    ),
    Setting(
        "weights_threshold", "Counts as 0", 0.01, low=0, high=10, scale="log",
        ends=(0.0001, 1.0), help="Weights that are no farther from 0 are counted as sparse.",
    ),
)  # fmt: skip

LOOKS = frozenset(setting.name for setting in SETTINGS)
"""All of them say how the run is looked at."""
