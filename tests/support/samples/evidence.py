"""Evidence of runs that never took place: learning curves that were made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.data.examples import Examples
from engine.diagnosis.evidence import Evidence
from engine.functions.schedules import new_memory
from engine.networks.network import Network
from engine.training.epoch_metrics import EpochMetrics
from engine.training.measurement import Score
from engine.training.settings import TrainingSettings
from tests.support.toy import toy_examples

STEPS = 100
"""Mini-batches of an epoch."""

EXAMPLES = 1_000
CHANCE = 0.1


def evidence_of(
    levels: Sequence[float],
    accuracies: Sequence[float],
    *,
    unseen: tuple[Sequence[float], Sequence[float]] | None = None,
    norms: Sequence[Sequence[float]] | None = None,
    saturated: Sequence[Sequence[float]] | None = None,
    **values: object,
) -> Evidence:
    """Return the evidence of a run of ten classes.

    Parameters
    ----------
    levels, accuracies : sequence, shape (epochs,)
        Training cost in units of the cost of guessing, and training accuracy.
    unseen : (sequence, sequence), optional
        Cost and accuracy of the validation part; the same as in training by default.
    norms, saturated : sequence, shape (epochs, layers), optional
        Gradient norms, 1 by default, and shares of saturated neurons, 0 by default.
    values : mapping
        Training settings.
    """
    settings = TrainingSettings.from_values({"layers": "12-8-10", **values})
    network = Network.initialised(settings.specification(), settings.initialiser, 1)
    probe = toy_examples(60)
    start = _evidence(settings, network, probe)
    costs = np.array(levels, float) * start.chance_cost
    others = unseen or (costs.tolist(), accuracies)
    layers = len(network.weights)
    epoch_metrics = tuple(
        EpochMetrics.single(
            epoch,
            epoch * STEPS,
            {
                "training": _score(costs[epoch], accuracies[epoch]),
                "validation": _score(others[0][epoch], others[1][epoch]),
            },
            1.0,
            (
                np.array(norms[epoch] if norms else [1.0] * layers),
                np.array(saturated[epoch] if saturated else [0.0] * layers),
            ),
            new_memory(),
        )
        for epoch in range(len(levels))
    )
    steps = STEPS * np.arange(len(levels))
    columns = np.array([steps, costs, accuracies], float)
    last = int(steps[-1])
    return replace(start, step=last, epoch_metrics=epoch_metrics, columns=columns)


def with_change(evidence: Evidence, step: int, name: str, before: object) -> Evidence:
    """Return the evidence as if a setting had had another value before a step."""
    first = evidence.settings.changed(name, before)
    return replace(evidence, stretches=((0, first), (step, evidence.settings)))


def _score(cost: float, accuracy: float) -> Score:
    return Score(float(cost), accuracy, np.zeros(20, np.uint8), np.full(20, 0.9))


def _evidence(settings: TrainingSettings, network: Network, probe: Examples) -> Evidence:
    return Evidence(
        settings=settings,
        classes=10,
        chance=CHANCE,
        step=0,
        examples=EXAMPLES,
        available=EXAMPLES,
        rate=settings.eta,
        epoch_metrics=(),
        columns=np.zeros((3, 0)),
        loss_trace=(np.zeros(0, int), np.zeros(0)),
        stretches=((0, settings),),
        weight_edits=(),
        divergence=None,
        labels={"validation": np.zeros(20, np.uint8)},
        network=network,
        probe=probe,
    )
