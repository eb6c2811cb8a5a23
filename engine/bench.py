"""Measure how fast networks train here, beside other programs and the machine's own limit."""

from __future__ import annotations

import importlib.util
import itertools
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine import streams
from engine.arrays import Matrix, Vector
from engine.data.catalogue import DATA_SETS, load_data
from engine.data.examples import Examples
from engine.experiments.baselines import BASELINES, Program
from engine.settings import TrainingSettings
from engine.training import Trainer, one_hot

ROUNDS = 3
"""Interleaved runs of each program; their median counts."""

ETA = 0.5
PEAK_SIDE = 2_000


@dataclass(frozen=True, slots=True)
class Work:
    """One epoch of one network.

    Attributes
    ----------
    layers : str
    batch : int
        Examples of a mini-batch.
    rivals : tuple of str
        Keys of BASELINES.
    examples : int
        Of the epoch, where the data have so many.
    """

    layers: str
    batch: int = 10
    rivals: tuple[str, ...] = ()
    examples: int = 50_000

    @property
    def name(self) -> str:
        """What is measured, in words."""
        return f"{self.layers}, mini-batch {self.batch}"


WORK: tuple[Work, ...] = (
    Work("784-30-10", rivals=("numpy", "book", "pytorch")),
    Work("784-100-10", rivals=("numpy", "book", "pytorch")),
    Work("784-300-10", rivals=("numpy",)),
    Work("784-100-100-10", rivals=("numpy",)),
    Work("784-100-100-100-10", rivals=("numpy",)),
    Work("784-100-10", batch=1, rivals=("numpy",)),
    Work("784-100-10", batch=100, rivals=("numpy",)),
    Work("2-4-2-1", batch=1, examples=300_000),
)


class Ours:
    """The engine as a program of its own."""

    def __init__(self, work: Work, examples: Examples, outputs: int) -> None:
        settings = TrainingSettings.from_values(
            {"layers": work.layers, "cost": "quadratic", "eta": ETA, "batch": work.batch}
        )
        self._trainer = Trainer(settings, examples, outputs)

    def epoch(self, order: Vector) -> None:
        """Train one epoch; the engine draws its own order."""
        before = self._trainer.place[0]
        while self._trainer.place[0] == before and not self._trainer.finished:
            self._trainer.train(1_000)


def measure(table: tuple[Work, ...] = WORK) -> Iterator[dict[str, object]]:
    """Measure every entry of a table.

    Yields
    ------
    dict
        "work", "threads", "examples", "seconds" of an epoch by program (None where it is not
        installed or not compared), "ratios" to ours, "share_of_limit": the time that the same
        multiplications would take in a large float32 matrix product, divided by ours, and
        "memory_mb", the most that the process has taken so far.
    """
    peak = peak_flops()
    for work in table:
        yield _measure(work, peak)


def _measure(work: Work, peak: float) -> dict[str, object]:
    sizes = TrainingSettings.from_values({"layers": work.layers}).specification().sizes
    examples = _toy(work) if sizes[0] == 2 else _digits(work.examples)
    programs = _programs(work, sizes, examples)
    times: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(ROUNDS + 1):
        order = streams.epoch_order(1, number, len(examples))
        for name, program in programs.items():
            begun = time.perf_counter()
            program.epoch(order)
            # the first round compiles and fills caches
            if number:
                times[name].append(time.perf_counter() - begun)
    seconds = {name: statistics.median(each) for name, each in times.items()}
    every = ("ours", *BASELINES)
    ours = seconds["ours"]
    return {
        "work": work.name,
        "threads": 1,
        "examples": len(examples),
        "seconds": {name: _rounded(seconds.get(name)) for name in every},
        "ratios": {
            name: round(seconds[name] / ours, 2) if name in seconds else None for name in BASELINES
        },
        "examples_per_second": round(len(examples) / ours),
        "share_of_limit": round(flops(sizes) * len(examples) / peak / ours, 3),
        "memory_mb": peak_memory_mb(),
    }


def _programs(work: Work, sizes: tuple[int, ...], examples: Examples) -> dict[str, Program]:
    y = one_hot(examples.labels, sizes[-1], np.dtype(np.float64))
    programs: dict[str, Program] = {"ours": Ours(work, examples, sizes[-1])}
    for name in work.rivals:
        if name != "pytorch" or importlib.util.find_spec("torch") is not None:
            programs[name] = BASELINES[name](sizes, examples.x, y, work.batch, ETA)
    return programs


def _digits(count: int) -> Examples:
    mnist = next(source for source in DATA_SETS if source.name == "mnist")
    return load_data("mnist" if mnist.is_there(None) else "built-in").training.take(count)


def _toy(work: Work) -> Examples:
    generator = streams.generator(1, "noise")
    x: Matrix = generator.uniform(-1, 1, (work.examples, 2))
    return Examples(x, np.zeros(work.examples, np.uint8))


def flops(sizes: tuple[int, ...]) -> float:
    """Return the multiplications and additions of one example: forward, back, update.

    The error of the input layer is needed by nobody.
    """
    weights = [a * b for a, b in itertools.pairwise(sizes)]
    return 2.0 * (2 * sum(weights) + sum(weights[1:]))


def peak_flops() -> float:
    """Return the operations a second of a large float32 matrix product on one thread."""
    a = streams.generator(1, "noise").normal(size=(PEAK_SIDE, PEAK_SIDE)).astype(np.float32)
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        a @ a
        seconds.append(time.perf_counter() - begun)
    return 2.0 * PEAK_SIDE**3 / min(seconds)


def peak_memory_mb() -> int | None:
    """Return the most memory that this process has taken, None where it cannot be asked."""
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (2**20 if sys.platform == "darwin" else 2**10))


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)
