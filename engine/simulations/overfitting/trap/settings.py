"""Settings of the trap: the small part of the test set, and what the best trial is chosen by."""

from __future__ import annotations

from engine.settings import Setting

CHOSEN_BY = ("test", "validation")

LOOKS: frozenset[str] = frozenset()

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "trap_by", "Choose by", "test", "choice", choices=CHOSEN_BY,
        help="What the best trial is chosen by: the test pictures that also judge it, or "
        "validation pictures.",
    ),
    Setting(
        "trap_part", "Test pictures", 100, "int", low=10, high=500, scale="log", ends=(10, 500),
        help="How many test pictures you hold; all others are fresh and nobody chooses by them.",
    ),
    Setting(
        "trap_trials", "Trials", 60, "int", low=2, high=300, scale="log", ends=(2, 300),
        help="How many networks are trained, each with another λ, number of epochs and start.",
    ),
)  # fmt: skip
