"""Training speed of the engine, compared with baselines and the machine's peak."""

from __future__ import annotations

import importlib.util
import itertools
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import prod

import numpy as np

from engine import random_streams
from engine.arrays import Matrix, Vector
from engine.data.catalogue import DATA_SETS, load_data
from engine.data.examples import Examples, one_hot
from engine.execution.convolution_layout import stages_of
from engine.experiments.benchmarks.baselines import BASELINES, MakeProgram, Program
from engine.experiments.benchmarks.torch_convolution import TorchConvolution
from engine.networks.specification import NetworkSpecification, parse_layers
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

ROUNDS = 3
"""Interleaved runs of each program, of which the median is taken."""

LEAST_S = 0.1
"""Shortest measurement in seconds; shorter epochs are repeated."""

PIECE = 10_000
"""Examples per call of the engine, about what a window trains between two frames."""

ETA = 0.1
PEAK_SIDE = 2_000


@dataclass(frozen=True, slots=True)
class Work:
    """One benchmark: an epoch of one network.

    Attributes
    ----------
    layers : str
    batch : int
        Size of a mini-batch.
    rivals : tuple of str
        Keys of BASELINES to compare with.
    examples : int
        Examples in the epoch, at most those of the data.
    cost : str
        The baselines support only "quadratic", with convolutions only "log-likelihood".
    dropout : float
        Rate of dropout, with convolutions only.
    """

    layers: str
    batch: int = 10
    rivals: tuple[str, ...] = ()
    examples: int = 50_000
    cost: str = "quadratic"
    dropout: float = 0.0

    @property
    def name(self) -> str:
        """Description of the benchmark."""
        dropped = f", dropout {self.dropout:g}" if self.dropout else ""
        return f"{self.layers}, mini-batch {self.batch}{dropped}"


EVERY = ("numpy", "book", "pytorch")
CONVOLUTION = "28x28 conv20@5:sigmoid pool2 dense100:sigmoid softmax10"
CONVOLUTIONS = "28x28 conv20@5:sigmoid pool2 conv40@5:sigmoid pool2 dense100:sigmoid softmax10"
WIDE = "28x28 conv20@5:relu pool2 conv40@5:relu pool2 dense1000:relu dense1000:relu softmax10"

WORK: tuple[Work, ...] = (
    Work("784-30-10", rivals=EVERY),
    Work("784-100-10", rivals=EVERY),
    Work("784-300-10", rivals=("numpy",)),
    Work("784-100-100-10", rivals=("numpy",)),
    Work("784-100-100-100-10", rivals=("numpy",)),
    Work("784-100-10", batch=1, rivals=("numpy",)),
    Work("784-100-10", batch=100, rivals=("numpy",)),
    Work(CONVOLUTION, rivals=("pytorch",), examples=5_000, cost="log-likelihood"),
    Work(CONVOLUTIONS, rivals=("pytorch",), examples=5_000, cost="log-likelihood"),
    Work(WIDE, rivals=("pytorch",), examples=5_000, cost="log-likelihood", dropout=0.5),
    Work("2-4-2-1", batch=1),
)


class Ours:
    """The engine as a Program."""

    def __init__(self, work: Work, examples: Examples, outputs: int) -> None:
        values = {"layers": work.layers, "cost": work.cost, "eta": ETA, "batch": work.batch}
        values |= {"epochs": 100_000, "dropout": work.dropout}
        settings = TrainingSettings.from_values(values)
        self._trainer = Trainer(settings, examples, outputs)
        self._piece = max(1, PIECE // work.batch)

    def epoch(self, order: Vector) -> None:
        """Train one epoch; `order` is ignored, the engine draws its own."""
        before = self._trainer.place[0]
        while self._trainer.place[0] == before and not self._trainer.finished:
            self._trainer.train(self._piece)


def measure(table: tuple[Work, ...] = WORK) -> Iterator[dict[str, object]]:
    """Measure every entry of a table.

    Yields
    ------
    dict
        "work", "threads", "examples", "seconds" of an epoch by program (None if it is not
        installed or not compared), "ratios" to ours, "examples_per_second" of ours,
        "share_of_limit" (time that the necessary operations would take in a large float32
        matrix product, divided by ours), and "memory_mb", the peak memory of the process.
    """
    peak = peak_flops()
    for work in table:
        yield _measure(work, peak)


def _measure(work: Work, peak: float) -> dict[str, object]:
    network = parse_layers(work.layers, work.cost)
    examples = _toy(work) if network.inputs == 2 else _digits(work.examples)
    seconds = _seconds(_programs(work, network, examples), len(examples))
    ours, count = seconds["ours"], flops(network, float((examples.x != 0).mean()))
    return {
        "work": work.name,
        "threads": 1,
        "examples": len(examples),
        "seconds": {name: _rounded(seconds.get(name)) for name in ("ours", *BASELINES)},
        "ratios": {
            name: round(seconds[name] / ours, 2) if name in seconds else None for name in BASELINES
        },
        "examples_per_second": round(len(examples) / ours),
        "share_of_limit": round(count * len(examples) / peak / ours, 3),
        "memory_mb": peak_memory_mb(),
    }


def _seconds(programs: dict[str, Program], count: int) -> dict[str, float]:
    """Return the median time of an epoch of each program, in interleaved rounds."""
    times: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(ROUNDS + 1):
        order = random_streams.epoch_order(1, number, count)
        for name, program in programs.items():
            times[name].append(_epoch_seconds(program, order))
    # discard the first round, which compiles and fills caches
    return {name: statistics.median(each[1:]) for name, each in times.items()}


def _epoch_seconds(program: Program, order: Vector) -> float:
    begun, epochs, passed = time.perf_counter(), 0, 0.0
    while passed < LEAST_S:
        program.epoch(order)
        epochs, passed = epochs + 1, time.perf_counter() - begun
    return passed / epochs


def _programs(work: Work, network: NetworkSpecification, examples: Examples) -> dict[str, Program]:
    outputs = network.sizes[-1]
    y = one_hot(examples.labels, outputs, np.dtype(np.float64))
    programs: dict[str, Program] = {"ours": Ours(work, examples, outputs)}
    for name in work.rivals:
        if name != "pytorch" or importlib.util.find_spec("torch") is not None:
            convolution = partial(TorchConvolution, dropout=work.dropout)
            make: MakeProgram = BASELINES[name] if network.is_dense else convolution
            programs[name] = make(network, examples.x, y, work.batch, ETA)
    return programs


def _digits(count: int) -> Examples:
    mnist = next(source for source in DATA_SETS if source.name == "mnist")
    return load_data("mnist" if mnist.is_there(None) else "built-in").training.take(count)


def _toy(work: Work) -> Examples:
    generator = random_streams.generator(1, "noise")
    x: Matrix = generator.uniform(-1, 1, (work.examples, 2))
    return Examples(x, np.zeros(work.examples, np.uint8))


def flops(network: NetworkSpecification, nonzero_share: float = 1.0) -> float:
    """Return the floating-point operations for one example: forward, backward, update.

    The error of the input layer is not computed. Max pooling passes its error back to one
    position of each window.

    Parameters
    ----------
    nonzero_share : float
        Share of the inputs that are not 0; a first dense layer skips the others.
    """
    layers: list[tuple[float, float]] = []
    for stage in () if network.is_dense else stages_of(network):
        maps, pool = stage.convolution, stage.pooling
        window = pool.size**2 if pool is not None and pool.pooling == "max" else 1
        products = float(maps.fan_in * prod(maps.out_shape))
        layers.append((products, products / window))
    layers += [(float(a * b), float(a * b)) for a, b in itertools.pairwise(network.sizes)]
    if network.is_dense:
        layers[0] = (nonzero_share * layers[0][0], nonzero_share * layers[0][1])
    forward = sum(there for there, _ in layers)
    update = sum(back for _, back in layers)
    return 2.0 * (forward + update + update - layers[0][1])


def peak_flops() -> float:
    """Return the operations per second of a large float32 matrix product on one thread."""
    a = random_streams.generator(1, "noise").normal(size=(PEAK_SIDE, PEAK_SIDE)).astype(np.float32)
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        a @ a
        seconds.append(time.perf_counter() - begun)
    return 2.0 * PEAK_SIDE**3 / min(seconds)


def peak_memory_mb() -> int | None:
    """Return the peak memory of this process in MB, None if the system does not report it."""
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (2**20 if sys.platform == "darwin" else 2**10))


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)
