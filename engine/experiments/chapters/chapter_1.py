"""The experiments of chapter 1.  Nielsen (2015), ch. 1, "Implementing our network"."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine import random_streams
from engine.arrays import Vector
from engine.data.examples import Examples
from engine.experiments.chapters.chapter_1_baselines import EXPERIMENTS as BASELINES
from engine.experiments.courses import (
    BEST_ON_TEST,
    accuracies_on_test,
    best_on_test,
    last,
    train_each,
)
from engine.experiments.experiment import (
    Band,
    BookFigure,
    Exact,
    Experiment,
    Ours,
    Request,
    Within,
)
from engine.settings import Value

BOOK: Mapping[str, Value] = {
    "data": "mnist",
    "cost": "quadratic",
    "initialiser": "normal",
    "eta": 3.0,
    "batch": 10,
    "epochs": 30,
    "seed": 1,
}
"""Common settings; layers and deviations are given with each experiment."""

RATES = (0.001, 0.01, 0.1, 1.0, 3.0)
"""Learning rates from far too small to the book's choice, for 1.D."""


def _rates(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train once for each learning rate, all other settings equal."""
    changes = {f"{rate:g}": {"eta": rate} for rate in RATES}
    found = train_each(settings, request, "η = {}", changes)
    best = {rate: max(accuracies_on_test(trained.epochs)) for rate, trained in found.items()}
    winner = max(best, key=best.__getitem__)
    return Ours(
        best[winner],
        f"best test accuracy, reached with η {winner}",
        {"by_eta": best},
        BEST_ON_TEST,
        int(settings["epochs"]),
    )


def _guess(settings: Mapping[str, Value], request: Request) -> Ours:
    """Classify every test picture by a random digit."""
    test = request.load(str(settings["data"])).test
    guesses = random_streams.generator(int(settings["seed"]), "noise").integers(0, 10, len(test))
    right = int((guesses == test.labels).sum())
    return Ours(right / len(test), "one random answer to each test picture", {"right": right})


def _darkness(settings: Mapping[str, Value], request: Request) -> Ours:
    """Classify by the digit whose average darkness in training is nearest."""
    data = request.load(str(settings["data"]))
    answers = nearest_darkness(data.training, data.test)
    right = int((answers == data.test.labels).sum())
    return Ours(
        right / len(data.test),
        "nearest average darkness, on the test set",
        {"right": right, "of": len(data.test)},
    )


def nearest_darkness(training: Examples, test: Examples) -> Vector:
    """Return the class of each test picture whose mean sum of pixels is nearest to its own.

    Nielsen (2015), ch. 1, the baseline of average darkness.
    """
    pixel_sums = _pixel_sums(training)
    classes = np.unique(training.labels)
    means = np.array([pixel_sums[training.labels == label].mean() for label in classes])
    nearest = np.abs(_pixel_sums(test)[:, None] - means).argmin(axis=1)
    answers: Vector = classes[nearest]
    return answers


def _pixel_sums(examples: Examples) -> Vector:
    # sum integral grey levels: the result does not depend on the order of summation
    pixel_sums: Vector = np.rint(examples.x * 255).sum(axis=1, dtype=np.float64)
    return pixel_sums


def _fewer_examples(settings: Mapping[str, Value], request: Request) -> Ours:
    """Return the ratio of examples per step of full-batch and of mini-batch descent."""
    full, batch = int(settings["train_size"]), int(settings["batch"])
    return Ours(full / batch, f"{full:,} examples a step against {batch}")


def _experiment(
    id_: str,
    title: str,
    book: BookFigure,
    rule: Within | Band | None,
    measured: Mapping[int, float],
    **changed: Value,
) -> Experiment:
    measure = last if book.what.startswith("last") else best_on_test
    return Experiment(id_, title, {**BOOK, **changed}, book, rule, measure, measured)


EXPERIMENTS: tuple[Experiment, ...] = (
    _experiment(
        "1.A",
        "30 hidden neurons",
        BookFigure(
            0.9542,
            "best of 30 epochs, best of three runs",
            series={
                "0": 0.9129,
                "1": 0.9295,
                "2": 0.9348,
                "27": 0.9528,
                "28": 0.9542,
                "29": 0.9534,
            },
        ),
        Within(0.006),
        {1: 0.9527, 2: 0.9525, 3: 0.9539},
        layers="784-30-10",
    ),
    _experiment(
        "1.B",
        "100 hidden neurons",
        BookFigure(0.9659, "best of 30 epochs, best of three runs; runs vary widely"),
        # a run that never learns one digit stays ten points behind; one run stayed thirty
        Band(0.65, 0.975),
        {1: 0.9653, 2: 0.8753, 3: 0.8762, 4: 0.8758, 5: 0.6898},
        layers="784-100-10",
    ),
    _experiment(
        "1.C",
        "a learning rate that is too small",
        BookFigure(
            0.2142,
            "last of 30 epochs, one run, slowly improving",
            series={
                "0": 0.1139,
                "1": 0.1136,
                "2": 0.1135,
                "27": 0.2101,
                "28": 0.2123,
                "29": 0.2142,
            },
        ),
        Band(0.1, 0.45),
        {1: 0.2068, 2: 0.3156, 3: 0.2185, 4: 0.3548, 5: 0.2189},
        layers="784-100-10",
        eta=0.001,
    ),
    Experiment(
        "1.D",
        "raising the learning rate",
        {"layers": "784-100-10", **BOOK, "eta": 0.01},
        BookFigure(None, "0.01 is better than 0.001, and 3.0 is found in the end"),
        None,
        _rates,
        {1: 0.9653},
    ),
    _experiment(
        "1.E",
        "a learning rate that is too large",
        BookFigure(
            0.0982,
            "last of 30 epochs, one run",
            series={"0": 0.1009, "1": 0.1009, "28": 0.0982, "29": 0.0982},
        ),
        # a network with a constant answer is right on 8.9 to 11.4 % of the test set
        Band(0.08, 0.14),
        {1: 0.1001, 2: 0.0914, 3: 0.1009, 4: 0.0892, 5: 0.0996, 6: 0.1053},
        layers="784-30-10",
        eta=100.0,
    ),
    _experiment(
        "1.F",
        "no hidden layer",
        BookFigure(None, "an exercise"),
        None,
        {1: 0.8398},
        layers="784-10",
    ),
    Experiment(
        "1.G",
        "guessing",
        {"data": "mnist", "seed": 1},
        BookFigure(0.1, "about one in ten"),
        Within(0.01),
        _guess,
        {1: 0.0975},
    ),
    Experiment(
        "1.H",
        "average darkness",
        {"data": "mnist"},
        BookFigure(0.2225, "2,225 of 10,000, nothing random in it"),
        Exact(),
        _darkness,
    ),
    *BASELINES,
    Experiment(
        "1.N",
        "what a mini-batch saves",
        {"train_size": 60_000, "batch": 10},
        BookFigure(6000.0, "factor by which a step takes fewer examples", on=""),
        Exact(),
        _fewer_examples,
    ),
)
