"""Measurement of a network on whole data sets, in work slices short enough for the interface."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from engine.arrays import Labels, Matrix, Vector
from engine.data.examples import Examples, one_hot
from engine.execution.batch_forward import outputs_of_many
from engine.execution.tracing import compiled, kernel_layout, outputs_of
from engine.functions.costs import COST
from engine.functions.regularisers import REGULARISER
from engine.networks.network import Network
from engine.training.settings import TrainingSettings
from engine.training.small_measures import Points, is_small, measure_points, measure_slopes

CHUNK = 5_000
"""Largest number of examples in a work slice."""

CHUNK_WORK = 200_000_000
"""Multiply-adds in a work slice: a few milliseconds."""

BATCH = 10
"""Examples per forward pass of the kernel: their activations stay in the L1 cache."""

HALF = 0.5
"""Decision threshold of a single output: above it the answer is 1."""

PROBE = 100
"""Training examples on which gradients and saturation are measured."""


@dataclass(frozen=True, slots=True)
class Score:
    """Cost, accuracy and answers of a network on one part of the data.

    Attributes
    ----------
    cost : float
        Mean cost plus the penalty λ/n Ω(w), n the size of this part (as in the book's program).
    accuracy : float
        Share 0..1 of correct answers.
    answers : Labels, shape (n,)
        Index of the largest output; for a single output whether it exceeds HALF.
    confidence : Vector, shape (n,)
        Largest output divided by the sum of all; for a single output max(a, 1 − a).
    """

    cost: float
    accuracy: float
    answers: Labels
    confidence: Vector


class _Part:
    """One part of the data, and its results so far."""

    def __init__(self, examples: Examples, kind: np.dtype[Any]) -> None:
        self.examples = examples
        self.cost = 0.0
        self.answers = np.zeros(len(examples), np.uint8)
        self.confidence = np.zeros(len(examples), kind)


class Measurement:
    """Incremental measurement of a copy of a network, one work slice per call.

    Parameters
    ----------
    network : Network
        Its parameters are copied.
    parts : dict of Examples
        Parts by name; those without examples are left out.
    """

    def __init__(
        self, network: Network, settings: TrainingSettings, parts: dict[str, Examples]
    ) -> None:
        self.network = Network(network.specification, network.parameters.copy())
        self.settings = settings
        kind = self.network.parameters.dtype
        self._parts = {name: _Part(part, kind) for name, part in parts.items() if len(part)}
        chunk = min(CHUNK, max(BATCH, CHUNK_WORK // network.specification.products))
        self._scores: dict[str, Score] | None = None
        self._work: list[tuple[str, slice]] = []
        if is_small(self.network, sum(len(part.examples) for part in self._parts.values())):
            self._scores = self._measure_together()
            return
        self._work = [
            (name, slice(start, start + chunk))
            for name, part in self._parts.items()
            for start in range(0, len(part.examples), chunk)
        ]

    def _measure_together(self) -> dict[str, Score]:
        """Measure all parts of a small network in one pass."""
        points = Points.of({name: part.examples for name, part in self._parts.items()})
        costs, accuracies, answers, sure = measure_points(self.network, self.settings, points)
        places = pairwise((0, *points.ends.tolist()))
        numbers = zip(points.parts, costs.tolist(), accuracies.tolist(), places, strict=True)
        return {
            name: Score(cost, accuracy, answers[first:end], sure[first:end])
            for name, cost, accuracy, (first, end) in numbers
        }

    def advance(self) -> bool:
        """Measure one work slice; return whether any is left."""
        if self._work:
            name, place = self._work.pop()
            self._measure(self._parts[name], place)
        return bool(self._work)

    def finish(self) -> dict[str, Score]:
        """Measure all remaining work slices and return the scores by part."""
        while self.advance():
            pass
        return self.scores()

    def scores(self) -> dict[str, Score]:
        """Return the score of each part; valid once `advance` has returned False."""
        if self._scores is not None:
            return self._scores
        return {name: self._score(part) for name, part in self._parts.items()}

    def _measure(self, part: _Part, place: slice) -> None:
        answers, confidence = part.answers[place], part.confidence[place]
        rows = np.arange(place.start, place.start + len(answers))
        part.cost += score_network(
            self.network, self.settings, part.examples, rows, answers, confidence
        )

    def _score(self, part: _Part) -> Score:
        count = len(part.examples)
        return Score(
            part.cost / count + penalty(self.network, self.settings, count),
            float((part.answers == part.examples.labels).mean()),
            part.answers,
            part.confidence,
        )


def score_network(
    network: Network,
    settings: TrainingSettings,
    examples: Examples,
    rows: Vector,
    answers: Labels,
    confidence: Vector,
) -> float:
    """Return the summed cost of examples without penalty; write answers and confidence.

    Parameters
    ----------
    rows : Vector, shape (n,), int64
        Indices of the examples.
    answers : Labels, shape (n,)
    confidence : Vector, shape (n,)
        Written; as in `Score`.
    """
    specification, kind = network.specification, network.parameters.dtype
    told = (network, settings, examples, rows, answers, confidence)
    if not compiled(specification):
        return score_with_numpy(*told)
    if kind == np.float32 and specification.sizes[-1] > 1:
        return _score_compiled(*told)
    x = examples.x[rows]
    if kind == np.float32:
        a = outputs_of(network, x)
    else:
        columns = np.ascontiguousarray(x.T, np.float64)
        a = outputs_of_many(specification, network.parameters[None], columns)[0]
    return _judge(settings, a, examples.labels[rows], answers, confidence)


def score_with_numpy(
    network: Network,
    settings: TrainingSettings,
    examples: Examples,
    rows: Vector,
    answers: Labels,
    confidence: Vector,
) -> float:
    """Implement `score_network` in NumPy, as a reference for its kernels."""
    with np.errstate(all="ignore"):
        a = network.feedforward(examples.x[rows])
    return _judge(settings, a, examples.labels[rows], answers, confidence)


def _judge(
    settings: TrainingSettings, a: Matrix, labels: Labels, answers: Labels, confidence: Vector
) -> float:
    """Return the summed cost of outputs; write answers and confidence."""
    with np.errstate(all="ignore"):
        if a.shape[1] == 1:
            answers[:] = a[:, 0] > HALF
            confidence[:] = np.maximum(a[:, 0], 1 - a[:, 0])
        else:
            answers[:] = a.argmax(axis=1)
            confidence[:] = a.max(axis=1) / np.maximum(a.sum(axis=1), 1e-12)
        targets = one_hot(labels, a.shape[1], a.dtype)
        return float(COST[settings.cost].value(a, targets).sum())


def _score_compiled(
    network: Network,
    settings: TrainingSettings,
    examples: Examples,
    rows: Vector,
    answers: Labels,
    confidence: Vector,
) -> float:
    """Implement `score_network` for float32 and several outputs."""
    from engine.execution.convolution_layout import convolution_layout
    from engine.execution.padding import row_buffers
    from engine.kernels.convolution.network_forward import score_maps
    from engine.kernels.dense.scoring import score_sparse

    specification = network.specification
    layout = kernel_layout(specification)
    head = (network.parameters, layout.sizes, layout.codes)
    rest = (examples.labels, rows, BATCH, COST[settings.cost].code)
    arguments: tuple[Any, ...]
    if specification.is_dense:
        room = row_buffers(specification.sizes, BATCH)
        arguments = (*head, examples.sparse, *rest, room, answers, confidence)
        return float(score_sparse(*arguments))
    maps, x = convolution_layout(specification), examples.x.astype(np.float32, copy=False)
    scratch = (maps.at_batch(BATCH), maps.buffers(BATCH), *(maps.neurons(BATCH) for _ in "za"))
    arguments = (*head, x, *rest, *scratch, answers, confidence)
    return float(score_maps(*arguments))


def penalty(network: Network, settings: TrainingSettings, count: int) -> float:
    """Return the penalty λ/n Ω(w) of a network.  Nielsen (2015), ch. 3, eq. (85)."""
    if not settings.lambda_:
        return 0.0
    regulariser = REGULARISER[settings.regulariser]
    return settings.lambda_ / count * sum(regulariser.value(w) for w in network.all_weights)


def layer_measures(
    network: Network, settings: TrainingSettings, probe: Examples
) -> tuple[Vector, Vector]:
    """Return gradient norms and saturation of the dense layers on a probe; shapes (layers,).

    Returns
    -------
    norms : Vector
        Euclidean norm of the gradient of each layer's weights.
    shares : Vector
        Share 0..1 of saturated neurons, see `Activation.saturation`.
    """
    if is_small(network, len(probe)):
        return measure_slopes(network, settings, probe)
    return layer_measures_plainly(network, settings, probe)


def layer_measures_plainly(
    network: Network, settings: TrainingSettings, probe: Examples
) -> tuple[Vector, Vector]:
    """Implement `layer_measures` in NumPy, as a reference for its kernel."""
    x = probe.x.astype(network.parameters.dtype, copy=False)
    y = one_hot(probe.labels, network.specification.sizes[-1], x.dtype)
    layers, signals = network.specification.layers, network.signals(x)
    dense = [(place, layer) for place, layer in enumerate(layers) if layer.kernels == "dense"]
    shares = []
    for activation, (place, _) in zip(network.activations, dense, strict=True):
        slope = activation.derivative(signals[place + 1].z, signals[place + 1].a)
        shares.append(float((np.abs(slope) < activation.saturation).mean()))
    norms: list[float] = []
    for place, before, delta, count in network.back(signals, y, COST[settings.cost]):
        if layers[place].kernels == "dense":
            gradient = (before.a.T @ delta / count).astype(np.float64)  # BP4
            norms.append(float(np.sqrt((gradient * gradient).sum())))
        if len(norms) == len(dense):
            break
    return np.array(norms[::-1]), np.array(shares)
