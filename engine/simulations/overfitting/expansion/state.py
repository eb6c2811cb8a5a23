"""View of the expansion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.arrays import Images, Labels, Matrix, Vector
from engine.commands.edits import Stroke


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """Stored accuracies of the networks of experiment 3.V.

    Attributes
    ----------
    accuracy : Mapping
        Share of right answers on the test set by expansion: "none", "affine", "elastic".
    epochs : int
    version : str
        Of the program that trained them.
    """

    accuracy: Mapping[str, float]
    epochs: int
    version: str


@dataclass(frozen=True, slots=True, eq=False)
class ExpansionView:
    """One digit, its distorted copy with what a network reads, and a sheet of random copies.

    Attributes
    ----------
    ready : bool
        Whether anything was distorted: not before the kernels are compiled.
    version : int
        Grows with every change of what is seen.
    label : int or None
        What the digit is; None for a drawing.
    strokes : tuple of Stroke
        The user's drawing, seen or not.
    original, copy : Matrix, shape (28, 28)
    field : array, shape (2, k, k)
        Displacement by rows and columns in pixels at evenly spaced places: where the copy takes
        its ink from, relative to there.
    probabilities : Vector, shape (10,)
        The ready-made network's reading of the copy.
    before : int
        What it reads of the original.
    angles : Vector, shape (n,)
        In degrees.
    turned : Matrix, shape (n, 10)
        Probabilities of the copy turned to each of the angles.
    sheet : Images, shape (n, 784)
        Random copies of one epoch.
    answers : Labels, shape (n,)
        What the network reads of each; empty until they are read.
    epoch : int
        Of the sheet, from 1.
    blank : bool
        Whether there is nothing to distort: an empty drawing.
    results : Results or None
    """

    ready: bool
    version: int
    label: int | None
    strokes: tuple[Stroke, ...]
    original: Matrix
    copy: Matrix
    field: np.ndarray
    probabilities: Vector
    before: int
    angles: Vector
    turned: Matrix
    sheet: Images
    answers: Labels
    epoch: int
    blank: bool
    results: Results | None
