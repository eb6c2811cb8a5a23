"""Labelled pictures, and the three parts of a data set."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Images, Labels


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

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self.labels)

    def take(self, count: int) -> Examples:
        """Return the first `count` examples, as views."""
        return Examples(self.x[:count], self.labels[:count])


@dataclass(frozen=True, slots=True)
class DataSet:
    """A named data set in three parts.

    Attributes
    ----------
    training, validation, test : Examples
        Learn from the first, choose by the second, report the third.
    rows, columns : int
        Size of a picture in pixels.
    classes : int
        Number of different labels.
    """

    name: str
    training: Examples
    validation: Examples
    test: Examples
    rows: int = 28
    columns: int = 28
    classes: int = 10
