"""Export and import of weights on the Digits page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.errors import ShapeError
from engine.exports.files import export_network, import_network
from engine.networks.network import Network
from engine.simulations.learning.data_store import CLASSES, PIXELS
from engine.snapshots import Message
from engine.training.settings import TrainingSettings


def write(path: str, network: Network) -> Message:
    """Write a network in the format given by the file name; return a message for the user.

    Raises
    ------
    StorageError
        If the name gives no known format, or the file cannot be written.
    """
    export_network(Path(path), network)
    return Message("Exported as {name}.", {"name": Path(path).name})


def read(path: str, settings: TrainingSettings) -> tuple[Network, TrainingSettings]:
    """Return the network of a file, and the settings for training it further.

    Raises
    ------
    StorageError
        If the file holds no weights.
    ShapeError
        If such a network cannot read the pad.
    """
    network = import_network(Path(path))
    specification = network.specification
    if (specification.inputs, specification.sizes[-1]) != (PIXELS, CLASSES):
        raise ShapeError(
            "expected a network from {pixels} inputs to {classes} outputs for the pad, got "
            "{layers}; choose other weights",
            pixels=PIXELS,
            classes=CLASSES,
            layers=specification,
        )
    cost = settings.cost
    if specification.activations[-1] == "softmax":
        cost = "log-likelihood"
    elif cost == "log-likelihood":
        cost = "cross-entropy" if specification.activations[-1] == "sigmoid" else "quadratic"
    return network, replace(settings, layers=specification.words, cost=cost)
