"""A network trained with dropout as a committee of thinned networks.

Nielsen (2015), ch. 3, dropout; Srivastava et al. (2014). The masks are those of training: each
depends only on the run's key, the mini-batch, the example in it, and the neuron.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Labels, Matrix, Vector
from engine.networks.network import Network
from engine.training.reference import uniform

AT_ONCE = 10
"""Members that a slice of scoring asks."""

DISPUTED = 30
"""Pictures that are listed as disputed."""


def kept_neurons(key: int, step: int, examples: int, neurons: int, share: float) -> Matrix:
    """Return which neurons of the first hidden layer stay, shape (examples, neurons), bool.

    Parameters
    ----------
    key : int
        Key of the run's stream "dropout".
    step : int
        Number of the mini-batch in the run.
    share : float
        Rate of dropout p, 0 <= p < 1.
    """
    kept: Matrix = uniform(int(key), step, examples, np.arange(neurons)) >= share
    return kept


def members(key: int, step: int, batches: int, examples: int, neurons: int, share: float) -> Matrix:
    """Return the masks of some mini-batches, shape (batches · examples, neurons), bool."""
    masks = [kept_neurons(key, step + i, examples, neurons, share) for i in range(batches)]
    return np.concatenate(masks)


def hidden(network: Network, x: Matrix) -> Matrix:
    """Return the activations of the hidden layer, shape (n, hidden)."""
    a: Matrix = network.signals(x, 2)[1].a
    return a


def thinned_outputs(network: Network, a: Vector, kept: Matrix, share: float) -> Matrix:
    """Return the outputs of thinned networks as training computes them, shape (members, outputs).

    Activations that stay are divided by 1 − p, so that the whole network needs no change.

    Parameters
    ----------
    a : Vector, shape (hidden,)
        Hidden activations of one example; no mask changes them, the inputs are never dropped.
    kept : Matrix, shape (members, hidden), bool
    """
    return _outputs(network, kept * (a / (1 - share)), network.weights[-1])


def whole_output(network: Network, a: Vector) -> Vector:
    """Return the output of the whole network, shape (outputs,)."""
    output: Vector = _outputs(network, a[None], network.weights[-1])[0]
    return output


def book_weights(network: Network, share: float) -> Matrix:
    """Return the outgoing weights v of the same network in the form of the book.

    There activations that stay are used as they are, and afterwards the weights are multiplied
    by 1 − p (halved at p = 0.5): v = w/(1 − p).
    """
    v: Matrix = network.weights[-1] / (1 - share)
    return v


def book_output(network: Network, a: Vector, share: float) -> Vector:
    """Return the output of the whole network with the book's weights times 1 − p."""
    output: Vector = _outputs(network, a[None], (1 - share) * book_weights(network, share))[0]
    return output


def largest_difference(network: Network, a: Vector, kept: Matrix, share: float) -> float:
    """Return the largest difference of any output between the two forms.

    Thinned networks and the whole one are compared; 0 but for rounding.
    """
    v = book_weights(network, share)
    thinned = _outputs(network, kept * a, v) - thinned_outputs(network, a, kept, share)
    whole = book_output(network, a, share) - whole_output(network, a)
    return float(max(np.abs(thinned).max(), np.abs(whole).max()))


def _outputs(network: Network, a: Matrix, w: Matrix) -> Matrix:
    """Return the outputs for activations a, shape (n, hidden), and weights (outputs, hidden)."""
    z = a.astype(np.float64) @ w.astype(np.float64).T + network.biases[-1]
    outputs: Matrix = network.activations[-1].value(z)
    return outputs


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """Votes of a committee on one picture, and the output of the whole network.

    Attributes
    ----------
    votes : Vector, shape (outputs,), int64
        Members that answer with each class.
    mean, whole : Vector, shape (outputs,)
        Mean output of the members, and output of the whole network.
    book : Vector, shape (outputs,)
        Output of the whole network in the form of the book: weights v, times 1 − p.
    difference : float
        Largest difference between the form of training and that of the book.
    """

    votes: Vector
    mean: Vector
    whole: Vector
    book: Vector
    difference: float

    @property
    def majority(self) -> int:
        """The class with most votes."""
        return int(self.votes.argmax())

    @property
    def answer(self) -> int:
        """The answer of the whole network."""
        return int(self.whole.argmax())


def verdict(network: Network, x: Vector, kept: Matrix, share: float) -> Verdict:
    """Return what thinned networks and the whole one make of a picture.

    Parameters
    ----------
    x : Vector, shape (n_in,)
    kept : Matrix, shape (members, hidden), bool
    """
    a = hidden(network, x[None])[0].astype(np.float64)
    outputs = thinned_outputs(network, a, kept, share)
    votes = np.bincount(outputs.argmax(axis=1), minlength=outputs.shape[1])
    return Verdict(
        votes, outputs.mean(axis=0), whole_output(network, a), book_output(network, a, share),
        largest_difference(network, a, kept, share),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scores:
    """Accuracies 0..1 on many pictures.

    Attributes
    ----------
    pictures : int
    member : float
        Mean accuracy of the thinned networks.
    committee : float
        Accuracy of their majority; the smaller class of equals.
    whole : float
        Accuracy of the whole network.
    disputed : tuple of int
        Pictures by the number of votes for their majority, the fewest first.
    """

    pictures: int
    member: float
    committee: float
    whole: float
    disputed: tuple[int, ...]


class Scoring:
    """Scoring of a committee in slices.

    Parameters
    ----------
    x : Matrix, shape (n, n_in); labels : Labels, shape (n,)
    kept : Matrix, shape (members, hidden), bool
    """

    def __init__(
        self, network: Network, x: Matrix, labels: Labels, kept: Matrix, share: float
    ) -> None:
        self._labels, self._kept, self._share = labels, kept, share
        self._a = hidden(network, x)
        self._w = network.weights[-1].T.copy()
        self._b = network.biases[-1].copy()
        self._whole = (self._a @ self._w + self._b).argmax(axis=1)
        self._votes = np.zeros((len(labels), self._w.shape[1]), np.int64)
        self._right = self._asked = 0

    def piece(self) -> Scores | None:
        """Ask some members; return the scores when all have been asked."""
        if self._asked < len(self._kept):
            some = self._kept[self._asked : self._asked + AT_ONCE]
            rows = np.arange(len(self._labels))
            for mask in some:
                # an increasing activation does not change which output is the largest
                thin = (mask / (1 - self._share)).astype(self._w.dtype)[:, None] * self._w
                answers = (self._a @ thin + self._b).argmax(axis=1)
                self._votes[rows, answers] += 1
                self._right += int((answers == self._labels).sum())
            self._asked += len(some)
            return None
        count = len(self._labels)
        majority = self._votes.argmax(axis=1)
        order = np.argsort(self._votes.max(axis=1), kind="stable")
        return Scores(
            count,
            self._right / (count * len(self._kept)),
            float((majority == self._labels).mean()),
            float((self._whole == self._labels).mean()),
            tuple(order[:DISPUTED].tolist()),
        )
