"""Training of many small networks of one shape in one call; each gets the bits of a lone run."""

from __future__ import annotations

from typing import Any

from engine.kernels.dense.online_f64 import train_online
from engine.kernels.jit import kernel


@kernel
def train_network_batch(
    parameters: Any,
    velocity: Any,
    sizes: Any,
    codes: Any,
    x: Any,
    y: Any,
    orders: Any,
    first: int,
    count: int,
    batch: int,
    rate: float,
    cost: int,
    penalty: int,
    decay: float,
    optimiser: int,
    momentum: float,
    share: float,
    keys: Any,
    step: int,
    w: Any,
    v: Any,
    g: Any,
    z: Any,
    a: Any,
    delta: Any,
) -> None:
    """Train `count` mini-batches of every network; see `train_online`.

    Parameters
    ----------
    parameters : Matrix, shape (networks, parameters)
        Changed in place.
    velocity : Matrix, shape (networks, n)
        Changed in place.
    orders : Matrix, shape (networks, examples)
        Order of the examples for each network.
    keys : Vector, shape (networks,)
        Key of the dropout stream of each network.
    """
    for member in range(parameters.shape[0]):
        train_online(
            parameters[member],
            velocity[member],
            sizes,
            codes,
            x,
            y,
            orders[member],
            first,
            count,
            batch,
            rate,
            cost,
            penalty,
            decay,
            optimiser,
            momentum,
            share,
            keys[member],
            step,
            w,
            v,
            g,
            z,
            a,
            delta,
        )
