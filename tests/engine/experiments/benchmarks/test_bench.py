"""What the engine is compared with trains the same network, and what is reported is complete."""

import json

import numpy as np
import pytest

from engine.data.examples import Examples
from engine.experiments.benchmarks import bench
from engine.experiments.benchmarks.baselines import BASELINES, MiniBatchNumPy, OneByOne, PyTorch
from engine.experiments.benchmarks.bench import (
    CONVOLUTION,
    CONVOLUTIONS,
    WORK,
    Work,
    flops,
    measure,
    peak_memory_mb,
)
from engine.experiments.benchmarks.torch_convolution import TorchConvolution
from engine.functions.costs import COST
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

LAYERS = "30-12-8-10"
PICTURES = (
    "9x9 conv3@4 pool2 dense7 softmax10",
    "9x9 conv3@3:relu pool2 conv4@2:tanh dense6:relu softmax10",
    "9x9 conv3@4:tanh avgpool2 softmax10",
)


def problem(count=47, inputs=30):
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
    maps = [np.moveaxis(w, 3, 1) for w in network.map_weights]
    weights = [*maps, *in_torch_order(network)]
    biases = [*network.map_biases, *network.biases]
    theirs = iter(program._model.parameters())
    with torch.no_grad():
        for pair in zip(weights, biases, strict=True):
            for array in pair:
                next(theirs).copy_(torch.from_numpy(np.ascontiguousarray(array, np.float32)))


def in_torch_order(network):
    """Return dense weights whose features come map by map, and not place by place."""
    weights = list(network.weights)
    if network.map_weights:
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


@pytest.mark.parametrize("make", [MiniBatchNumPy, OneByOne, PyTorch])
def test_a_baseline_learns_what_the_engine_learns(make):
    if make is PyTorch:
        pytest.importorskip("torch")
    examples = problem()
    settings = TrainingSettings.from_values(
        {"layers": LAYERS, "cost": "quadratic", "eta": 0.5, "batch": 10}
    )
    trainer = Trainer(settings, examples)
    program = program_like(make, trainer.network, examples)
    order = trainer.epoch_rows(0)
    program.epoch(order)
    while trainer.place[0] == 0:
        trainer.train(10)
    for ours, theirs in zip(trainer.network.weights, dense_weights(program), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("layers", PICTURES)
def test_convolution_in_pytorch_learns_what_the_formulas_say(layers):
    pytest.importorskip("torch")
    specification, examples = parse_layers(layers, "log-likelihood"), problem(inputs=81)
    network = Network.initialised(specification, "1/sqrt(n_in)", 1)
    program = program_like(TorchConvolution, network, examples)
    order, y = np.random.default_rng(5).permutation(47), np.eye(10)[examples.labels]
    program.epoch(order)
    for first in range(0, 47, 10):
        rows = order[first : first + 10]
        gradient = network.backprop(examples.x[rows], y[rows], COST["log-likelihood"])
        network.parameters -= 0.5 * gradient
    found = dense_weights(program)
    for ours, theirs in zip(in_torch_order(network), found, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)
    # its logarithm of softmax is taken by the loss
    inputs = program._inputs(specification, examples.x)
    outputs = program._model(inputs).softmax(1).detach().numpy()
    np.testing.assert_allclose(network.feedforward(examples.x), outputs, rtol=1e-3, atol=1e-5)


def test_the_report_names_every_program_and_has_no_gaps(monkeypatch):
    monkeypatch.setattr(bench, "PEAK_SIDE", 100)
    monkeypatch.setattr(bench, "LEAST_S", 1e-9)
    monkeypatch.setattr(bench, "_digits", lambda count: problem(count))
    table = (
        Work("30-12-10", rivals=("numpy", "book"), examples=60),
        Work("2-4-2-1", batch=1, examples=200),
    )
    digits, toy = json.loads(json.dumps(list(measure(table))))
    assert set(digits["seconds"]) == {"ours", *BASELINES}
    assert digits["seconds"]["ours"] > 0
    assert digits["ratios"]["numpy"] > 0
    assert digits["ratios"]["pytorch"] is None
    assert toy["examples"] == 200
    assert set(toy["ratios"].values()) == {None}
    assert digits["threads"] == 1
    assert digits["share_of_limit"] > 0


def test_short_epochs_are_repeated_and_the_mean_is_reported(monkeypatch):
    class Counted:
        epochs = 0

        def epoch(self, order):
            self.epochs += 1

    program, clock = Counted(), iter(range(100))
    monkeypatch.setattr(bench, "LEAST_S", 4)
    monkeypatch.setattr(bench.time, "perf_counter", lambda: next(clock))
    assert bench._epoch_seconds(program, np.arange(3)) == 1
    assert program.epochs == 4


def test_the_table_shows_width_depth_and_mini_batch():
    layers = {work.layers for work in WORK}
    assert {"784-30-10", "784-100-10", "784-300-10", "784-100-100-100-10"} <= layers
    assert {work.batch for work in WORK if work.layers == "784-100-10"} == {1, 10, 100}
    assert {CONVOLUTION, CONVOLUTIONS} <= layers


def test_operations_are_counted_forward_back_and_in_the_update():
    assert flops(parse_layers("3-2")) == 2 * (6 + 6)
    assert flops(parse_layers("784-30-10")) == 2 * (2 * (784 * 30 + 300) + 300)
    assert flops(parse_layers("784-30-10"), 0.2) == 2 * (2 * (784 * 6 + 300) + 300)


def test_errors_of_a_maximum_are_counted_once_for_each_window():
    first, second, dense = 20 * 25 * 24**2, 40 * 20 * 25 * 8**2, 640 * 100 + 1000
    one, two = (parse_layers(layers, "log-likelihood") for layers in (CONVOLUTION, CONVOLUTIONS))
    wanted = first * 1.25 + 3 * (2880 * 100 + 1000)
    assert flops(one) == 2 * wanted
    assert flops(two) == 2 * (first * 1.25 + second * 1.5 + 3 * dense)


def test_peak_memory_is_that_of_a_python_process():
    most = peak_memory_mb()
    assert most is None or 20 < most < 100_000
