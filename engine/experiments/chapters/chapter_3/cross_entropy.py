"""3.A to 3.C: the cross-entropy instead of the quadratic cost.  Nielsen (2015), ch. 3."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from engine.experiments.chapters.chapter_3.reporting import best_on
from engine.experiments.experiment import BookFigure, Exact, Experiment, Ours, Request, Within
from engine.settings import Value

QUADRATIC_ETA = 3.0
"""Learning rate that the book found for the quadratic cost."""

LARGE: Mapping[str, Value] = {
    "data": "mnist",
    "layers": "784-30-10",
    "cost": "cross-entropy",
    "initialiser": "normal",
    "eta": 0.5,
    "batch": 10,
    "epochs": 30,
    "seed": 1,
}
"""Common settings of the sections before weight initialisation: weights and biases N(0, 1)."""

POINT_FIVE = Within(0.005)


def _heuristic(settings: Mapping[str, Value], request: Request) -> Ours:
    """Divide the learning rate by the mean of σ' = σ(1 − σ) over all outputs σ in 0..1."""
    # three nodes integrate a polynomial of degree 5 exactly
    nodes, weights = np.polynomial.legendre.leggauss(3)
    outputs = (nodes + 1) / 2
    mean = float((weights / 2) @ (outputs * (1 - outputs)))
    return Ours(QUADRATIC_ETA * mean, "η of the quadratic cost times the mean σ'", {"mean": mean})


EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        "3.A",
        "cross-entropy, 30 hidden neurons",
        LARGE,
        BookFigure(0.9549, "of 30 epochs, one run; the book does not say whether best or last"),
        POINT_FIVE,
        partial(best_on, "test"),
        {1: 0.955},
    ),
    Experiment(
        "3.B",
        "cross-entropy, 100 hidden neurons",
        {**LARGE, "layers": "784-100-10"},
        BookFigure(0.9682, "of 30 epochs, one run; the book does not say whether best or last"),
        POINT_FIVE,
        partial(best_on, "test"),
        {1: 0.9676},
    ),
    Experiment(
        "3.C",
        "a learning rate for the cross-entropy",
        {},
        BookFigure(0.5, "η 3.0 of the quadratic cost, divided by 6", ""),
        Exact(),
        _heuristic,
        {0: 0.5},
    ),
)
