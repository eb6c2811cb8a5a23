"""3.D to 3.K and 3.U to 3.W: overfitting, and what helps against it.  Nielsen (2015), ch. 3."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from engine.experiments.chapters.chapter_3.cross_entropy import LARGE, POINT_FIVE
from engine.experiments.chapters.chapter_3.reporting import best_on, last_on
from engine.experiments.chapters.chapter_3.sizes import network_by_size, vectors_by_size
from engine.experiments.courses import best_on_validation
from engine.experiments.experiment import BookFigure, Experiment, Within
from engine.settings import Value

SMALL: Mapping[str, Value] = {**LARGE, "train_size": 1_000, "epochs": 400}
"""Settings with the first 1,000 pictures."""

HUNDRED: Mapping[str, Value] = {**LARGE, "layers": "784-100-10", "lambda": 5.0}

SIZES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
"""Sizes of the training set in 3.J and 3.K."""

NETWORK = (0.6909, 0.7637, 0.8529, 0.8885, 0.9127, 0.9324, 0.9489, 0.9585, 0.9597)
VECTORS = (0.2507, 0.4893, 0.7513, 0.8387, 0.8849, 0.9146, 0.9245, 0.9347, 0.9448)
"""The book's accuracies on the validation set by size."""

DROPPED: Mapping[str, Value] = {
    "data": "mnist",
    "layers": "784 dense800:relu dense800:relu softmax10",
    "cost": "log-likelihood",
    "initialiser": "he",
    "eta": 0.02,
    "batch": 10,
    "dropout": 0.5,
    "schedule": "inverse-time",
    "epochs": 60,
    "seed": 1,
}
"""Two layers of 800 neurons as in Hinton et al. (2012), rectified, half of them dropped."""


def _by_size(accuracies: tuple[float, ...]) -> dict[str, float]:
    return {str(size): accuracy for size, accuracy in zip(SIZES, accuracies, strict=True)}


EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        "3.D",
        "overfitting with 1,000 pictures",
        SMALL,
        BookFigure(
            0.8223,
            "last of 400 epochs, one run",
            series={"best": 0.8227, "best_epoch": 374.0, "least_cost_epoch": 14.0},
        ),
        Within(0.015),
        partial(last_on, "test"),
        {1: 0.8266},
    ),
    Experiment(
        "3.E",
        "the same network with all pictures",
        LARGE,
        BookFigure(
            0.9533, "best of 30 epochs, one run", series={"training_best": 0.9786, "gap": 0.0253}
        ),
        POINT_FIVE,
        partial(best_on, "test"),
        {1: 0.955},
    ),
    Experiment(
        "3.F",
        "L2 with 1,000 pictures",
        {**SMALL, "lambda": 0.1},
        BookFigure(
            0.8695, "last of 400 epochs, one run", series={"best": 0.871, "best_epoch": 383.0}
        ),
        Within(0.015),
        partial(last_on, "test"),
        {1: 0.8707},
    ),
    Experiment(
        "3.G",
        "L2 with all pictures",
        {**LARGE, "lambda": 5.0},
        BookFigure(0.9649, "best of 30 epochs, one run", series={"last": 0.9561}),
        POINT_FIVE,
        partial(best_on, "test"),
        {1: 0.9612},
    ),
    Experiment(
        "3.H",
        "L2, 100 hidden neurons",
        HUNDRED,
        BookFigure(0.9792, "of 30 epochs; the book does not say whether best or last",
                   "validation"),
        POINT_FIVE,
        partial(best_on, "validation"),
        {1: 0.9788},
    ),
    Experiment(
        "3.I",
        "L2, 100 hidden neurons, tuned",
        {**HUNDRED, "eta": 0.1, "epochs": 60},
        BookFigure(0.9804, "of 60 epochs; the book does not say whether best or last",
                   "validation"),
        POINT_FIVE,
        partial(best_on, "validation"),
        {1: 0.9788},
    ),
    Experiment(
        "3.J",
        "accuracy over the number of pictures",
        {name: LARGE[name] for name in LARGE if name != "epochs"},
        BookFigure(0.9597, "last, 50,000 pictures, one run", "validation", _by_size(NETWORK)),
        POINT_FIVE,
        partial(network_by_size, SIZES),
        {1: 0.9584},
    ),
    Experiment(
        "3.K",
        "a support vector machine over the number of pictures",
        {"data": "mnist"},
        BookFigure(0.9448, "50,000 pictures, default settings of its time", "validation",
                   _by_size(VECTORS)),
        Within(0.01),
        partial(vectors_by_size, SIZES),
        {0: 0.945},
    ),
    Experiment(
        "3.U",
        "dropout",
        DROPPED,
        BookFigure(0.987, "Hinton et al. (2012), 98.4 % before dropout; network and epochs are "
                   "not given"),
        POINT_FIVE,
        best_on_validation,
        {1: 0.9827},
    ),
    Experiment(
        "3.W",
        "L1",
        {**LARGE, "regulariser": "l1", "lambda": 5.0},
        BookFigure(None, "a problem for the reader"),
        None,
        partial(best_on, "test"),
        {1: 0.9612},
    ),
)  # fmt: skip
