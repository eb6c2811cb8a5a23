"""Let networks vote, in plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

Table = Sequence[Sequence[Sequence[float]]]
"""Probabilities by network, example and class."""


def best(values: Sequence[float]) -> int:
    """Return the place of the largest value, the first of equals."""
    return max(range(len(values)), key=lambda place: (values[place], -place))


def means(probabilities: Table, example: int) -> list[float]:
    """Return the mean probability of each class of an example."""
    rows = [network[example] for network in probabilities]
    return [sum(column) / len(rows) for column in zip(*rows, strict=True)]


def mean_vote(probabilities: Table) -> list[int]:
    """Return the class with the largest mean of each example."""
    return [best(means(probabilities, example)) for example in range(len(probabilities[0]))]


def plurality_vote(probabilities: Table) -> list[int]:
    """Return the class with the most votes of each example; the mean breaks ties."""
    answers = []
    for example in range(len(probabilities[0])):
        votes = Counter(best(network[example]) for network in probabilities)
        mean = means(probabilities, example)
        answers.append(max(votes, key=lambda answer: (votes[answer], mean[answer], -answer)))
    return answers
