"""Training of many small networks of one shape in one call; each gets the bits of a lone run."""

from __future__ import annotations

from typing import Any

from engine.kernels.dense.online_f64 import train_online
from engine.kernels.jit import kernel


@kernel
def train_network_batch(
    parameters: Any,
    slots: Any,
    sizes: Any,
    codes: Any,
    x: Any,
    y: Any,
    orders: Any,
    records: Any,
    buffers: Any,
) -> None:
    """Train mini-batches of every network; see `train_online`.

    Parameters
    ----------
    parameters, slots : Matrix, shape (networks, parameters) and (networks, slots · parameters)
        Changed in place.
    orders : Matrix, shape (networks, examples)
        Order of the examples for each network.
    records : Records, shape (networks,)
    """
    for member in range(parameters.shape[0]):
        train_online(
            parameters[member],
            slots[member],
            sizes,
            codes,
            x,
            y,
            orders[member],
            records[member : member + 1],
            buffers,
        )
