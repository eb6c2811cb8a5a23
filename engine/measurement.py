"""Measure a network on whole data sets, in pieces that never hold up the window."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.arrays import Labels, Matrix, Vector
from engine.costs import COST
from engine.data.examples import Examples
from engine.network import Network
from engine.regularisers import REGULARISER
from engine.settings import TrainingSettings

CHUNK = 1_000
"""Examples that are measured in one piece: a few milliseconds."""

PROBE = 500
"""Training examples on which gradients and saturation are measured."""


@dataclass(frozen=True, slots=True)
class Score:
    """What a network reached on one part of the data.

    Attributes
    ----------
    cost : float
        Mean cost plus the penalty λ/n Ω(w), n the size of this part (as in the book's program).
    accuracy : float
        Share 0..1 of right answers.
    answers : Labels, shape (n,)
        The most active output of each example.
    confidence : Vector, shape (n,)
        Its share of all outputs, 0..1.
    """

    cost: float
    accuracy: float
    answers: Labels
    confidence: Vector


@dataclass(slots=True)
class _Part:
    examples: Examples
    cost: float = 0.0
    correct: int = 0
    answers: list[Labels] = field(default_factory=list)
    confidence: list[Vector] = field(default_factory=list)


class Measurement:
    """Measure a frozen copy of a network, one piece a call.

    Parameters
    ----------
    network : Network
        Its parameters are copied.
    parts : dict of Examples
        By name; a part without examples is left out.
    """

    def __init__(
        self, network: Network, settings: TrainingSettings, parts: dict[str, Examples]
    ) -> None:
        self.network = Network(network.specification, network.parameters.copy())
        self.settings = settings
        self._parts = {name: _Part(part) for name, part in parts.items() if len(part)}
        self._work = [
            (name, start)
            for name, part in self._parts.items()
            for start in range(0, len(part.examples), CHUNK)
        ]

    def advance(self) -> bool:
        """Measure one piece; return whether any is left."""
        if self._work:
            name, start = self._work.pop()
            self._measure(self._parts[name], start)
        return bool(self._work)

    def finish(self) -> dict[str, Score]:
        """Measure all that is left and return the scores by part."""
        while self.advance():
            pass
        return self.scores()

    def scores(self) -> dict[str, Score]:
        """Return the score of each part; only after `advance` has returned False."""
        return {name: self._score(part) for name, part in self._parts.items()}

    def _measure(self, part: _Part, start: int) -> None:
        labels = part.examples.labels[start : start + CHUNK]
        with np.errstate(all="ignore"):
            a = self.network.feedforward(part.examples.x[start : start + CHUNK])
            y = np.eye(a.shape[1], dtype=a.dtype)[labels]
            part.cost += float(COST[self.settings.cost].value(a, y).sum())
        answers = a.argmax(axis=1).astype(np.uint8)
        part.correct += int((answers == labels).sum())
        # pieces are measured from the last to the first
        part.answers.insert(0, answers)
        total = np.maximum(a.sum(axis=1), 1e-12)
        part.confidence.insert(0, a.max(axis=1) / total)

    def _score(self, part: _Part) -> Score:
        count = len(part.examples)
        return Score(
            part.cost / count + penalty(self.network, self.settings, count),
            part.correct / count,
            np.concatenate(part.answers),
            np.concatenate(part.confidence),
        )


def penalty(network: Network, settings: TrainingSettings, count: int) -> float:
    """Return λ/n Ω(w) of a network.  Nielsen (2015), ch. 3, eq. (85)."""
    if not settings.lambda_:
        return 0.0
    regulariser = REGULARISER[settings.regulariser]
    return settings.lambda_ / count * sum(regulariser.value(w) for w in network.weights)


def gradient_norms(network: Network, settings: TrainingSettings, x: Matrix, y: Matrix) -> Vector:
    """Return the Euclidean norm of each layer's weight gradient over a probe; shape (layers,)."""
    gradient = network.backprop(x[:PROBE], y[:PROBE], COST[settings.cost])
    layers = Network(network.specification, gradient).weights
    return np.array([float(np.sqrt((w.astype(np.float64) ** 2).sum())) for w in layers])


def saturated_shares(network: Network, x: Matrix) -> Vector:
    """Return the share 0..1 of neurons of each layer whose derivative is nearly zero."""
    zs, activations = network.trace(x[:PROBE])
    layers = zip(network.activations, zs, activations[1:], strict=True)
    return np.array(
        [
            float((np.abs(activation.derivative(z, a)) < activation.saturation).mean())
            for activation, z, a in layers
        ]
    )
