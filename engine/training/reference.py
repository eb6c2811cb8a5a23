"""Training in plain NumPy: reference for tests, fallback without Numba."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.examples import Examples
from engine.functions.costs import COST, Cost
from engine.functions.optimisers import choose_optimiser
from engine.functions.regularisers import REGULARISER, Regulariser
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
    velocity: Vector,
    x: Matrix,
    y: Matrix,
    *,
    rate: float,
    cost: Cost,
    regulariser: Regulariser,
    decay: float,
    optimiser: str,
    momentum: float,
    masks: list[Matrix] | None = None,
) -> None:
    """Train one mini-batch; the network's parameters and the velocity change in place.

    Parameters
    ----------
    velocity : Vector
        Length 0 for plain descent, else that of the parameters, or twice that (Nesterov).
    x : Matrix, shape (batch, n_in)
    y : Matrix, shape (batch, n_out)
    rate, decay : float
        η and λ/n.
    """
    w = network.parameters
    kind = w.dtype.type
    step = -kind(rate) * network.backprop(x, y, cost, masks)
    step -= kind(rate * decay) * penalty_gradient(network, regulariser)
    if optimiser == "sgd":
        w += step
        return
    v = velocity[: len(w)]
    v *= kind(momentum)
    v += step
    w += v if optimiser == "momentum" else kind(momentum) * v + step


def train_with_numpy(settings: TrainingSettings, examples: Examples, y: Matrix, job: Job) -> None:
    """Train the mini-batches of a job; reference implementation of the plans.

    Parameters
    ----------
    y : Matrix, shape (examples, n_out)
    job : Job
        Parameters and velocity are changed in place.
    """
    network = Network(settings.specification(), job.parameters)
    for number in range(job.first, job.first + job.count):
        rows = job.order[number * job.batch : (number + 1) * job.batch]
        step = job.step + number - job.first
        masks = (
            dropout_masks(network, settings.dropout, int(job.key), step, len(rows))
            if settings.dropout
            else None
        )
        train_batch(
            network,
            job.velocity,
            examples.x[rows],
            y[rows],
            rate=job.rate,
            cost=COST[settings.cost],
            regulariser=REGULARISER[settings.regulariser],
            decay=job.decay,
            optimiser=choose_optimiser(settings.optimiser, settings.momentum).name,
            momentum=settings.momentum,
            masks=masks,
        )
