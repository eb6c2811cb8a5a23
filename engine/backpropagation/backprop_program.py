"""Generator of a standalone NumPy program for one step of backpropagation."""

from __future__ import annotations

from engine.arrays import Matrix
from engine.backpropagation.backward import Case
from engine.functions.activations import ACTIVATION
from engine.functions.costs import COST, Cost

MOST_LINES = 25

MOST_ROWS = 4
"""Largest number of lines of the table of functions."""

LOGARITHM = "log = lambda p: np.log(np.maximum(p, 1e-30))"
"""Clamped as in `engine.functions.costs`: the cost of a saturated output stays finite."""

BODY = """\
a, z = [x], []
for w_l, b_l, names in zip(w, b, functions):
    z.append(w_l @ a[-1] + b_l)
    a.append({activation})
C = (lambda a: {cost})(a[-1])
slope = [np.array([F[n][1](v, u) for n, v, u in zip(*layer)]) for layer in zip(functions, z, a[1:])]
delta = [(lambda a: {error})(a[-1])]  # BP1
for l in range(len(w) - 1, 0, -1):
    delta.insert(0, (w[l].T @ delta[0]) * slope[l - 1])  # BP2
nabla_b, nabla_w = delta, [np.outer(d, a_in) for d, a_in in zip(delta, a)]  # BP3, BP4
pairs = (zip(w, nabla_w), zip(b, nabla_b))
new_w, new_b = ([old - eta * nabla for old, nabla in pair] for pair in pairs)
print("C =", C, "z =", z, "a =", a, "delta =", delta, "nabla_w =", nabla_w, sep="\\n")
"""
PLAIN = "np.array([F[n][0](v) for n, v in zip(names, z[-1])])"
SOFTMAX = f"F['softmax'][0](z[-1]) if names[0] == 'softmax' else {PLAIN}"
SOFTMAX_ERROR = "(np.diag(a) - np.outer(a, a)) @ ({pull})"


def program_of(case: Case, eta: float) -> str:
    """Return a program that computes z, a, C, delta, nabla_w, nabla_b, new_w and new_b.

    It has at most MOST_LINES lines.

    Parameters
    ----------
    eta : float
        Learning rate of the update.
    """
    used = sorted({name for names in case.functions for name in names})
    # the derivative of softmax by neuron only completes the table and is not used
    rows = [
        f'"{each.name}": (lambda z: {each.value_program}, lambda z, a: {each.slope_program})'
        for each in map(ACTIVATION.__getitem__, used)
    ]
    width = -(-len(rows) // MOST_ROWS)
    table = [", ".join(rows[first : first + width]) for first in range(0, len(rows), width)]
    cost = COST[case.cost]
    head = [
        *(["import math"] if any("math." in row for row in rows) else []),
        "import numpy as np",
        f"x, y, eta = {_array(case.x)}, {_array(case.y)}, {eta!r}",
        f"w = [{', '.join(map(_array, case.weights))}]",
        f"b = [{', '.join(map(_array, case.biases))}]",
        f"functions = {list(map(list, case.functions))}",
        *([LOGARITHM] if "log(" in cost.value_program else []),
        "F = {" + ",\n     ".join(table) + "}",
    ]
    activation = SOFTMAX if any(ACTIVATION[name].whole_layer for name in used) else PLAIN
    body = BODY.format(activation=activation, cost=cost.value_program, error=_error(case, cost))
    return "\n".join(head) + "\n" + body


def _error(case: Case, cost: Cost) -> str:
    output = set(case.functions[-1])
    name = next(iter(output))
    if output == {cost.natural}:
        return cost.natural_program
    pull = cost.gradient_program
    whole_layer = ACTIVATION[name].whole_layer
    return SOFTMAX_ERROR.format(pull=pull) if whole_layer else f"({pull}) * slope[-1]"


def _array(array: Matrix) -> str:
    return f"np.array({array.tolist()!r})"
