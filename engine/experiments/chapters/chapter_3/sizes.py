"""Accuracy over the size of the training set, of a network and of a support vector machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from engine.data.examples import DataSet
from engine.experiments.courses import LAST, own_settings, train_unmeasured
from engine.experiments.experiment import Ours, Request
from engine.experiments.support_vectors import fitted_accuracy
from engine.networks.network import Network
from engine.settings import Value
from engine.training.measurement import Measurement
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

SHOWN = 1_500_000
"""Examples that each network is trained on: smaller sets are shown more often."""

PENALTY = 0.0001
"""λ divided by the size of the training set."""


def network_by_size(sizes: Sequence[int], settings: Mapping[str, Value], request: Request) -> Ours:
    """Train a network with each size; measure it after its last epoch."""
    data, found = request.load(str(settings["data"])), {}
    for size in sizes:
        part = min(size, len(data.training))
        epochs = request.epochs or SHOWN // size
        own = own_settings(
            {**settings, "train_size": part, "epochs": epochs, "lambda": PENALTY * size}
        )
        network = _trained(own, data, request, f"{size:,} pictures")
        found[str(size)] = _validation_accuracy(network, own, data)
        request.say(f"{size:,} pictures: validation {found[str(size)]:.2%}")
    largest = str(sizes[-1])
    said = f"last validation accuracy with {sizes[-1]:,} pictures, seed {settings['seed']}"
    return Ours(found[largest], said, {"by_size": found}, LAST, epochs)


def _trained(own: TrainingSettings, data: DataSet, request: Request, name: str) -> Network:
    """Return a network after its last epoch; nothing is measured in between."""
    trainer = Trainer(own, data.training, data.classes)
    return train_unmeasured(trainer, partial(request.progress, name))


def _validation_accuracy(network: Network, own: TrainingSettings, data: DataSet) -> float:
    measured = Measurement(network, own, {"validation": data.validation}).finish()
    return measured["validation"].accuracy


def vectors_by_size(sizes: Sequence[int], settings: Mapping[str, Value], request: Request) -> Ours:
    """Fit a support vector machine with each size; measure it on the validation set."""
    data, found = request.load(str(settings["data"])), {}
    for number, size in enumerate(sizes):
        request.progress(f"{size:,} pictures", number / len(sizes))
        found[str(size)] = fitted_accuracy(data.training.take(size), data.validation)
        request.say(f"{size:,} pictures: validation {found[str(size)]:.2%}")
    said = f"validation accuracy with {sizes[-1]:,} pictures, scikit-learn"
    return Ours(found[str(sizes[-1])], said, {"by_size": found})
