"""Programs that the engine is compared with, with the weights of a network."""

import numpy as np
import pytest

from engine.data.examples import Examples
from engine.experiments.benchmarks.baselines import MiniBatchNumPy, OneByOne, PyTorch
from tests.support.samples.convolutions import shared


def problem(count=47, inputs=30):
    """Return random examples of ten classes; the last mini-batch of ten is not full."""
    generator = np.random.default_rng(4)
    x = generator.uniform(size=(count, inputs)).astype(np.float32)
    return Examples(x, generator.integers(0, 10, count).astype(np.uint8))


def program_like(make, network, examples):
    """Return a baseline with the weights of a network."""
    y = np.eye(10)[examples.labels]
    program = make(network.specification, examples.x, y, 10, 0.5)
    if make is MiniBatchNumPy:
        program._weights = [w.T.astype(np.float32) for w in network.weights]
        program._biases = [b.astype(np.float32) for b in network.biases]
    elif make is OneByOne:
        program._weights = [w.copy() for w in network.weights]
        program._biases = [b.reshape(-1, 1).copy() for b in network.biases]
    else:
        copy_to_torch(program, network)
    return program


def copy_to_torch(program, network):
    """Give a PyTorch program the weights of a network, in PyTorch's order."""
    torch = pytest.importorskip("torch")
    maps = [np.moveaxis(w, 3, 1) for w, _ in shared(network)]
    weights = [*maps, *in_torch_order(network)]
    biases = [*(b for _, b in shared(network)), *network.biases]
    theirs = iter(program._model.parameters())
    with torch.no_grad():
        for pair in zip(weights, biases, strict=True):
            for array in pair:
                next(theirs).copy_(torch.from_numpy(np.ascontiguousarray(array, np.float32)))


def in_torch_order(network):
    """Return dense weights whose features come map by map, and not place by place."""
    weights = list(network.weights)
    if not network.specification.is_dense:
        maps, rows, columns = network.specification.front[-1].out_shape
        places = weights[0].reshape(-1, rows, columns, maps)
        weights[0] = np.moveaxis(places, 3, 1).reshape(len(places), -1)
    return weights


def dense_weights(program):
    """Return what a program has learned, each of shape (n_out, n_in)."""
    if isinstance(program, PyTorch):
        tensors = [each.detach().numpy() for each in program._model.parameters()]
        return [each for each in tensors if each.ndim == 2]
    numpy = isinstance(program, MiniBatchNumPy)
    return [w.T if numpy else w for w in program._weights]
