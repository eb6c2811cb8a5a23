"""Forward passes of small networks on many examples, and of many networks of one shape.

All arrays are float64 and neuron-major: inputs (n_in, n), activations (neurons, n).
"""

from __future__ import annotations

import numpy as np

from engine.arrays import Images, Matrix, Vector
from engine.execution.tracing import kernel_layout
from engine.functions.costs import COST
from engine.kernels.jit import JIT_AVAILABLE
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification

LANES = 16
"""As in `engine.kernels.dense.batch_forward`, which is imported lazily."""


def activations_of(specification: NetworkSpecification, parameters: Vector, x: Matrix) -> Matrix:
    """Return the activations of every neuron, layer by layer without the inputs.

    Parameters
    ----------
    specification : NetworkSpecification
        Dense layers only.
    parameters : Vector, shape (p,), float64
    x : Matrix, shape (n_in, n), float64

    Returns
    -------
    Matrix, shape (neurons, n)
    """
    if not JIT_AVAILABLE:
        return np.concatenate(Network(specification, parameters).trace(x.T)[1][1:], axis=1).T
    from engine.kernels.dense.batch_forward import feed_batch

    layout = kernel_layout(specification)
    out = np.empty((layout.neurons, x.shape[1]))
    feed_batch(parameters, layout.sizes, layout.codes, x, lane_buffers(specification), out)
    return out


def outputs_of_many(specification: NetworkSpecification, parameters: Matrix, x: Matrix) -> Images:
    """Return the outputs of many networks of one shape on the same examples.

    Parameters
    ----------
    parameters : Matrix, shape (networks, p), float64
    x : Matrix, shape (n_in, n), float64

    Returns
    -------
    Images, shape (networks, n, n_out)
    """
    if not JIT_AVAILABLE:
        return np.stack([Network(specification, row).feedforward(x.T) for row in parameters])
    from engine.kernels.dense.batch_forward import feed_networks

    layout = kernel_layout(specification)
    out = np.empty((len(parameters), x.shape[1], specification.sizes[-1]))
    feed_networks(parameters, layout.sizes, layout.codes, x, lane_buffers(specification), out)
    return out


def costs_of_many(
    specification: NetworkSpecification, parameters: Matrix, x: Matrix, y: Matrix, cost: str
) -> Vector:
    """Return the mean costs of many networks of one shape on the same examples.

    Parameters
    ----------
    parameters : Matrix, shape (networks, p), float64
    x, y : Matrix, shape (n_in, n) and (n_out, n), float64
    cost : str
        A key of COST.

    Returns
    -------
    Vector, shape (networks,)
    """
    if not JIT_AVAILABLE:
        outputs = outputs_of_many(specification, parameters, x)
        costs: Vector = COST[cost].value(outputs, y.T).mean(axis=1)
        return costs
    from engine.kernels.dense.batch_forward import costs_of_networks

    layout, out = kernel_layout(specification), np.empty(len(parameters))
    told = (parameters, layout.sizes, layout.codes, x, y, COST[cost].code)
    costs_of_networks(*told, lane_buffers(specification), out)
    return out


def lane_buffers(specification: NetworkSpecification) -> Matrix:
    """Return the scratch buffers of kernels that feed LANES examples at once."""
    return np.zeros((2, sum(specification.sizes) * LANES))
