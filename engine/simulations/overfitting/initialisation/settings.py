"""Settings of the neuron with many inputs, and what is looked at of the first epochs."""

from __future__ import annotations

from engine.settings import Setting

FACES = ("accuracy", "weights")
"""Plots of the first epochs: validation accuracy, and size of the hidden weights."""

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "init_inputs", "Inputs n", 1_000, "int", low=1, high=10_000, scale="log",
        ends=(10, 10_000), help="How many inputs the neuron has.",
    ),
    Setting(
        "init_on", "Share that is on", 0.5, low=0, high=1, ends=(0, 1), step=0.05,
        help="Share of the inputs that are 1; the others are 0.",
    ),
    Setting(
        "init_face", "First epochs", FACES[0], "choice", choices=FACES, level=0,
        help="Which curve of the first epochs is shown.",
    ),
)  # fmt: skip

LOOKS = frozenset({"init_face"})
