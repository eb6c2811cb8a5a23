"""Staged runs: twelve in which something is wrong, and twelve in which nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.data.examples import DataSet
from engine.diagnosis.evidence import gather
from engine.diagnosis.findings import Finding
from engine.diagnosis.pathologies import diagnose
from engine.networks.network import Network
from engine.runs.run import Run
from engine.training.recording import Recording
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.support.staged_data import digits, points

ANYWHERE = (0, 10**9)


@dataclass(frozen=True)
class Case:
    """A run to be staged.

    Attributes
    ----------
    code : str
        What is wrong with it; empty for a healthy run.
    data : callable
        seed -> DataSet.
    acts : mapping
        What is done to the run, by the epoch after which it is done (0 before training).
    onset : callable
        run -> first and last step at which a finding may say that it began.
    """

    name: str
    code: str
    settings: Mapping[str, object]
    data: Callable[[int], DataSet]
    acts: Mapping[int, Callable[[Run], None]] = field(default_factory=dict)
    onset: Callable[[Run], tuple[int, int]] = lambda run: ANYWHERE


def start_of(case: Case, seed: int) -> Run:
    """Return the run of a case before its first step, measured."""
    values = {"eta": 0.5, **case.settings, "seed": seed}
    data = case.data(seed)
    trainer = Trainer(TrainingSettings.from_values(values), data.training, data.classes)
    run = Run(trainer, data, recording=Recording(), measure_start=0 not in case.acts)
    if 0 in case.acts:
        case.acts[0](run)
        run._begin_measurement()
    return run


def epochs_of(case: Case, seed: int) -> Iterator[Run]:
    """Yield a run after each of its epochs, the untrained one first, and where it ends."""
    run = start_of(case, seed)
    run.finish_measuring()
    yield run
    epoch = 0
    while not run.finished:
        count = run.advance(1_000)
        if count and run.measuring:
            run.finish_measuring()
            epoch += 1
            yield run
            if epoch in case.acts:
                case.acts[epoch](run)
    if run.divergence is not None:
        yield run


def judgements(case: Case, seed: int) -> tuple[list[Finding | None], Run]:
    """Return what is said after each epoch, and the run at its end."""
    said = []
    for run in epochs_of(case, seed):
        said.append(diagnose(gather(run)))
    return said, run


# --- acts -------------------------------------------------------------------------------------


def setting(name: str, value: object) -> Callable[[Run], None]:
    """Return the act of changing a setting."""
    return lambda run: run.change(run.trainer.settings.changed(name, value))


def zero(run: Run) -> None:
    """Start from zeros."""
    run.trainer.state.parameters[:] = 0


def kill(share: float) -> Callable[[Run], None]:
    """Return the act of setting the biases of most first hidden neurons far below zero."""

    def act(run: Run) -> None:
        network = run.network
        places = Network(network.specification, np.arange(len(network.parameters)))
        biases = places.biases[0][: round(share * len(network.biases[0]))]
        run.edit_weights(biases, np.full(len(biases), -50.0))

    return act


# --- where it began ---------------------------------------------------------------------------


def at_epoch(first: int, last: int | None = None) -> Callable[[Run], tuple[int, int]]:
    """Return run -> the steps at which two epochs ended."""

    def onset(run: Run) -> tuple[int, int]:
        steps = run.trainer.segment.steps_per_epoch
        return first * steps, (first if last is None else last) * steps

    return onset


def at_divergence(run: Run) -> tuple[int, int]:
    """Return the step at which the trainer found that a run had diverged."""
    step = run.divergence.step if run.divergence else -1
    return step, step


def around_best_test(run: Run) -> tuple[int, int]:
    """Return the steps between which the cost on the test part was near its least, and a bit."""
    least = min(metrics.cost("test") for metrics in run.epoch_metrics)
    near = [metrics.step for metrics in run.epoch_metrics if metrics.cost("test") <= 1.05 * least]
    slack = 2 * run.trainer.segment.steps_per_epoch
    return near[0] - slack, near[-1] + slack


PATHOLOGICAL = (
    Case(
        "linear answers, steps too long after epoch 4",
        "divergence",
        {
            "layers": "784-30:relu-10:linear",
            "cost": "quadratic",
            "eta": 0.02,
            "epochs": 8,
            "initialiser": "he",
        },
        digits(1_000),
        {4: setting("eta", 5.0)},
        at_divergence,
    ),
    Case(
        "linear answers on points",
        "divergence",
        {"layers": "2-8:tanh-3:linear", "cost": "quadratic", "eta": 3.0, "epochs": 20},
        points("three-clusters", 300),
        {},
        at_divergence,
    ),
    Case(
        "steps far too long",
        "learning-rate-too-large",
        {"layers": "784-30-10", "eta": 20.0, "epochs": 10},
        digits(1_000),
        {},
        at_epoch(0, 1),
    ),
    Case(
        "steps too long after epoch 6",
        "learning-rate-too-large",
        {"layers": "784-30:tanh-10", "cost": "log-likelihood", "eta": 0.1, "epochs": 12},
        digits(1_000),
        {6: setting("eta", 5.0)},
        at_epoch(6, 7),
    ),
    Case(
        "steps too short",
        "learning-rate-too-small",
        {"layers": "784-30-10", "eta": 0.001, "epochs": 15},
        digits(1_000),
        {},
        at_epoch(0, 0),
    ),
    Case(
        "a schedule that freezes",
        "plateau",
        {"layers": "784-30-10", "eta": 0.1, "schedule": "exponential", "patience": 1, "epochs": 15},
        digits(1_000),
        {},
        at_epoch(2, 8),
    ),
    Case(
        "rectified neurons killed after epoch 4",
        "dead-units",
        {
            "layers": "784-40:relu-10",
            "cost": "log-likelihood",
            "eta": 0.05,
            "epochs": 8,
            "initialiser": "he",
        },
        digits(1_000),
        {4: kill(0.9)},
        at_epoch(4, 4),
    ),
    Case(
        "wide layers of N(0, 1) weights",
        "saturation",
        {
            "layers": "784-200-200-10",
            "cost": "quadratic",
            "eta": 0.3,
            "initialiser": "normal",
            "epochs": 12,
        },
        digits(1_000),
        {},
        at_epoch(0, 0),
    ),
    Case(
        "five hidden layers of sigmoids",
        "vanishing-gradient",
        {"layers": "784-30-30-30-30-30-10", "eta": 0.1, "epochs": 12},
        digits(1_000),
        {},
        at_epoch(0, 1),
    ),
    Case(
        "200 digits by heart",
        "overfitting",
        {
            "layers": "784-100:relu-10",
            "cost": "log-likelihood",
            "eta": 0.1,
            "epochs": 100,
            "initialiser": "he",
        },
        digits(200),
        {},
        around_best_test,
    ),
    Case(
        "a start from zeros",
        "symmetric-weights",
        {"layers": "784-30-10", "eta": 0.5, "epochs": 8},
        digits(1_000),
        {0: zero},
        at_epoch(0, 0),
    ),
    Case(
        "too much decay after epoch 4",
        "too-much-weight-decay",
        {"layers": "784-30-10", "eta": 0.5, "epochs": 12},
        digits(1_000),
        {4: setting("lambda", 300.0)},
        at_epoch(4, 4),
    ),
)

HEALTHY = (
    Case(
        "the book's first network",
        "",
        {
            "layers": "784-30-10",
            "cost": "quadratic",
            "eta": 3.0,
            "initialiser": "normal",
            "epochs": 30,
        },
        digits(2_000),
    ),
    Case("cross-entropy", "", {"layers": "784-30-10", "eta": 0.5, "epochs": 10}, digits(2_000)),
    Case(
        "weight decay",
        "",
        {"layers": "784-100-10", "eta": 0.2, "lambda": 2.0, "epochs": 20},
        digits(2_000),
    ),
    Case(
        "rectified",
        "",
        {
            "layers": "784-30:relu-10",
            "cost": "log-likelihood",
            "eta": 0.05,
            "initialiser": "he",
            "epochs": 10,
        },
        digits(2_000),
    ),
    Case(
        "tanh and softmax",
        "",
        {
            "layers": "784-60:tanh-10",
            "cost": "log-likelihood",
            "eta": 0.05,
            "initialiser": "glorot",
            "epochs": 15,
        },
        digits(2_000),
    ),
    Case(
        "two hidden layers", "", {"layers": "784-30-30-10", "eta": 0.3, "epochs": 12}, digits(2_000)
    ),
    Case(
        "dropout and momentum",
        "",
        {
            "layers": "784-100:relu-50:relu-10",
            "cost": "log-likelihood",
            "eta": 0.01,
            "momentum": 0.9,
            "dropout": 0.3,
            "lambda": 1.0,
            "initialiser": "he",
            "epochs": 12,
        },
        digits(2_000),
    ),
    Case(
        "halving schedule",
        "",
        {
            "layers": "784-30-10",
            "eta": 0.5,
            "schedule": "halve-on-plateau",
            "patience": 2,
            "early_stopping": False,
            "lambda": 2.0,
            "epochs": 20,
        },
        digits(2_000),
    ),
    Case("blobs", "", {"layers": "2-8-3", "eta": 0.5, "epochs": 20}, points("three-clusters", 300)),
    Case(
        "rings",
        "",
        {"layers": "2-8:tanh-2", "cost": "log-likelihood", "eta": 0.1, "epochs": 30},
        points("circles", 400),
    ),
    Case(
        "quadrants",
        "",
        {
            "layers": "2-8:relu-2",
            "cost": "log-likelihood",
            "eta": 0.1,
            "initialiser": "he",
            "epochs": 30,
        },
        points("xor", 400),
    ),
    Case(
        "sixty points",
        "",
        {"layers": "2-4-3", "eta": 1.0, "batch": 5, "epochs": 20},
        points("three-clusters", 60),
    ),
)
