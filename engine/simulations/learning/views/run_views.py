"""Build the frozen views of one run: network, curves, confusion matrix, mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from itertools import pairwise
from math import nan
from typing import TypeAlias

import numpy as np

from engine.arrays import Matrix, freeze
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.runs.run import Run
from engine.settings import Value
from engine.simulations.learning.views.state import History, Mistakes, NetworkView, TrainingView
from engine.snapshots import Message
from engine.training.epoch_metrics import EpochMetrics
from engine.training.states import Divergence

MISTAKES_SHOWN = 60


CELL_EXAMPLES = 12


Confusion: TypeAlias = tuple[Matrix | None, Matrix | None]


NO_CONFUSION: Confusion = (None, None)


def network_view(
    network: Network, version: int, *, weights: bool, class_names: tuple[str, ...] = ()
) -> NetworkView:
    """Return a view of a network, with copies of its weights where they are observed."""
    return NetworkView(
        network.specification.sizes,
        network.specification.activations,
        tuple(freeze(w) for w in network.weights) if weights else (),
        tuple(freeze(b) for b in network.biases) if weights else (),
        version,
        maps_of(network.specification),
        class_names,
    )


def maps_of(specification: NetworkSpecification) -> tuple[tuple[int, int, int], ...]:
    """Return feature maps, rows and columns of each convolution, behind its pooling."""
    layers = pairwise(specification.layers)
    shapes = [layer.out_shape for layer, behind in layers if not behind.attached]
    return tuple((each[0], each[1], each[2]) for each in shapes if len(each) == 3)


def with_loss_trace(history: History, run: Run) -> History:
    """Return the curves of the same epochs, with the loss trace up to the shown position."""
    steps, costs = run.loss_trace.until(run.step)
    return replace(history, batch_steps=steps, batch_cost=costs)


def best_validation(history: History) -> tuple[float, int]:
    """Return the best validation accuracy after training, and its epoch; NaN and 0 if none."""
    trained = np.where(history.epochs > 0, history.validation_accuracy, nan)
    if not np.isfinite(trained).any():
        return nan, 0
    best = int(np.nanargmax(trained))
    return float(trained[best]), int(history.epochs[best])


def confusion(run: Run, metrics: EpochMetrics) -> Confusion:
    """Return the confusion matrix of an epoch on the test part, and examples of its cells.

    A single output tells two classes apart.
    """
    if "test" not in metrics.scores:
        return NO_CONFUSION
    labels, answers = run.data.test.labels, metrics.scores["test"].answers
    classes = max(run.data.classes, 2)
    cells = labels.astype(np.int64) * classes + answers
    counts = np.bincount(cells, minlength=classes * classes).reshape(classes, classes)
    examples = np.full((classes * classes, CELL_EXAMPLES), -1)
    for cell in np.unique(cells):
        places = np.flatnonzero(cells == cell)[:CELL_EXAMPLES]
        examples[cell, : len(places)] = places
    return freeze(counts), freeze(examples.reshape(classes, classes, CELL_EXAMPLES))


def mistakes(run: Run, metrics: EpochMetrics) -> Mistakes | None:
    """Return the misclassified test pictures of an epoch, the most confident first."""
    if "test" not in metrics.scores:
        return None
    score, test = metrics.scores["test"], run.data.test
    wrong = np.flatnonzero(score.answers != test.labels)
    wrong = wrong[np.argsort(-score.confidence[wrong], kind="stable")][:MISTAKES_SHOWN]
    pictures = test.x[wrong].reshape(-1, run.data.rows, run.data.columns)
    return Mistakes(
        freeze(wrong),
        freeze(pictures),
        freeze(test.labels[wrong]),
        freeze(score.answers[wrong]),
        freeze(score.confidence[wrong]),
    )


def diverged(divergence: Divergence) -> Message:
    """Return the message about a diverged run: the step, and a remedy."""
    return Message(
        "The network stopped being finite at step {step}: {advice}. What is shown is "
        "the last good state.",
        {"step": divergence.step, "advice": divergence.advice},
    )


def empty_history(layers: int) -> History:
    """Return the curves of a run that has not begun."""
    nothing, rows = freeze(np.zeros(0)), freeze(np.zeros((0, layers)))
    curves = {field.name: nothing for field in fields(History)}
    return History(**{**curves, "gradient_norms": rows, "saturated": rows})


def empty_training(
    specification: NetworkSpecification,
    settings: Mapping[str, Value],
    version: int,
    class_names: tuple[str, ...] = (),
) -> TrainingView:
    """Return the view of a run that has not begun."""
    return TrainingView(
        network=NetworkView(
            specification.sizes,
            specification.activations,
            (),
            (),
            version,
            maps_of(specification),
            class_names,
        ),
        settings=settings,
        history=empty_history(len(specification.activations)),
        data_name=str(settings["data"]),
        training_size=int(settings["train_size"]),
    )
