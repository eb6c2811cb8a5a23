"""Labelled pictures read from files, and the three parts that they are assembled into."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import numpy as np

from engine import random_streams
from engine.arrays import Images, Labels
from engine.data.classes import relabelled
from engine.data.examples import DataSet, Examples
from engine.errors import DataError
from engine.snapshots import Message

Progress = Callable[[int, int], None]
"""Called with the pictures read so far and with their number."""


def unreported(done: int, total: int) -> None:
    """Report no progress."""


TRAINING, VALIDATION, TEST = "training", "validation", "test"
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "training": TRAINING,
        "train": TRAINING,
        "validation": VALIDATION,
        "valid": VALIDATION,
        "val": VALIDATION,
        "dev": VALIDATION,
        "testing": TEST,
        "test": TEST,
        "t10k": TEST,
    }
)
"""Part of a data set by the usual names of its folders and the usual words in file names."""

LEAST_EXAMPLES = 10
"""Fewest pictures that are divided into parts."""
MAX_PICTURES = 200_000
SHARES = MappingProxyType({VALIDATION: 6, TEST: 10})
"""One picture in so many becomes this part where the data have no such part of their own."""
SHARES_OF_WHOLE = (0.8, 0.1)
"""Shares of training and validation where the data have no parts; the rest is for testing."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pictures with their classes, as they were read.

    Attributes
    ----------
    x : Images, shape (n, rows * columns), float32
    labels : Labels, shape (n,)
    names : tuple of str
        Names of the classes, in the order of the labels.
    rows, columns : int
    remarks : tuple of Message
    """

    x: Images
    labels: Labels
    names: tuple[str, ...]
    rows: int
    columns: int
    remarks: tuple[Message, ...] = ()


def part_in(name: str) -> str | None:
    """Return the part that a file's name says, None where it says none.

    Examples
    --------
    >>> part_in("emnist-letters-test-images-idx3-ubyte.gz"), part_in("latest.csv")
    ('test', None)
    """
    words = re.split(r"[^a-z0-9]+", name.lower())
    return next((PARTS[word] for word in words if word in PARTS), None)


def distinct(remarks: Iterable[Message]) -> tuple[Message, ...]:
    """Return remarks in their order, each once."""
    found: list[Message] = []
    for remark in remarks:
        if remark not in found:
            found.append(remark)
    return tuple(found)


def whole(parts: Mapping[str, Labelled]) -> Labelled:
    """Return the test part; of data without parts, or without that one, all pictures."""
    return parts[TEST] if TEST in parts else next(iter(parts.values()))


def assemble(place: Path, parts: Mapping[str, Labelled], seed: int) -> DataSet:
    """Return a data set of the parts that were read; parts that are missing are split off.

    Parts that are given stay whole. Labels are matched by the names of the classes.

    Parameters
    ----------
    parts : mapping
        Pictures by part; one part alone is divided into all three.
    seed : int
        Seed of the split.

    Raises
    ------
    DataError
        If there are too few pictures, or the parts do not fit each other.
    """
    first = parts.get(TRAINING) or next(iter(parts.values()))
    examples = {
        part: Examples(np.ascontiguousarray(read.x), _matched(place, first, read))
        for part, read in parts.items()
    }
    three = _divided(place, examples, seed)
    return DataSet(
        place.resolve().name,
        three[TRAINING],
        three[VALIDATION],
        three[TEST],
        first.rows,
        first.columns,
        len(first.names),
        first.names,
        distinct(remark for read in parts.values() for remark in read.remarks),
    )


def _matched(place: Path, first: Labelled, read: Labelled) -> Labels:
    """Return the labels of a part as the first part counts them."""
    if (read.rows, read.columns) != (first.rows, first.columns):
        raise DataError(
            "{place}: expected pictures of one size in all parts, got {rows} × {columns} and "
            "{other_rows} × {other_columns}; bring them to one size",
            place=place,
            rows=first.rows,
            columns=first.columns,
            other_rows=read.rows,
            other_columns=read.columns,
        )
    return relabelled(read.labels, read.names, first.names, place)


def _divided(place: Path, examples: dict[str, Examples], seed: int) -> dict[str, Examples]:
    if len(examples) == 1:
        (alone,) = examples.values()
        counts = [round(share * len(alone)) for share in SHARES_OF_WHOLE]
        names = (TRAINING, VALIDATION, TEST)
        return dict(zip(names, _split(place, alone, counts, seed), strict=True))
    if TRAINING not in examples:
        raise DataError(
            "{place}: expected a part to train on, got {found}; name its folder or file train",
            place=place,
            found=", ".join(examples),
        )
    missing = [part for part in SHARES if part not in examples]
    if not missing:
        return examples
    given = examples[TRAINING]
    kept = len(given) - sum(len(given) // SHARES[part] for part in missing)
    counts = [kept, *(len(given) // SHARES[part] for part in missing[1:])]
    pieces = _split(place, given, counts, seed)
    return {**examples, **dict(zip((TRAINING, *missing), pieces, strict=True))}


def _split(place: Path, examples: Examples, counts: list[int], seed: int) -> list[Examples]:
    """Return the examples in random order, divided behind each of the counts."""
    total = len(examples)
    if total < LEAST_EXAMPLES:
        raise wrong_count(place, total)
    order = random_streams.generator(seed, "split").permutation(total)
    cuts = [0, *np.cumsum(counts).tolist(), total]
    rows = [order[low:high] for low, high in pairwise(cuts)]
    return [Examples(np.ascontiguousarray(examples.x[row]), examples.labels[row]) for row in rows]


def wrong_count(place: Path, found: int) -> DataError:
    """Return the refusal of too few or too many pictures."""
    return DataError(
        "{folder}: expected {least} to {limit} pictures, got {found}; add or remove pictures",
        folder=place,
        least=LEAST_EXAMPLES,
        limit=MAX_PICTURES,
        found=found,
    )
