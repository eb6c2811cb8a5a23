"""Draw every random number from one seed through named streams.

Each value is a function of (seed, stream, step, index) alone. Switching one stream on or
off never moves another: dropout does not change the order of the examples.
"""

from __future__ import annotations

import numpy as np

STREAMS = (
    "initialisation",
    "order",
    "dropout",
    "expansion",
    "noise",
    "split",
    "digits",
    "search",
)
"""Names of the streams; a stream's place in the tuple is part of its key, so append only."""


def generator(seed: int, stream: str, step: int = 0) -> np.random.Generator:
    """Return the generator of one stream at one step.

    Parameters
    ----------
    seed : int
        The run's seed, >= 0.
    stream : str
        One of STREAMS.
    step : int
        Epoch, layer or whatever the stream is counted in, >= 0.
    """
    entropy = (seed, STREAMS.index(stream), step)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))


def counter_key(seed: int, stream: str) -> np.uint64:
    """Return the 64-bit key from which a kernel hashes its counters."""
    entropy = (seed, STREAMS.index(stream))
    return np.uint64(np.random.SeedSequence(entropy).generate_state(1, np.uint64)[0])


def epoch_order(seed: int, epoch: int, count: int) -> np.ndarray:
    """Return the order in which an epoch visits its examples.

    Parameters
    ----------
    epoch : int
        0 for the first.
    count : int
        Number of training examples.

    Returns
    -------
    ndarray, shape (count,), int64
        A permutation of 0 .. count - 1.
    """
    order: np.ndarray = generator(seed, "order", epoch).permutation(count)
    return order
