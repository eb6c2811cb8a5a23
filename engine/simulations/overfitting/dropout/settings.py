"""Settings of the network with dropout, and the picture that it reads."""

from __future__ import annotations

from engine.settings import Setting

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "drop_share", "Dropout p", 0.5, low=0, high=0.9, ends=(0, 0.9), step=0.05,
        help="Probability that a hidden neuron is left out in a step of training.",
    ),
    Setting(
        "drop_picture", "Test picture", 0, "int", low=0, high=9_999, ends=(0, 999), step=1,
        help="Number of the test picture that the committee reads.",
    ),
)  # fmt: skip

LOOKS: frozenset[str] = frozenset()
