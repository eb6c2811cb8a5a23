"""Update rules of optimisers: one kernel each, and what all training kernels share of a step.

A rule takes g, which is −η ∇C for plain descent and momentum, and ∇C for adaptive rules, of the
regularised cost. The gradient of plain descent is added to the parameters and that of momentum to
its velocity wherever this saves a pass over memory.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from engine.kernels.jit import dispatched, exact_kernel, fused_kernel

SGD, MOMENTUM, NESTEROV = range(3)
"""Places in RULES of the rules that are linear in the gradient."""


class Coefficients(NamedTuple):
    """Coefficients of a step, in the type of the parameters.

    Attributes
    ----------
    eta, mu, epsilon : float
        η, μ and ε.
    rho, new : float
        ρ and 1 − ρ.
    beta1, new1, beta2, new2 : float
        β₁, 1 − β₁, β₂ and 1 − β₂.
    unbiased1, unbiased2 : float
        1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ) at step t.
    """

    eta: Any
    mu: Any
    epsilon: Any
    rho: Any
    new: Any
    beta1: Any
    new1: Any
    beta2: Any
    new2: Any
    unbiased1: Any
    unbiased2: Any


@exact_kernel
def coefficients(h: Any, number: int, like: Any) -> Any:
    """Return the coefficients of mini-batch `number`, in the type of the array `like`."""
    kind, unbiased1, unbiased2 = like.dtype.type, 1.0, 1.0
    if h.adaptive:
        t = float(h.updates + number - h.first + 1)
        unbiased1, unbiased2 = 1.0 / (1.0 - h.beta1**t), 1.0 / (1.0 - h.beta2**t)
    return Coefficients(
        kind(h.rate),
        kind(h.momentum),
        kind(h.epsilon),
        kind(h.rho),
        kind(1.0 - h.rho),
        kind(h.beta1),
        kind(1.0 - h.beta1),
        kind(h.beta2),
        kind(1.0 - h.beta2),
        kind(unbiased1),
        kind(unbiased2),
    )


@fused_kernel
def sgd(c: Any, w: Any, g: Any, s: Any) -> None:
    """Nielsen (2015), eq. (20), (21)."""
    for p in range(w.shape[0]):
        w[p] += g[p]


@fused_kernel
def momentum(c: Any, w: Any, g: Any, s: Any) -> None:
    """Nielsen (2015), eq. (107), (108); s is the velocity."""
    for p in range(w.shape[0]):
        s[p] = c.mu * s[p] + g[p]
        w[p] += s[p]


@fused_kernel
def nesterov(c: Any, w: Any, g: Any, s: Any) -> None:
    """Bengio et al. (2013), eq. (6), (7); s is the velocity."""
    for p in range(w.shape[0]):
        s[p] = c.mu * s[p] + g[p]
        w[p] += c.mu * s[p] + g[p]


@exact_kernel
def adagrad(c: Any, w: Any, g: Any, s: Any) -> None:
    """Duchi et al. (2011), fig. 1, diagonal form; s is the sum of squared gradients."""
    for p in range(w.shape[0]):
        s[p] += g[p] * g[p]
        w[p] -= c.eta * g[p] / (np.sqrt(s[p]) + c.epsilon)


@exact_kernel
def rmsprop(c: Any, w: Any, g: Any, s: Any) -> None:
    """Tieleman and Hinton (2012), slide 29, with ε outside the root; s is the mean square."""
    for p in range(w.shape[0]):
        s[p] = c.rho * s[p] + c.new * (g[p] * g[p])
        w[p] -= c.eta * g[p] / (np.sqrt(s[p]) + c.epsilon)


@exact_kernel
def adam(c: Any, w: Any, g: Any, s: Any) -> None:
    """Kingma and Ba (2015), algorithm 1; s holds all first, then all second moments."""
    n = w.shape[0]
    first, second = s[:n], s[n:]
    for p in range(n):
        first[p] = c.beta1 * first[p] + c.new1 * g[p]
        second[p] = c.beta2 * second[p] + c.new2 * (g[p] * g[p])
        root = np.sqrt(second[p] * c.unbiased2) + c.epsilon
        w[p] -= c.eta * (first[p] * c.unbiased1) / root


RULES: tuple[Any, ...] = (sgd, momentum, nesterov, adagrad, rmsprop, adam)
"""Rules in the order of `engine.functions.optimisers.OPTIMISERS`.

Each is called with the coefficients, with w and g, shape (n,), and with the state arrays one after
the other, shape (slots · n,); it changes w and the state.
"""

apply_rule = dispatched(RULES)
"""Call the rule at a place of RULES, the first argument."""


@fused_kernel
def factor_of(h: Any) -> float:
    """Return the factor on the gradient that a rule takes: −η, or 1 if it is adaptive."""
    return 1.0 if h.adaptive else -h.rate


@fused_kernel
def target_of(rule: int) -> int:
    """Return which of (w, s, g) is the array to which a mini-batch adds factor · gradient."""
    return min(rule, 2)


@fused_kernel
def begin_step(rule: int, mu: Any, w: Any, s: Any, g: Any) -> None:
    """Prepare the array to which a mini-batch adds factor · gradient, that of `target_of`.

    Parameters
    ----------
    w, s : Vector
        Parameters and state arrays; a velocity is multiplied by `mu`.
    g : Vector
        Scratch for the gradient, as long as w.
    """
    if rule in (MOMENTUM, NESTEROV):
        for p in range(s.shape[0]):
            s[p] *= mu
    if rule not in (SGD, MOMENTUM):
        for p in range(g.shape[0]):
            g[p] = 0


@fused_kernel
def end_step(h: Any, number: int, w: Any, s: Any, g: Any) -> None:
    """Change the parameters when the gradient is complete in the array of `target_of`."""
    c = coefficients(h, number, w)
    if h.rule == MOMENTUM:
        for p in range(w.shape[0]):
            w[p] += s[p]
    elif h.rule == NESTEROV:
        for p in range(w.shape[0]):
            s[p] += g[p]
        for p in range(w.shape[0]):
            w[p] += c.mu * s[p] + g[p]
    elif h.rule != SGD:
        apply_rule(h.rule, c, w, g, s)
