"""A pytest plugin that adds an optimiser of tests: an entry, a kernel, and its naive twin.

It must be loaded before the training kernels, which are compiled with the table of rules.
"""

from __future__ import annotations

import numpy as np

from engine.functions import optimisers as table
from engine.kernels import optimisers as kernels
from engine.kernels.jit import dispatched, exact_kernel
from tests.reference import naive_optimisers


@exact_kernel
def clipped_momentum(c, w, g, s):
    """Adds η times the mean gradient, clipped to ±1; s holds the mean and its age."""
    n = w.shape[0]
    for p in range(n):
        s[p] = c.beta1 * s[p] + c.new1 * g[p]
        s[n + p] += 1
        w[p] -= c.eta * max(min(s[p], 1), -1)


def _update(h, t, w, g, s):
    s[0] = h.beta1 * s[0] + (1 - h.beta1) * g
    s[1] += 1
    w -= h.rate * np.clip(s[0], -1, 1)


def _naive(eta, h, t, w, g, s):
    mean = h["beta1"] * s[0] + (1 - h["beta1"]) * g
    return w - eta * max(-1.0, min(1.0, mean)), (mean, float(t))


ENTRY = table.Optimiser(
    "clipped_momentum",
    2,
    _update,
    "clipped mean",
    "m ← β₁ m + (1 − β₁) ∇C;  w ← w − η min(1, max(−1, m))",
    "only of tests",
    ("beta1",),
    adaptive=True,
)

table.OPTIMISERS = (*table.OPTIMISERS, ENTRY)
table.OPTIMISER[ENTRY.name] = ENTRY
kernels.RULES = (*kernels.RULES, clipped_momentum)
kernels.apply_rule = dispatched(kernels.RULES)
naive_optimisers.STEPS[ENTRY.name] = _naive
