"""Effect of the penalty alone on weights: L2 multiplies them, L1 subtracts a constant.

Nielsen (2015), ch. 3, eq. (91), (93), (96), (97). Biases are never penalised.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Vector


@dataclass(frozen=True, slots=True)
class Decay:
    """Penalty of a run of plain descent.

    Attributes
    ----------
    kind : str
        "l2" or "l1".
    eta, lambda_ : float
    examples : int
        Size n of the training set.
    batch : int
        Size m of a mini-batch.
    """

    kind: str
    eta: float
    lambda_: float
    examples: int
    batch: int

    @property
    def amount(self) -> float:
        """ηλ/n: the share that an update of L2 takes, and the step of an update of L1."""
        return self.eta * self.lambda_ / self.examples

    @property
    def updates(self) -> int:
        """Updates in an epoch."""
        return -(-self.examples // self.batch)

    @property
    def factor(self) -> float:
        """1 − ηλ/n, the factor of an update of L2."""
        return 1.0 - self.amount

    def factor_after(self, epochs: float) -> float:
        """Return the factor of L2 after some epochs.

        Examples
        --------
        >>> round(Decay("l2", 0.1, 5.0, 50_000, 10).factor_after(1), 3)
        0.951
        """
        return float(self.factor ** (self.updates * epochs))

    def step_after(self, epochs: float) -> float:
        """Return how far L1 moves a weight towards 0 in some epochs."""
        return self.amount * self.updates * epochs

    def shrunk(self, w: Vector, epochs: float) -> Vector:
        """Return weights after some epochs of the penalty alone, without gradient.

        L1 stops at 0; in training it would go to and fro around it by ηλ/n.
        """
        if self.kind == "l1":
            left: Vector = np.sign(w) * np.maximum(np.abs(w) - self.step_after(epochs), 0.0)
            return left
        scaled: Vector = w * self.factor_after(epochs)
        return scaled


def sparsity(w: Vector, threshold: float) -> float:
    """Return the share 0..1 of weights that are at most `threshold` from 0."""
    return float((np.abs(w) <= threshold).mean()) if w.size else 0.0
