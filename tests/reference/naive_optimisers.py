"""One step of each optimiser for one parameter, in plain Python, as the papers write it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

State = tuple[float, ...]
Step = Callable[[float, Mapping[str, float], int, float, float, State], tuple[float, State]]


def sgd(eta: float, h: Mapping[str, float], t: int, w: float, g: float, s: State):
    """Nielsen (2015), eq. (20)."""
    return w - eta * g, s


def momentum(eta: float, h: Mapping[str, float], t: int, w: float, g: float, s: State):
    """Nielsen (2015), eq. (107), (108)."""
    v = h["momentum"] * s[0] - eta * g
    return w + v, (v,)


def nesterov(eta: float, h: Mapping[str, float], t: int, w: float, g: float, s: State):
    """Bengio et al. (2013), eq. (7): w is the place looked ahead to."""
    v = h["momentum"] * s[0] - eta * g
    return w - h["momentum"] * s[0] + (1 + h["momentum"]) * v, (v,)


def adagrad(eta: float, h: Mapping[str, float], t: int, w: float, g: float, s: State):
    """Duchi et al. (2011), fig. 1."""
    total = s[0] + g**2
    return w - eta / (math.sqrt(total) + h["epsilon"]) * g, (total,)


def rmsprop(eta: float, h: Mapping[str, float], t: int, w: float, g: float, s: State):
    """Tieleman and Hinton (2012), slide 29."""
    mean = h["rho"] * s[0] + (1 - h["rho"]) * g**2
    return w - eta / (math.sqrt(mean) + h["epsilon"]) * g, (mean,)


def adam(eta: float, h: Mapping[str, float], t: int, w: float, g: float, s: State):
    """Kingma and Ba (2015), algorithm 1."""
    m = h["beta1"] * s[0] + (1 - h["beta1"]) * g
    v = h["beta2"] * s[1] + (1 - h["beta2"]) * g**2
    m_hat, v_hat = m / (1 - h["beta1"] ** t), v / (1 - h["beta2"] ** t)
    return w - eta * m_hat / (math.sqrt(v_hat) + h["epsilon"]), (m, v)


STEPS: dict[str, Step] = {
    step.__name__: step for step in (sgd, momentum, nesterov, adagrad, rmsprop, adam)
}
"""(η, settings, t, w, ∇C, state) -> (w, state), by name; t = 1, 2 …"""

SETTINGS = {"momentum": 0.7, "rho": 0.8, "beta1": 0.7, "beta2": 0.9, "epsilon": 1e-3}
"""Settings that show a wrong rule in a few steps."""
