"""View of the station of dropout."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Matrix
from engine.improvement.dropout_committee import Scores, Verdict


@dataclass(frozen=True, slots=True, eq=False)
class DropoutView:
    """The network after some mini-batches, the masks of the next one, and the committee.

    Attributes
    ----------
    wish : int
        1 if the page is to start the training that precedes everything; else 0.
    learning : bool
        Whether the network is on its way to the mini-batch that is wanted.
    share : float
        Rate of dropout p.
    step : int
        Mini-batches that are trained.
    kept : Matrix, shape (batch, hidden), bool
        Neurons that stay in the next mini-batch, for each of its pictures.
    members : int
        Thinned networks of the committee: masks of the next mini-batches.
    number : int
        Number of the picture in the test set.
    picture : Matrix or None, shape (rows, columns)
    label : int
        What it shows; −1 without a picture.
    verdict : Verdict or None
        None before the network is there.
    scores : Scores or None
        None until they are measured.
    pictures : int
        Training pictures.
    data : str
        Name of the data.
    """

    wish: int
    learning: bool
    share: float
    step: int
    kept: Matrix
    members: int
    number: int
    picture: Matrix | None
    label: int
    verdict: Verdict | None
    scores: Scores | None
    pictures: int
    data: str
