"""Labelled examples, and the three parts of a data set."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from engine.arrays import Images, Labels, Matrix
from engine.data.classes import MOST_SPARE
from engine.data.sparse_images import SparseImages, sparse_images
from engine.snapshots import Message


@dataclass(frozen=True, slots=True)
class Examples:
    """Pictures with their classes.

    Attributes
    ----------
    x : Images, shape (n, rows * columns), float32
        Values 0 (paper) .. 1 (ink), C-contiguous.
    labels : Labels, shape (n,), uint8
    """

    x: Images
    labels: Labels
    _sparse: list[SparseImages] = field(default_factory=list, repr=False, compare=False)

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self.labels)

    @property
    def sparse(self) -> SparseImages:
        """Non-zero pixels of `x`, collected once: `x` must not change afterwards."""
        if not self._sparse:
            self._sparse.append(sparse_images(self.x))
        return self._sparse[0]

    def take(self, count: int) -> Examples:
        """Return the first `count` examples, as views."""
        sparse = [each.first(count) for each in self._sparse]
        return Examples(self.x[:count], self.labels[:count], sparse)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class DataSet:
    """A named data set in three parts.

    Attributes
    ----------
    training, validation, test : Examples
        Parts to train on, to choose settings by, and to report.
    rows, columns : int
        Size of a picture in pixels.
    classes : int
        Number of different labels.
    class_names : tuple of str
        Name of each class in the order of the labels; empty where their names are their
        numbers.
    remarks : tuple of Message
        What was done to the pictures when they were read, for the user.
    """

    name: str
    training: Examples
    validation: Examples
    test: Examples
    rows: int = 28
    columns: int = 28
    classes: int = 10
    class_names: tuple[str, ...] = ()
    remarks: tuple[Message, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the classes, their numbers if they have no names.

        Outputs of a network beyond them are spare.
        """
        return self.class_names or tuple(map(str, range(self.classes)))

    def with_outputs(self, outputs: int) -> DataSet:
        """Return the data for a network of so many outputs, some of which may be spare."""
        return replace(self, classes=outputs) if self.classes < outputs <= MOST_SPARE else self


def one_hot(labels: Labels, classes: int, kind: np.dtype) -> Matrix:
    """Return y(x): 1 for the true class, 0 for the others; shape (n, classes).

    For a single output it is the label itself, 0 or 1.
    """
    if classes == 1:
        return labels.astype(kind)[:, None]
    return np.eye(classes, dtype=kind)[labels]
