"""Networks that learn the parity of n bits: one wide hidden layer against two narrower ones."""

from __future__ import annotations

from array import array
from itertools import product

import numpy as np

from engine.arrays import Matrix, Vector
from engine.functions.activations import SIGMOID, TANH
from engine.functions.costs import CROSS_ENTROPY
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.vanishing.parity import check_bits

MOST_BITS = 10
"""Largest number of bits: all 2^n rows, at most 1,024, form one batch."""

ETA, MOMENTUM = 0.3, 0.9
MOST_EPOCHS = 20_000

SHAPES = {"shallow": (4,), "deep": (2, 2)}
"""Neurons of each hidden layer per bit; "deep" has up to 1.4 times the weights of "shallow"."""


def all_rows(bits: int) -> tuple[Matrix, Vector]:
    """Return all rows of bits, shape (2^n, n), and their parities 0 or 1, shape (2^n,)."""
    rows = np.array(list(product((0.0, 1.0), repeat=bits)))
    return rows, rows.sum(axis=1) % 2


class ParityLearner:
    """Full-batch gradient descent on all rows; bits are encoded as −1 and 1.

    Parameters
    ----------
    kind : str
        A key of SHAPES.
    bits : int
        2 .. MOST_BITS.

    Attributes
    ----------
    accuracies : array of float
        Accuracy 0..1 over all rows, initially and after each epoch.
    solved_at : int or None
        First epoch after which all rows were correct.

    Raises
    ------
    SettingError
        If there are too few or too many bits.
    """

    def __init__(self, kind: str, bits: int, seed: int) -> None:
        check_bits(bits, MOST_BITS)
        rows, parities = all_rows(bits)
        self._x, self._y = 2 * rows - 1, parities[:, None]
        sizes = (bits, *(factor * bits for factor in SHAPES[kind]), 1)
        names = (TANH.name,) * (len(sizes) - 2) + (SIGMOID.name,)
        specification = NetworkSpecification.dense(sizes, names)
        drawn = Network.initialised(specification, "1/sqrt(n_in)", seed)
        self.network = Network(specification, drawn.parameters.astype(np.float64))
        self._velocity = np.zeros_like(self.network.parameters)
        self.solved_at: int | None = None
        self.accuracies = array("d")
        self._look()

    @property
    def finished(self) -> bool:
        """Whether all rows are correct, or MOST_EPOCHS is reached."""
        return self.solved_at is not None or self.epoch >= MOST_EPOCHS

    @property
    def epoch(self) -> int:
        """Epochs so far."""
        return len(self.accuracies) - 1

    def advance(self) -> None:
        """Train one epoch, a single full-batch step.  Eq. (107), (108)."""
        self._velocity *= MOMENTUM
        self._velocity -= ETA * self.network.backprop(self._x, self._y, CROSS_ENTROPY)
        self.network.parameters += self._velocity
        self._look()

    def _look(self) -> None:
        right = (self.network.feedforward(self._x) > 0.5) == self._y
        self.accuracies.append(float(right.mean()))
        if right.all() and self.solved_at is None:
            self.solved_at = self.epoch
