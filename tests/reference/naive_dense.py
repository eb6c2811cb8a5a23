"""Dense networks in plain Python: one number at a time, exactly as the equations stand."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

Row = list[float]


def sigmoid(z: float) -> float:
    """Nielsen (2015), eq. (3)."""
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def phi(z: float) -> float:
    """Return Φ(z), the distribution of the normal, by the series of its density."""
    if abs(z) > 9:
        return float(z > 0)
    term = total = z
    for n in range(1, 150):
        term *= z * z / (2 * n + 1)
        total += term
    return 0.5 + total * math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


FUNCTIONS = {
    "sigmoid": sigmoid,
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "leaky-relu": lambda z: z if z > 0 else 0.01 * z,
    "linear": lambda z: z,
    "softplus": lambda z: math.log(1 + math.exp(z)) if z < 30 else z,
    "elu": lambda z: z if z > 0 else math.exp(z) - 1,
    "gelu": lambda z: z * phi(z),
    "swish": lambda z: z * sigmoid(z),
}
"""Value of each activation of single neurons."""


def activate(name: str, z: Row) -> Row:
    """Return the activations of a layer."""
    if name == "softmax":
        largest = max(z)
        e = [math.exp(value - largest) for value in z]
        return [value / sum(e) for value in e]
    return [FUNCTIONS[name](value) for value in z]


def unpack(parameters: Sequence[float], sizes: Sequence[int]) -> list[tuple[list[Row], Row]]:
    """Return (weights by input row, biases) of each layer of a flat parameter list."""
    layers, start = [], 0
    for n_in, n_out in itertools.pairwise(sizes):
        rows = [list(parameters[start + k * n_out : start + (k + 1) * n_out]) for k in range(n_in)]
        start += n_in * n_out
        layers.append((rows, list(parameters[start : start + n_out])))
        start += n_out
    return layers


def outputs(parameters: Sequence[float], sizes: Sequence[int], names: Sequence[str], x: Row) -> Row:
    """Return the outputs for one example.  Nielsen (2015), eq. (22)."""
    a = list(x)
    for (w, b), name in zip(unpack(parameters, sizes), names, strict=True):
        z = [b[j] + sum(a[k] * w[k][j] for k in range(len(a))) for j in range(len(b))]
        a = activate(name, z)
    return a


def cost(name: str, a: Row, y: Row) -> float:
    """Return the cost of one example.  Nielsen (2015), eq. (6), (63), (80)."""
    if name == "quadratic":
        return 0.5 * sum((a_j - y_j) ** 2 for a_j, y_j in zip(a, y, strict=True))
    if name == "log-likelihood":
        return -sum(y_j * math.log(a_j) for a_j, y_j in zip(a, y, strict=True) if y_j)
    return -sum(
        y_j * math.log(a_j) + (1 - y_j) * math.log(1 - a_j) for a_j, y_j in zip(a, y, strict=True)
    )


def penalty(name: str, parameters: Sequence[float], sizes: Sequence[int]) -> float:
    """Return Ω(w), biases left out.  Nielsen (2015), eq. (87), (95)."""
    weights = [w for rows, _ in unpack(parameters, sizes) for row in rows for w in row]
    if name == "l2":
        return 0.5 * sum(w * w for w in weights)
    return sum(abs(w) for w in weights) if name == "l1" else 0.0


def total_cost(
    parameters: Sequence[float],
    sizes: Sequence[int],
    names: Sequence[str],
    examples: Sequence[tuple[Row, Row]],
    cost_name: str,
    regulariser: str,
    decay: float,
) -> float:
    """Return the mean cost of examples plus decay · Ω(w)."""
    costs = [cost(cost_name, outputs(parameters, sizes, names, x), y) for x, y in examples]
    return sum(costs) / len(costs) + decay * penalty(regulariser, parameters, sizes)
