"""Generator of a standalone NumPy program for one step of backpropagation."""

from __future__ import annotations

from engine.arrays import Matrix
from engine.backpropagation.backward import Case
from engine.functions.activations import LEAK

MOST_LINES = 25

VALUES = {
    "sigmoid": "lambda z: np.exp(-np.logaddexp(0, -z))",
    "tanh": "np.tanh",
    "relu": "lambda z: np.maximum(z, 0)",
    "leaky-relu": f"lambda z: np.where(z > 0, z, {LEAK} * z)",
    "linear": "lambda z: z",
}
SLOPES = {
    "sigmoid": "lambda z, a: a * (1 - a)",
    "tanh": "lambda z, a: 1 - a**2",
    "relu": "lambda z, a: z > 0",
    "leaky-relu": f"lambda z, a: np.where(z > 0, 1, {LEAK})",
    "linear": "lambda z, a: 1.0",
}
"""Program text of each activation function and of its derivative."""

LOGARITHM = "log = lambda p: np.log(np.maximum(p, 1e-30))"
"""Clamped as in `engine.functions.costs`: the cost of a saturated output stays finite."""

COSTS = {
    "quadratic": ("np.sum((a[-1] - y)**2) / 2", "a[-1] - y"),
    "cross-entropy": (
        "-np.sum(y * log(a[-1]) + (1 - y) * log(1 - a[-1]))",
        "(a[-1] - y) / (a[-1] * (1 - a[-1]))",
    ),
    "log-likelihood": ("-np.sum(y * log(a[-1]))", "-y / a[-1]"),
}
"""Program text of the cost and of ∂C/∂a."""

BODY = """\
a, z = [x], []
for w_l, b_l, names in zip(w, b, functions):
    z.append(w_l @ a[-1] + b_l)
    a.append({activation})
C = {cost}
slope = [np.array([F[n][1](v, u) for n, v, u in zip(*layer)]) for layer in zip(functions, z, a[1:])]
delta = [{error}]  # BP1
for l in range(len(w) - 1, 0, -1):
    delta.insert(0, (w[l].T @ delta[0]) * slope[l - 1])  # BP2
nabla_b, nabla_w = delta, [np.outer(d, a_in) for d, a_in in zip(delta, a)]  # BP3, BP4
pairs = (zip(w, nabla_w), zip(b, nabla_b))
new_w, new_b = ([old - eta * nabla for old, nabla in pair] for pair in pairs)
print("C =", C, "z =", z, "a =", a, "delta =", delta, "nabla_w =", nabla_w, sep="\\n")
"""
PLAIN = "np.array([F[n][0](v) for n, v in zip(names, z[-1])])"
EXPONENTIAL = "np.exp(z[-1] - z[-1].max())"
SOFTMAX = f"{EXPONENTIAL} / {EXPONENTIAL}.sum() if names[0] == 'softmax' else {PLAIN}"
SOFTMAX_ERROR = "(np.diag(a[-1]) - np.outer(a[-1], a[-1])) @ ({pull})"
NATURAL = {
    ("sigmoid", "cross-entropy"): "a[-1] - y",
    ("softmax", "log-likelihood"): "a[-1] * y.sum() - y",
}
"""Program text of the output δ where the activation's derivative cancels."""


def program_of(case: Case, eta: float) -> str:
    """Return a program that computes z, a, C, delta, nabla_w, nabla_b, new_w and new_b.

    It has at most MOST_LINES lines.

    Parameters
    ----------
    eta : float
        Learning rate of the update.
    """
    used = sorted({name for names in case.functions for name in names})
    # softmax has no derivative per neuron: its entry only completes the table and is not used
    rows = {**{name: f"({VALUES[name]}, {SLOPES[name]})" for name in VALUES},
            "softmax": "(None, lambda z, a: a * (1 - a))"}  # fmt: skip
    cost, pull = COSTS[case.cost]
    head = [
        "import numpy as np",
        f"x, y, eta = {_array(case.x)}, {_array(case.y)}, {eta!r}",
        f"w = [{', '.join(map(_array, case.weights))}]",
        f"b = [{', '.join(map(_array, case.biases))}]",
        f"functions = {list(map(list, case.functions))}",
        *([LOGARITHM] if "log(" in cost else []),
        *(f'{"F = {" if not place else "    "}"{name}": {rows[name]}'
          f"{'}' if name == used[-1] else ','}" for place, name in enumerate(used)),
    ]  # fmt: skip
    activation = SOFTMAX if "softmax" in used else PLAIN
    body = BODY.format(activation=activation, cost=cost, error=_error(case, pull))
    return "\n".join(head) + "\n" + body


def _error(case: Case, pull: str) -> str:
    output = set(case.functions[-1])
    name = next(iter(output))
    if len(output) == 1 and (name, case.cost) in NATURAL:
        return NATURAL[name, case.cost]
    return SOFTMAX_ERROR.format(pull=pull) if name == "softmax" else f"({pull}) * slope[-1]"


def _array(array: Matrix) -> str:
    return f"np.array({array.tolist()!r})"
