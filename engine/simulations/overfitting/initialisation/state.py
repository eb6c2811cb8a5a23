"""View of the station of initialisation."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Matrix, Vector
from engine.improvement.initial_inputs import Counts, InitialInput
from engine.improvement.weight_decay import Decay


@dataclass(frozen=True, slots=True, eq=False)
class StartView:
    """The neuron under one initialiser.

    Attributes
    ----------
    of : InitialInput
        The distribution.
    z, density : Vector, shape (n,)
        Curve of theory.
    edges : Vector, shape (bins + 1,)
        Edges of the bins of z.
    output_shares : Vector, shape (bins,)
        Probability of each bin of σ(z).
    counts : Counts
        What was drawn.
    """

    of: InitialInput
    z: Vector
    density: Vector
    edges: Vector
    output_shares: Vector
    counts: Counts


@dataclass(frozen=True, slots=True, eq=False)
class InitialisationView:
    """Both initialisers side by side, and the first epochs of a network of each.

    Attributes
    ----------
    starts : tuple of StartView
        N(0, 1), then 1/√n.
    neurons : int
        Neurons that are drawn in the end.
    epochs : Vector, shape (n,)
        Times of the measurements, in epochs.
    accuracies : Matrix, shape (n, 2)
        Validation accuracy 0..1 of both networks.
    sizes : Matrix, shape (n, 2)
        Root mean square of the hidden weights.
    decay : Decay or None
        The penalty of both; None before the pictures are loaded.
    last_epoch : int
        Epochs that are trained.
    pictures : int
        Training pictures; 0 before they are loaded.
    data : str
        Name of the data.
    """

    starts: tuple[StartView, StartView]
    neurons: int
    epochs: Vector
    accuracies: Matrix
    sizes: Matrix
    decay: Decay | None
    last_epoch: int
    pictures: int
    data: str
