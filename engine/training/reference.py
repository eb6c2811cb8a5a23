"""Training in plain NumPy: reference for tests, fallback without Numba."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.examples import Examples
from engine.functions.costs import COSTS
from engine.functions.optimisers import OPTIMISERS
from engine.functions.regularisers import REGULARISERS, Regulariser
from engine.kernels.hyper_parameters import Record, unpacked
from engine.networks.network import Network
from engine.training.settings import TrainingSettings

if TYPE_CHECKING:
    from engine.execution.plans import Job

MASK = 0xFFFFFFFFFFFFFFFF


def uniform(key: int, step: int, examples: int, neurons: Vector) -> Matrix:
    """Return the uniform numbers 0..1 of dropout, shape (examples, neurons), float64.

    Counter-based (splitmix64): each depends only on key, step, example and neuron.

    Parameters
    ----------
    key : int
        Key of the random stream, 64 bits.
    examples : int
        Size of the mini-batch.
    neurons : Vector
        Indices of the neurons in the network.
    """
    rows = np.arange(examples, dtype=np.uint64)[:, None]
    h: Matrix = np.uint64((int(key) + step * 0x9E3779B97F4A7C15) & MASK) + rows * np.uint64(
        0xD1B54A32D192ED03
    )
    h = h + np.asarray(neurons, np.uint64) * np.uint64(0x8CB92BA72F3D8DD7)
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    h = h ^ (h >> np.uint64(31))
    numbers: Matrix = (h >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return numbers


def dropout_masks(
    network: Network, share: float, key: int, step: int, examples: int
) -> list[Matrix]:
    """Return the dropout factors of each hidden layer: 0, or 1/(1 − share) if kept.

    Nielsen (2015), ch. 3, dropout; Srivastava et al. (2014), sec. 10 (inverted form).
    """
    masks, first = [], 0
    kind = network.parameters.dtype.type
    specification = network.specification
    # features of convolutions are dropped as well, as inputs of a dense layer
    dense = [layer for layer in specification.layers[1:] if layer.kernels == "dense"]
    for (size,) in (layer.in_shape for layer in dense):
        kept = uniform(key, step, examples, np.arange(first, first + size)) >= share
        masks.append(kept * kind(1 / (1 - share)))
        first += size
    return masks


def penalty_gradient(network: Network, regulariser: Regulariser) -> Vector:
    """Return ∂(penalty)/∂w laid out as the parameters, zero for biases."""
    gradient = Network(network.specification, np.zeros_like(network.parameters))
    for target, w in zip(gradient.all_weights, network.all_weights, strict=True):
        target[:] = regulariser.gradient(w)
    return gradient.parameters


def train_batch(
    network: Network,
    slots: Vector,
    x: Matrix,
    y: Matrix,
    h: Record,
    t: int,
    masks: list[Matrix] | None = None,
) -> None:
    """Train one mini-batch; the network's parameters and the optimiser's state change in place.

    Parameters
    ----------
    slots : Vector, shape (slots · p,)
        State arrays of the optimiser, one after the other.
    x : Matrix, shape (batch, n_in)
    y : Matrix, shape (batch, n_out)
    h : Record
        Hyper-parameters, see `engine.kernels.hyper_parameters`.
    t : int
        Number of this step of the optimiser, from 1.
    """
    w = network.parameters
    factor = w.dtype.type(1 if h.adaptive else -h.rate)
    regulariser = next(each for each in REGULARISERS if each.code == h.penalty)
    gradient = factor * network.backprop(x, y, COSTS[h.cost], masks)
    gradient += factor * w.dtype.type(h.decay) * penalty_gradient(network, regulariser)
    OPTIMISERS[h.rule].update(h, t, w, gradient, slots.reshape(-1, len(w)))


def train_with_numpy(settings: TrainingSettings, examples: Examples, y: Matrix, job: Job) -> None:
    """Train the mini-batches of a job; reference implementation of the plans.

    Parameters
    ----------
    y : Matrix, shape (examples, n_out)
    job : Job
        Parameters and slots are changed in place.
    """
    network, h = Network(settings.specification(), job.parameters), unpacked(job.records)
    for number in range(h.count):
        begin = (h.first + number) * h.batch
        rows = job.order[begin : begin + h.batch]
        told = (float(h.share), int(h.key), int(h.step) + number, len(rows))
        masks = dropout_masks(network, *told) if h.share else None
        t = int(h.updates) + number + 1
        train_batch(network, job.slots, examples.x[rows], y[rows], h, t, masks)
