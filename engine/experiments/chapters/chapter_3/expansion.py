"""3.V: expansion by affine and by elastic distortions.  Simard, Steinkraus and Platt (2003)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.data.digits.expansion_kinds import NONE
from engine.experiments.courses import chosen_ours, train_each
from engine.experiments.experiment import BookFigure, Experiment, Ours, Request, Within
from engine.settings import Value

AFFINE, ELASTIC = "shift,rotate,skew,scale", "shift,rotate,skew,scale,elastic"

EXPANSIONS: Mapping[str, str] = {"none": NONE, "affine": AFFINE, "elastic": ELASTIC}
"""Expansion by the name of its network."""

SETTINGS: Mapping[str, Value] = {
    "data": "mnist",
    "layers": "784 dense800:relu softmax10",
    "cost": "log-likelihood",
    "initialiser": "he",
    "eta": 0.05,
    "batch": 10,
    "expand": ELASTIC,
    "schedule": "inverse-time",
    "epochs": 40,
    "seed": 1,
}
"""800 hidden neurons and the cross-entropy of all outputs, as in the paper."""


def by_expansion(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train once with each expansion; validation chooses the epoch of each."""
    changes = {name: {"expand": text} for name, text in EXPANSIONS.items()}
    found = train_each(settings, request, "expansion: {}", changes)
    chosen = {name: chosen_ours(each.epochs, name) for name, each in found.items()}
    ours = chosen_ours(found["elastic"].epochs, f"elastic, seed {settings['seed']}")
    accuracies = {name: each.value for name, each in chosen.items()}
    return replace(ours, details={**ours.details, "by_expansion": accuracies})


EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        "3.V",
        "affine and elastic expansion",
        SETTINGS,
        BookFigure(
            0.993, "Simard et al. (2003), 800 hidden neurons",
            series={"none": 0.984, "affine": 0.989, "elastic": 0.993},
        ),
        Within(0.005),
        by_expansion,
    ),
)  # fmt: skip
