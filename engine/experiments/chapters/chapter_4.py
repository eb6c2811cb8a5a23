"""The experiments of chapter 4: steps, bumps, towers and the game.  Nielsen (2015)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np

from engine.arrays import Matrix
from engine.experiments.experiment import BookFigure, Exact, Experiment, Ours, Request, Within
from engine.functions.activations import SIGMOID
from engine.settings import Value
from engine.universality.approximation import (
    SUCCESS,
    TARGET,
    best_deviation,
    best_heights,
    book_target,
    failure,
    game_score,
    shifted_copies,
)
from engine.universality.curve_networks import STEEP, CurveNetwork, bumps_at
from engine.universality.towers import tower

PLACES = np.linspace(0.0, 1.0, 1001)
COPIES = (1, 2, 3, 5, 10)
COARSE = (5, 10)
WIDTHS = (5, 10, 20, 50, 100)
DENSE = 10_000
"""Sample points at which wide networks are measured."""

BOOK_HEIGHTS = np.array([-1.3, -1.8, -0.5, -0.9, 0.3])
"""Heights in the chapter's figure before the game."""

TOWER_PLACES = {"tower": (0.5, 0.5), "plateau": (0.5, 0.1), "outside": (0.1, 0.1)}


def _step(settings: Mapping[str, Value], request: Request) -> Ours:
    """Return the x at which the output of a steep neuron crosses ½."""
    w, b = float(settings["w"]), float(settings["b"])
    output = CurveNetwork.of([w], [b], [[1.0]]).weighted(PLACES, SIGMOID.value)[0]
    crossing = float(np.interp(0.5, output, PLACES))
    return Ours(crossing, "where the output crosses 0.5", {"s": -b / w})


def _bump(settings: Mapping[str, Value], request: Request) -> Ours:
    """Build a bump of two steps with opposite weights and evaluate it between them."""
    h = float(settings["h"])
    network = bumps_at(np.array([[0.4, 0.6]]), np.array([[h]]), STEEP)
    inside, outside = network.weighted(np.array([0.5, 0.2]), SIGMOID.value)[0].tolist()
    return Ours(inside, "weighted output between the steps", {"outside": outside})


def _conversion(settings: Mapping[str, Value], request: Request) -> Ours:
    """Convert a step's position and a height to weights and biases."""
    s, w = float(settings["s"]), float(settings["w"])
    network = bumps_at(np.array([[s, s + 0.2]]), np.array([[1.5]]), w)
    details = {"biases": network.b.tolist(), "outgoing": network.v[0].tolist(),
               "output_bias": float(network.c[0])}  # fmt: skip
    return Ours(float(network.b[0]), "bias of the hidden neuron", details)


def _tower(settings: Mapping[str, Value], request: Request) -> Ours:
    """Evaluate a tower in its middle, on the plateau of a single bump, and outside."""
    x, y = np.array(list(TOWER_PLACES.values())).T
    cases = {}
    for h, b in ((0.3, -0.5), (10.0, -15.0), (50.0, -75.0)):
        outputs = tower(h, b, STEEP).outputs(x, y).tolist()
        cases[f"h = {h:g}, b = {b:g}"] = dict(zip(TOWER_PLACES, outputs, strict=True))
    h, b = float(settings["h"]), float(settings["b"])
    return Ours(
        float(tower(h, b, STEEP).outputs(x, y)[0]), "output in the middle of the tower", cases
    )


def _dimensions(settings: Mapping[str, Value], request: Request) -> Ours:
    """Check in m dimensions that the sum exceeds 0 only inside every bump."""
    h, right = float(settings["h"]), {}
    for m in range(1, 7):
        inside = np.array(list(product((0, 1), repeat=m)))
        sums = h * inside.sum(axis=1) + (0.5 - m) * h
        right[str(m)] = bool(((sums > 0) == inside.all(axis=1)).all())
    m = int(settings["inputs"])
    return Ours((0.5 - m) * h / h, f"bias for {m} inputs, in units of h", {"only_inside": right})


def _copies(settings: Mapping[str, Value], request: Request) -> Ours:
    """Measure the largest failure with M shifted networks of 1/M of the height each."""
    count, weight = int(settings["bumps"]), float(settings["w"])
    factors = {str(bumps): _factors(bumps, weight) for bumps in sorted({count, *COARSE})}
    value = factors[str(count)]["2"]
    return Ours(value, "failure of one network by that of two shifted ones", {"factors": factors})


def _factors(count: int, weight: float) -> dict[str, float]:
    """Return the factors by which M copies reduce the failure, by M."""
    found = {copies: _failure(count, copies, weight) for copies in COPIES}
    return {str(copies): found[1] / found[copies] for copies in COPIES}


def _failure(count: int, copies: int, weight: float) -> float:
    """Return the largest failure away from the ends of 0..1, where bumps have no neighbour."""
    network = shifted_copies([TARGET["book"].function], count, copies, weight)
    near = network.steps[:, None] + np.array([-1e-9, 1e-9])
    x = np.unique(np.concatenate([PLACES, near.ravel()]))
    inside = (x > 10 / weight) & (x < 1 - 10 / weight)
    return failure(network, SIGMOID.value, x[inside])


def _game(settings: Mapping[str, Value], request: Request) -> Ours:
    """Score the game with the best heights and with others for comparison."""
    bumps = int(settings["bumps"])
    best = best_heights(book_target, bumps)
    x = np.arange(100) / 100
    means: Matrix = book_target(x).reshape(bumps, -1).mean(axis=1)
    details = {
        "flat": game_score(np.zeros(bumps)),
        "best": game_score(best),
        "best_heights": best.tolist(),
        "one_decimal": game_score(best.round(1)),
        "column_means": game_score(means),
        "picture_of_the_book": game_score(BOOK_HEIGHTS),
        "success_below": SUCCESS,
        "dense": {str(n): best_deviation(book_target, n, DENSE) for n in WIDTHS},
    }
    return Ours(details["best"], "best average deviation with five bumps", details)


EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        "4.A",
        "a step where the weighted input is 0",
        {"w": 100.0, "b": -40.0},
        BookFigure(0.4, "s = −b/w", ""),
        Exact(),
        _step,
        {0: 0.4},
    ),
    Experiment(
        "4.B",
        "two steps make a bump",
        {"h": 0.8},
        BookFigure(0.8, "height of the bump", ""),
        Exact(),
        _bump,
        {0: 0.8},
    ),
    Experiment(
        "4.C",
        "from a step back to weight and bias",
        {"s": 0.2, "w": STEEP},
        BookFigure(-200.0, "b = −w s", ""),
        Exact(),
        _conversion,
        {0: -200.0},
    ),
    Experiment(
        "4.D",
        "a tower of four steps",
        {"h": 10.0, "b": -15.0},
        BookFigure(None, "a picture of the tower: nearly 1 inside, nearly 0 outside", ""),
        None,
        _tower,
        {0: 0.9933071490757153},
    ),
    Experiment(
        "4.E",
        "the bias of a tower in many dimensions",
        {"h": 10.0, "inputs": 3},
        BookFigure(-2.5, "output bias by h, three inputs", ""),
        Exact(),
        _dimensions,
        {0: -2.5},
    ),
    Experiment(
        "4.F",
        "two shifted networks fail half as much",
        {"bumps": 20, "w": 5_000.0},
        BookFigure(2.0, "about half the failure", ""),
        Within(0.25),
        _copies,
        {0: 2.0},
    ),
    Experiment(
        "4.G",
        "the game: five bumps match a function",
        {"bumps": 5},
        BookFigure(0.4, "to be reached; the program of the book asks for less than 0.405", ""),
        Within(0.05),
        _game,
        {0: 0.37173037990828617},
    ),
)
