"""One example through a small network in extended precision, number by number."""

from __future__ import annotations

import numpy as np

Real = np.longdouble


def phi(z):
    """Return Φ(z), the distribution of the normal, by the series of its density."""
    if abs(z) > 12:
        # 1 − Φ(12) is 2e-33
        return Real(z > 0)
    term = total = z
    for n in range(1, 400):
        term = term * z * z / (2 * n + 1)
        total = total + term
    return Real(0.5) + total * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)


FUNCTIONS = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: z if z > 0 else 0 * z,
    "leaky-relu": lambda z: z if z > 0 else z / 100,
    "linear": lambda z: z,
    "softplus": lambda z: np.log(1 + np.exp(z)),
    "elu": lambda z: z if z > 0 else np.exp(z) - 1,
    "gelu": lambda z: z * phi(z),
    "swish": lambda z: z / (1 + np.exp(-z)),
}
"""Value of each activation of single neurons."""


def cost_of(weights, biases, functions, x, y, cost):
    """Return the cost; weights and biases are nested lists of Real."""
    a = list(x)
    for w, b, names in zip(weights, biases, functions, strict=True):
        z = []
        for j in range(len(b)):
            total = b[j]
            for k in range(len(a)):
                total = total + w[j][k] * a[k]
            z.append(total)
        if names[0] == "softmax":
            e = [np.exp(each) for each in z]
            a = [each / sum(e) for each in e]
        else:
            a = [FUNCTIONS[name](each) for name, each in zip(names, z, strict=True)]
    total = Real(0)
    for out, wanted in zip(a, y, strict=True):
        if cost == "quadratic":
            total += (out - wanted) ** 2 / 2
        elif cost == "cross-entropy":
            total -= wanted * np.log(out) + (1 - wanted) * np.log(1 - out)
        else:
            total -= wanted * np.log(out)
    return total


def slope(case, layer, neuron, source, step=2e-4):
    """Return ∂C/∂w (or ∂C/∂b, source None) by a central difference of fourth order."""

    def at(nudge):
        weights = [[[Real(v) for v in row] for row in w.tolist()] for w in case.weights]
        biases = [[Real(v) for v in b.tolist()] for b in case.biases]
        if source is None:
            biases[layer][neuron] += Real(nudge)
        else:
            weights[layer][neuron][source] += Real(nudge)
        x, y = ([Real(v) for v in each.tolist()] for each in (case.x, case.y))
        return cost_of(weights, biases, case.functions, x, y, case.cost)

    h = Real(step)
    return float((8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h))
