"""Penalties on large weights, by code."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.jit import kernel
from engine.kernels.optimisers import SGD

NO_PENALTY, L1, L2 = range(3)


@kernel
def shrink(w: Any, penalty: int, amount: Any) -> None:
    """Subtract amount · ∂(penalty)/∂w from w in place.  Nielsen (2015), eq. (91), (96).

    One array only: two that might overlap are not vectorised.
    """
    if penalty == L2:
        for p in range(w.shape[0]):
            w[p] -= amount * w[p]
    elif penalty == L1:
        for p in range(w.shape[0]):
            w[p] -= amount * np.sign(w[p])


@kernel
def add_penalty(w: Any, out: Any, penalty: int, amount: Any) -> None:
    """Subtract amount · ∂(penalty)/∂w from a velocity or a gradient."""
    if penalty == L2:
        for p in range(w.shape[0]):
            out[p] -= amount * w[p]
    elif penalty == L1:
        for p in range(w.shape[0]):
            out[p] -= amount * np.sign(w[p])


@kernel
def penalise(w: Any, out: Any, start: int, end: int, rule: int, penalty: int, amount: Any) -> None:
    """Apply the penalty to the weights w[start:end] of one layer.

    Parameters
    ----------
    out : Vector
        The array of `engine.kernels.optimisers.target_of`, w itself for plain descent.
    amount : float
        η λ / n, or −λ / n where the gradient itself is added up.
    """
    # slices indexed from 0: loops with possibly negative indices are not vectorised either
    if rule == SGD:
        shrink(w[start:end], penalty, amount)
    else:
        add_penalty(w[start:end], out[start:end], penalty, amount)
