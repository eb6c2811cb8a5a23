"""Vote of trained networks on the MNIST test set, stored with the misclassified pictures.

::

    python -m engine.experiments.panel --data-dir DIR --save assets/experiments/committee.json
        FILE FILE …

FILE is a file of weights, for instance of ``engine.experiments.ready_made``. Nothing is selected
on the test set: all given networks vote, by plurality and by the mean of their probabilities.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec

from engine import __version__
from engine.atomic_files import check_writable, write_atomically
from engine.data.examples import Examples
from engine.data.files.mnist import load_mnist
from engine.errors import EngineError
from engine.experiments.committee import (
    Mistake,
    mean_vote,
    mistakes,
    plurality_vote,
    probabilities_of_all,
    single_answers,
)
from engine.networks.network import Network
from engine.runs.storage import load_network

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]

logger = logging.getLogger(__name__)


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the networks that vote.

    Attributes
    ----------
    layers : str
    seed, epochs : int
    accuracy : float
        Its own accuracy on the MNIST test set.
    """

    layers: str
    seed: int
    epochs: int
    accuracy: Share


class Panel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Result of a vote of networks on the MNIST test set.

    Attributes
    ----------
    mean, plurality : float
        Accuracy of the vote by mean probability, and by plurality.
    version : str
        Version of the program that counted the votes.
    mistakes : tuple of Mistake
        Pictures misclassified by mean probability.
    """

    members: tuple[Member, ...]
    mean: Share
    plurality: Share
    version: str
    mistakes: tuple[Mistake, ...]


def vote(networks: Sequence[tuple[Network, int, int]], test: Examples) -> Panel:
    """Return the result of a vote of networks on test examples.

    Parameters
    ----------
    networks : sequence of (network, seed, epochs)
    """
    probabilities = probabilities_of_all([network for network, _, _ in networks], test.x)
    alone = (single_answers(probabilities) == test.labels).mean(axis=1)
    members = [
        Member(network.specification.words, seed, epochs, float(accuracy))
        for (network, seed, epochs), accuracy in zip(networks, alone, strict=True)
    ]
    answers = mean_vote(probabilities)
    return Panel(
        tuple(members),
        float((answers == test.labels).mean()),
        float((plurality_vote(probabilities) == test.labels).mean()),
        __version__,
        mistakes(test.labels, answers, probabilities),
    )


def _member(path: Path) -> tuple[Network, int, int]:
    network, _, description = load_network(path)
    return network, int(description.get("seed", 0)), int(description.get("epochs", 0))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m engine.experiments.panel")
    parser.add_argument("weights", nargs="+", type=Path, metavar="FILE", help="networks that vote")
    parser.add_argument("--data-dir", type=Path, required=True, help="folder with MNIST")
    parser.add_argument("--save", type=Path, required=True, help="the JSON file to write")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        check_writable(options.save)
        panel = vote([_member(path) for path in options.weights], load_mnist(options.data_dir).test)
        content = msgspec.json.format(msgspec.json.encode(panel), indent=2) + b"\n"
        write_atomically(options.save, content)
    except EngineError as error:
        logger.error("%s", error)
        return error.exit_status
    for member in panel.members:
        logger.info("seed %d, %d epochs: %.2f%%", member.seed, member.epochs, 100 * member.accuracy)
    logger.info("plurality %.2f%%, mean %.2f%%", 100 * panel.plurality, 100 * panel.mean)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
