"""Measurement of small float64 networks in one kernel call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.arrays import Labels, Matrix, Vector
from engine.data.examples import Examples, one_hot
from engine.execution.batch_forward import lane_buffers
from engine.execution.padding import quad_buffers
from engine.execution.tracing import kernel_layout
from engine.functions.costs import COST
from engine.functions.regularisers import REGULARISER
from engine.kernels.jit import JIT_AVAILABLE
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.training.settings import TrainingSettings

MOST_EXAMPLES = 20_000
MOST_PRODUCTS = 20_000_000
"""Most examples, and most multiply-adds, measured in one call: some milliseconds."""


def is_small(network: Network, examples: int) -> bool:
    """Return whether a network can be measured on that number of examples in one call."""
    specification = network.specification
    double = network.parameters.dtype == np.float64 and specification.is_dense
    few = 0 < examples <= MOST_EXAMPLES
    return JIT_AVAILABLE and double and few and specification.products * examples <= MOST_PRODUCTS


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Examples of all parts of the data, one part after the other.

    Attributes
    ----------
    parts : tuple of str
    x : Matrix, shape (n_in, n), float64
    labels : Labels, shape (n,)
    ends : Vector, shape (parts,), int64
        End of each part among the examples.
    """

    parts: tuple[str, ...]
    x: Matrix
    labels: Labels
    ends: Vector

    @classmethod
    def of(cls, parts: Mapping[str, Examples]) -> Points:
        """Return the points of all parts that are not empty."""
        there = {name: part for name, part in parts.items() if len(part)}
        x = np.concatenate([part.x for part in there.values()])
        labels = np.concatenate([part.labels for part in there.values()])
        ends = np.cumsum([len(part) for part in there.values()])
        return cls(tuple(there), np.ascontiguousarray(x.T, np.float64), labels, ends)


def saturation_limits(specification: NetworkSpecification) -> Vector:
    """Return `Activation.saturation` of each dense layer."""
    return np.array([activation.saturation for activation in specification.layer_activations])


def measure_points(
    network: Network, settings: TrainingSettings, points: Points
) -> tuple[Vector, Vector, Labels, Vector]:
    """Return costs and accuracies of the parts, answers and confidence of the examples.

    All costs are NaN if any output is not finite.
    """
    from engine.kernels.dense.epoch_blocks import measure_online

    layout, parts = kernel_layout(network.specification), len(points.parts)
    costs, accuracies = np.zeros(parts), np.zeros(parts)
    answers, confidence = np.zeros(len(points.labels), np.uint8), np.zeros(len(points.labels))
    sound = measure_online(
        network.parameters, layout.sizes, layout.codes, points.x, points.labels, points.ends,
        COST[settings.cost].code, REGULARISER[settings.regulariser].code, settings.lambda_,
        lane_buffers(network.specification), costs, accuracies, answers, confidence,
    )  # fmt: skip
    return costs if sound else np.full(parts, np.nan), accuracies, answers, confidence


def measure_slopes(
    network: Network, settings: TrainingSettings, probe: Examples
) -> tuple[Vector, Vector]:
    """Implement `engine.training.measurement.layer_measures` for small networks."""
    from engine.kernels.dense.epoch_blocks import slopes_online
    from engine.kernels.dense.padded_rows import NONE, copy_all

    specification = network.specification
    layout, buffers = kernel_layout(specification), quad_buffers(specification.sizes)
    copy_all(network.parameters, buffers.s, layout.sizes, buffers.w, buffers.s, NONE)
    x = np.ascontiguousarray(probe.x, np.float64).reshape(-1)
    y = one_hot(probe.labels, specification.sizes[-1], np.dtype(np.float64))
    norms, shares = np.zeros(len(layout.codes)), np.zeros(len(layout.codes))
    slopes_online(
        layout.sizes, layout.codes, x, y, np.arange(len(probe)), COST[settings.cost].code,
        saturation_limits(specification), buffers, norms, shares,
    )  # fmt: skip
    return norms, shares
