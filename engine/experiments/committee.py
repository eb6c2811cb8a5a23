"""Committee of networks that vote by plurality, or by the mean of their probabilities.

Nielsen (2015), ch. 6, the ensemble of networks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from engine.arrays import Images, Labels, Matrix
from engine.execution.tracing import outputs_of
from engine.networks.network import Network

CHUNK = 250
"""Pictures per forward pass: feature maps take much memory."""


class Mistake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture that a committee misclassifies.

    Attributes
    ----------
    picture : int
        Index in the test set.
    label, answer : int
        The true class, and the committee's answer.
    answers : tuple of int
        Answer of each network.
    """

    picture: int
    label: int
    answer: int
    answers: tuple[int, ...]


def probabilities_of_all(networks: Sequence[Network], x: Images) -> Matrix:
    """Return the outputs of every network; shape (networks, examples, classes)."""
    pieces = [x[start : start + CHUNK] for start in range(0, len(x), CHUNK)]
    return np.stack(
        [np.concatenate([outputs_of(network, piece) for piece in pieces]) for network in networks]
    )


def single_answers(probabilities: Matrix) -> Labels:
    """Return each network's own answer to each example; shape (networks, examples)."""
    answers: Labels = probabilities.argmax(axis=2).astype(np.uint8)
    return answers


def mean_vote(probabilities: Matrix) -> Labels:
    """Return the class with the largest mean probability, the first of equals.

    Parameters
    ----------
    probabilities : array, shape (networks, examples, classes)

    Returns
    -------
    Labels, shape (examples,)
    """
    answers: Labels = _mean(probabilities).argmax(axis=1).astype(np.uint8)
    return answers


def plurality_vote(probabilities: Matrix) -> Labels:
    """Return the class that most networks answer; the mean probability breaks a tie.

    Parameters
    ----------
    probabilities : array, shape (networks, examples, classes)

    Returns
    -------
    Labels, shape (examples,)

    Examples
    --------
    >>> three = np.array([[[0.6, 0.4]], [[0.6, 0.4]], [[0.1, 0.9]]])
    >>> plurality_vote(three).tolist(), mean_vote(three).tolist()
    ([0], [1])
    """
    classes = np.arange(probabilities.shape[2])
    votes = (single_answers(probabilities)[:, :, None] == classes).sum(axis=0)
    tied = votes == votes.max(axis=1, keepdims=True)
    answers: Labels = np.where(tied, _mean(probabilities), -np.inf).argmax(axis=1).astype(np.uint8)
    return answers


def _mean(probabilities: Matrix) -> Matrix:
    mean: Matrix = probabilities.mean(axis=0, dtype=np.float64)
    return mean


def mistakes(labels: Labels, answers: Labels, probabilities: Matrix) -> tuple[Mistake, ...]:
    """Return the misclassified pictures, with the answer of every network.

    Parameters
    ----------
    labels, answers : Labels, shape (examples,)
        The true classes, and the committee's answers.
    probabilities : array, shape (networks, examples, classes)
    """
    single = single_answers(probabilities)
    return tuple(
        Mistake(int(i), int(labels[i]), int(answers[i]), tuple(single[:, i].tolist()))
        for i in np.flatnonzero(labels != answers)
    )


def as_records(found: Sequence[Mistake]) -> list[dict[str, Any]]:
    """Return mistakes as values for JSON."""
    records: list[dict[str, Any]] = msgspec.to_builtins(found)
    return records
