"""The experiments of chapter 5: learning speeds of layers, and their causes.  Nielsen (2015)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from engine import random_streams
from engine.arrays import Matrix
from engine.data.examples import one_hot
from engine.experiments.courses import LAST, train
from engine.experiments.experiment import (
    Band,
    BookFigure,
    Exact,
    Experiment,
    Ours,
    Request,
    Within,
)
from engine.networks.specification import parse_layers
from engine.settings import Value
from engine.vanishing.ablations import BOOK as BOOK_SHAPE
from engine.vanishing.ablations import SEEDS, begun, initial_ratios, ratio_of
from engine.vanishing.deep_descent import Rule
from engine.vanishing.depth_race import RULES
from engine.vanishing.initial_gradients import InitialGradients, Shape
from engine.vanishing.learning_speeds import LayerGradients
from engine.vanishing.neuron_chains import centred_biases, random_chains, run_chain, widest, width

PICTURES = 1_000
"""Number of training pictures on which the book measures learning speeds."""

CHAINS = 20_000
WEIGHT = 100.0
"""Weight of every neuron in the chain of exploding gradients."""

BOOK: Mapping[str, Value] = {"data": "mnist", **RULES, "seed": 1}
"""Common settings of the networks of one to four hidden layers."""


def _validation(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train once and report the last accuracy on the validation set."""
    trained = train(settings, request, request.load(str(settings["data"])))
    accuracies = [epoch.validation_accuracy or 0.0 for epoch in trained.epochs] or [0.0]
    top = int(np.argmax(accuracies))
    return Ours(
        accuracies[-1],
        f"last validation accuracy of {len(accuracies)} epochs, one run with seed "
        f"{settings['seed']}",
        {
            "best": accuracies[top],
            "best_epoch": top + 1,
            "validation_accuracy": accuracies,
        },
        LAST,
        len(trained.epochs),
    )


def first_pictures(request: Request, data: str) -> tuple[Matrix, Matrix]:
    """Return the first PICTURES training pictures and their one-hot labels, float32."""
    data_set = request.load(data)
    training = data_set.training.take(PICTURES)
    return training.x, one_hot(training.labels, data_set.classes, np.dtype(np.float32))


def _shape(settings: Mapping[str, Value], depth: int) -> Shape:
    start, cost = str(settings["initialiser"]), str(settings["cost"])
    return replace(BOOK_SHAPE, depth=depth, initialiser=start, cost=cost)


def _initial(settings: Mapping[str, Value], request: Request) -> Ours:
    """Measure ‖δ^l‖ before training, the median over SEEDS."""
    x, y = first_pictures(request, str(settings["data"]))
    depth = len(parse_layers(str(settings["layers"])).sizes) - 2
    speeds = InitialGradients(x, y).speeds(_shape(settings, depth), SEEDS)
    medians = np.median(speeds, axis=0)
    details = {
        "medians": medians.tolist(),
        "neighbours": (medians[1:] / medians[:-1]).tolist(),
        "last_by_first": ratio_of(speeds),
    }
    if depth == BOOK_SHAPE.depth:
        details["suspects"] = initial_ratios(x, y)
    return Ours(float(medians[0]), f"‖δ¹‖ before training, median of {len(SEEDS)} seeds", details)


def _trajectories(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train by full-batch descent and measure every layer before each step."""
    epochs, seed = int(settings["epochs"]), int(settings["seed"])
    x, y = first_pictures(request, str(settings["data"]))
    rule = Rule(float(settings["eta"]), float(settings["lambda"]))
    details = {}
    for depth in (2, 3, BOOK_SHAPE.depth):
        descent, found = begun(_shape(settings, depth), x, y, seed), []
        for epoch in range(epochs):
            if epoch:
                descent.begin(rule)
            while not descent.piece():
                pass
            found.append(descent.moment.gradients)
            request.progress(f"{depth} hidden layers", (epoch + 1) / epochs)
        details[str(depth)] = _summary(found)
    what = f"last layer by first after {epochs} epochs, four hidden layers, seed {seed}"
    return Ours(found[-1].ratio, what, details, LAST, epochs)


REPORTED_EPOCHS = (0, 5, 10, 20, 40, 100, 200, 499)
"""Epochs whose learning speeds are reported."""


def _summary(found: list[LayerGradients]) -> dict[str, object]:
    speeds = np.stack([gradients.speeds for gradients in found])
    marks = [epoch for epoch in REPORTED_EPOCHS if epoch < len(found)]
    return {
        "speeds": {str(epoch): speeds[epoch].tolist() for epoch in marks},
        "least": speeds.min(axis=0).tolist(),
        "least_at": speeds.argmin(axis=0).tolist(),
        "last_by_first": float(speeds[-1, -1] / speeds[-1, 0]),
    }


def _explosion(settings: Mapping[str, Value], request: Request) -> Ours:
    """Compute the factors of a chain of large weights whose weighted inputs are all 0."""
    w = np.full(4, WEIGHT)
    chain = run_chain(w, centred_biases(w, 0.5), 0.5)
    without = run_chain(w, np.zeros(4), 0.5)
    details = {
        "factors": chain.factors.tolist(),
        "product": float(np.prod(chain.factors)),
        "with_biases_0": without.factors.tolist(),
    }
    return Ours(float(chain.factors[0]), "factor w σ'(z) of one neuron", details)


def _width(settings: Mapping[str, Value], request: Request) -> Ours:
    """Find the weight with the widest band in which |w σ'(z)| is at least 1."""
    w, most = widest()
    wide = {f"{each:g}": width(each) for each in (4.0, 5.0, 6.9, 10.0, 100.0)}
    return Ours(most, f"largest width, at |w| = {w:.3f}", {"weight": w, "widths": wide})


def _chains(settings: Mapping[str, Value], request: Request) -> Ours:
    """Draw random chains and compare the gradients of the first and third bias."""
    generator = random_streams.generator(int(settings["seed"]), "noise")
    factors, gradients = random_chains(generator, CHAINS)
    ratios, sizes = np.abs(gradients[:, 2] / gradients[:, 0]), np.abs(factors)
    details = {
        "median_factor": float(np.median(sizes)),
        "below_a_quarter": float((sizes < 0.25).mean()),
        "largest_factor": float(sizes.max()),
        "above_16": float((ratios > 16).mean()),
    }
    what = f"∂C/∂b₃ by ∂C/∂b₁, median of {CHAINS:,} chains from N(0, 1)"
    return Ours(float(np.median(ratios)), what, details)


def _deep(id_: str, layers: str, accuracy: float, measured: Mapping[int, float]) -> Experiment:
    count = layers.count("-") - 1
    return Experiment(
        id_,
        f"{count} hidden layer{'s' if count > 1 else ''}",
        {**BOOK, "layers": layers},
        BookFigure(accuracy, "one run of 30 epochs", "validation"),
        Within(0.005),
        _validation,
        measured,
    )


def _speeds(id_: str, layers: str, book: tuple[float, ...], measured: float) -> Experiment:
    settings = {name: BOOK[name] for name in ("data", "cost", "initialiser")}
    figure = BookFigure(book[0], "‖δ¹‖ of one network before training", "",
                        {str(layer): value for layer, value in enumerate(book, 1)})  # fmt: skip
    return Experiment(
        id_,
        f"how fast {len(book)} hidden layers learn at first",
        {**settings, "layers": layers},
        figure,
        Band(book[0] / 2, 2 * book[0]),
        _initial,
        {0: measured},
    )


EXPERIMENTS: tuple[Experiment, ...] = (
    _deep("5.A", "784-30-10", 0.9648, {1: 0.9638}),
    _deep("5.B", "784-30-30-10", 0.9690, {1: 0.9679}),
    _deep("5.C", "784-30-30-30-10", 0.9657, {1: 0.9659}),
    _deep("5.D", "784-30-30-30-30-10", 0.9653, {1: 0.9656}),
    _speeds("5.E", "784-30-30-10", (0.07, 0.31), 0.0638),
    _speeds("5.F", "784-30-30-30-10", (0.012, 0.060, 0.283), 0.01164),
    _speeds("5.G", "784-30-30-30-30-10", (0.003, 0.017, 0.070, 0.285), 0.00226),
    Experiment(
        "5.H",
        "how fast layers learn while they learn",
        {**BOOK, "batch": PICTURES, "epochs": 500},
        BookFigure(100.0, "roughly, last layer by first, four hidden layers", ""),
        Band(30.0, 300.0),
        _trajectories,
        {1: 121.1},
    ),
    Experiment(
        "5.I",
        "a gradient that explodes",
        {},
        BookFigure(25.0, "100 · ¼", ""),
        Exact(),
        _explosion,
        {0: 25.0},
    ),
    Experiment(
        "5.J",
        "how hard it is not to vanish",
        {},
        BookFigure(0.45, "about, at |w| = 6.9", ""),
        Within(0.005),
        _width,
        {0: 0.4477432},
    ),
    Experiment(
        "5.K",
        "the first bias against the third",
        {"seed": 1},
        BookFigure(16.0, "at least, for two factors below ¼", ""),
        # the book gives a lower bound; the median of random chains lies far above it
        Band(16.0, 1_000.0),
        _chains,
        {},
    ),
)
