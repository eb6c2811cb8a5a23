"""1.I to 1.M: what other ideas reach on the same digits.  Nielsen (2015), ch. 1."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.examples import DataSet, Examples
from engine.execution.tracing import outputs_of
from engine.experiments.committee import CHUNK
from engine.experiments.courses import LAST, own_settings, train_unmeasured
from engine.experiments.experiment import Band, BookFigure, Experiment, Ours, Request, Within
from engine.experiments.support_vectors import fitted_accuracy
from engine.networks.network import Network
from engine.recognition.recognition import load_shipped
from engine.settings import Value
from engine.training.trainer import Trainer

BITS = 4

TUNED = {"C": 5.0, "gamma": 0.05}
"""Penalty and kernel of a well-known good machine for these digits; chosen by others."""


def _quarters(settings: Mapping[str, Value], request: Request) -> Ours:
    """Classify by the average darkness of the four quarters of a picture."""
    data = request.load(str(settings["data"]))
    answers = nearest_quarters(data.training, data.test)
    right = int((answers == data.test.labels).sum())
    return Ours(right / len(data.test), "nearest darkness of four quarters", {"right": right})


def nearest_quarters(training: Examples, test: Examples) -> Vector:
    """Return the class whose mean darkness of the four quarters is nearest to each picture's."""
    known, classes = quarters(training.x), np.unique(training.labels)
    means = np.stack([known[training.labels == label].mean(axis=0) for label in classes])
    distances = ((quarters(test.x)[:, None] - means) ** 2).sum(axis=2)
    answers: Vector = classes[distances.argmin(axis=1)]
    return answers


def quarters(x: Matrix) -> Matrix:
    """Return the sum of the pixels of each quarter of square pictures; shape (n, 4), float64."""
    half = int(x.shape[1] ** 0.5) // 2
    grey = np.rint(x * 255).reshape(len(x), 2, half, 2, half)
    sums: Matrix = grey.sum(axis=(2, 4), dtype=np.float64).reshape(len(x), 4)
    return sums


def _machine(tuned: Mapping[str, Any], settings: Mapping[str, Value], request: Request) -> Ours:
    """Fit a support vector machine to the training pictures."""
    data = request.load(str(settings["data"]))
    accuracy = fitted_accuracy(data.training, data.test, **tuned)
    return Ours(accuracy, f"{len(data.training):,} pictures, scikit-learn, on the test set")


def _shipped(settings: Mapping[str, Value], request: Request) -> Ours:
    """Measure the convolutional network that reads the drawing pad."""
    test = request.load(str(settings["data"])).test
    network = load_shipped("ready-made").network
    pieces = range(0, len(test), CHUNK)
    outputs = [outputs_of(network, test.x[start : start + CHUNK]) for start in pieces]
    answers = np.concatenate(outputs).argmax(axis=1)
    right = int((answers == test.labels).sum())
    return Ours(right / len(test), "the network shipped for the pad, one alone", {"right": right})


def _outputs(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train with ten outputs and with four, the bits of the digit."""
    data, found = request.load(str(settings["data"])), {}
    for outputs in (10, BITS):
        found[str(outputs)] = _accuracy(settings, data, outputs, request)
        request.say(f"{outputs} outputs: {found[str(outputs)]:.2%}")
    said = f"last test accuracy with ten outputs, seed {settings['seed']}"
    return Ours(found["10"], said, {"by_outputs": found}, LAST, int(settings["epochs"]))


def _accuracy(
    settings: Mapping[str, Value], data: DataSet, outputs: int, request: Request
) -> float:
    own = own_settings({**settings, "layers": f"784-30-{outputs}"})
    targets = bits(data.training.labels) if outputs == BITS else None
    trainer = Trainer(own, data.training, outputs, targets)
    network = train_unmeasured(trainer, partial(request.progress, f"{outputs} outputs"))
    return float((answers_of(network, data.test.x) == data.test.labels).mean())


def answers_of(network: Network, x: Matrix) -> Vector:
    """Return the digits that a network answers: the largest output, or four outputs as bits."""
    outputs = outputs_of(network, x)
    if outputs.shape[1] == BITS:
        numbers: Vector = (outputs > 0.5) @ (1 << np.arange(BITS))
        return numbers
    largest: Vector = outputs.argmax(axis=1)
    return largest


def bits(labels: Vector) -> Matrix:
    """Return the four bits of each digit, the lowest first; shape (n, 4), float32."""
    found: Matrix = (labels[:, None] >> np.arange(BITS) & 1).astype(np.float32)
    return found


MNIST: Mapping[str, Value] = {"data": "mnist"}

EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        "1.I",
        "another simple idea: four quarters",
        MNIST,
        BookFigure(0.5, "20 to 50 %, over 50 % with more work"),
        Band(0.2, 0.6),
        _quarters,
        {0: 0.3629},
    ),
    Experiment(
        "1.J",
        "a support vector machine",
        MNIST,
        BookFigure(0.9435, "default settings of its time"),
        Within(0.005),
        partial(_machine, {}),
        {0: 0.9434},
    ),
    Experiment(
        "1.K",
        "a tuned support vector machine",
        MNIST,
        BookFigure(0.985, "over 98.5 %, tuned by A. Mueller"),
        Within(0.005),
        partial(_machine, TUNED),
    ),
    Experiment(
        "1.L",
        "the record of 2013, and the network of the pad",
        MNIST,
        BookFigure(0.9979, "Wan, Zeiler, Zhang, LeCun and Fergus (2013): 21 mistakes"),
        Within(0.005),
        _shipped,
        {0: 0.9952},
    ),
    Experiment(
        "1.M",
        "ten outputs or four",
        {
            "data": "mnist",
            "cost": "quadratic",
            "initialiser": "normal",
            "eta": 3.0,
            "batch": 10,
            "epochs": 30,
            "seed": 1,
        },
        BookFigure(None, "ten outputs learn better"),
        None,
        _outputs,
        {1: 0.9487},
    ),
)
