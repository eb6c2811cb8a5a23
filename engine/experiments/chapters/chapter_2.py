"""The experiments of chapter 2: vector operations, and the cost of backpropagation.

Nielsen (2015), ch. 2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from engine import random_streams
from engine.arrays import Vector
from engine.data.examples import Examples
from engine.execution.tracing import outputs_of
from engine.experiments.courses import train_unmeasured
from engine.experiments.experiment import Band, BookFigure, Exact, Experiment, Ours, Request
from engine.functions.costs import COST
from engine.networks.network import Network
from engine.settings import Value
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

BATCHES = 200
"""Mini-batches with which each method is timed, for 2.C."""

MILLION = 1_000_000
NUDGE = 1e-6
"""ε of the finite differences."""

RIGHT = 0.96
"""Share of right answers in the book's remark on the word error, for 2.F."""

TINY = "3-4-2"
"""A network small enough to compute all finite differences, for 2.D."""


def _square(settings: Mapping[str, Value], request: Request) -> Ours:
    """Apply a function to every component of a vector."""
    squares = np.array([2.0, 3.0]) ** 2
    return Ours(float(squares[1]), "second component of f([2, 3])", {"vector": squares.tolist()})


def _hadamard(settings: Mapping[str, Value], request: Request) -> Ours:
    """Multiply two vectors component by component.  Eq. (28)."""
    product = np.array([1.0, 2.0]) * np.array([3.0, 4.0])
    return Ours(float(product[1]), "second component of the product", {"vector": product.tolist()})


def _matrices(settings: Mapping[str, Value], request: Request) -> Ours:
    """Time the gradient of mini-batches as matrices, and one example at a time."""
    chosen = TrainingSettings.from_values(settings)
    network = Network.initialised(chosen.specification(), chosen.initialiser, chosen.seed)
    generator = random_streams.generator(chosen.seed, "noise")
    x = generator.random((chosen.batch, network.specification.inputs)).astype(np.float32)
    y = np.eye(network.specification.sizes[-1], dtype=np.float32)[
        generator.integers(0, 10, chosen.batch)
    ]
    cost = COST[chosen.cost]

    def together() -> Vector:
        return network.backprop(x, y, cost)

    def one_by_one() -> Vector:
        total = np.zeros_like(network.parameters)
        for row in range(len(x)):
            total += network.backprop(x[row : row + 1], y[row : row + 1], cost)
        return total / len(x)

    apart = float(np.abs(together() - one_by_one()).max())
    slow, fast = (_seconds(work, request) for work in (one_by_one, together))
    details = {"loop_s": slow, "matrices_s": fast, "largest_difference": apart}
    return Ours(slow / fast, "time of the loop by that of matrices, plain NumPy", details)


def _seconds(work: Callable[[], Vector], request: Request) -> float:
    """Return the time of BATCHES mini-batches in seconds."""
    begun = request.clock()
    for _ in range(BATCHES):
        work()
    return request.clock() - begun


def _passes(settings: Mapping[str, Value], request: Request) -> Ours:
    """Count the passes of finite differences on a tiny network and extrapolate to large ones."""
    chosen = TrainingSettings.from_values({**settings, "layers": TINY})
    network = Network.initialised(chosen.specification(), chosen.initialiser, chosen.seed)
    generator = random_streams.generator(chosen.seed, "noise")
    x, y = generator.random((1, network.specification.inputs)), np.array([[0.0, 1.0]])
    cost = COST[chosen.cost]
    estimate, passes = finite_differences(
        network.parameters,
        lambda parameters: float(
            cost.value(Network(network.specification, parameters).feedforward(x), y)[0]
        ),
    )
    weights = TrainingSettings.from_values(settings).specification().parameter_count
    return Ours(
        float(MILLION + passes - len(network.parameters)),
        "forward passes for a million weights, against 2 of backpropagation",
        {
            "counted": {"parameters": len(network.parameters), "passes": passes},
            "largest_difference": float(np.abs(estimate - network.backprop(x, y, cost)).max()),
            str(settings["layers"]): weights + passes - len(network.parameters),
        },
    )


def finite_differences(
    parameters: Vector, cost_of: Callable[[Vector], float]
) -> tuple[Vector, int]:
    """Return ∂C/∂w of every parameter by finite differences, and the number of forward passes.

    Nielsen (2015), ch. 2, eq. (46).
    """
    here, passes = cost_of(parameters), 1
    slopes = np.empty(len(parameters))
    for place in range(len(parameters)):
        nudged = parameters.copy()
        nudged[place] += NUDGE
        slopes[place] = (cost_of(nudged) - here) / NUDGE
        passes += 1
    return slopes, passes


def _symmetry(settings: Mapping[str, Value], request: Request) -> Ours:
    """Train the small network of 1986 that recognises mirror symmetry in six bits."""
    own = TrainingSettings.from_values(settings)
    patterns = symmetry_patterns()
    trainer = Trainer(own, patterns, 1)
    network = train_unmeasured(trainer, partial(request.progress, "sweeps"))
    outputs = outputs_of(network, patterns.x)[:, 0]
    right = int(((outputs > 0.5) == patterns.labels).sum())
    first = network.weights[0]
    details = {"patterns": len(patterns), "weights": first.T.tolist()}
    return Ours(float(right), "patterns of 64 answered rightly after training", details)


def symmetry_patterns() -> Examples:
    """Return all patterns of six bits; label 1 where the last three mirror the first three."""
    x = (np.arange(64)[:, None] >> np.arange(6) & 1).astype(np.float64)
    symmetric = (x[:, :3] == x[:, :2:-1]).all(axis=1)
    return Examples(x, symmetric.astype(np.uint8))


def _meanings(settings: Mapping[str, Value], request: Request) -> Ours:
    """Set the share of wrong answers beside the error δ of outputs that are answered rightly."""
    a, y = np.array([0.4, 0.6]), np.array([0.0, 1.0])
    details = {
        "right_answer": bool(a.argmax() == y.argmax()),
        "delta": (a - y).tolist(),
    }
    return Ours(1 - RIGHT, "classification error, 1 − accuracy; δ of a right answer", details)


BOOK: Mapping[str, Value] = {"layers": "784-30-10", "cost": "quadratic", "initialiser": "normal"}

SYMMETRY: Mapping[str, Value] = {
    "layers": "6-2-1",
    "cost": "quadratic",
    "batch": 64,
    "eta": 6.4,
    "momentum": 0.9,
    "epochs": 1_500,
    "seed": 1,
}
"""η 0.1 on the sum over 64 patterns and momentum 0.9, as in the paper of 1986."""

EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        "2.A",
        "a function of a vector",
        {},
        BookFigure(9.0, "second component", "", {"0": 4.0, "1": 9.0}),
        Exact(),
        _square,
        {0: 9.0},
    ),
    Experiment(
        "2.B",
        "the Hadamard product",
        {},
        BookFigure(8.0, "second component", "", {"0": 3.0, "1": 8.0}),
        Exact(),
        _hadamard,
        {0: 8.0},
    ),
    Experiment(
        "2.C",
        "mini-batches as matrices",
        {**BOOK, "batch": 10, "seed": 1},
        BookFigure(2.0, "about twice as fast, on the author's laptop", ""),
        # call overhead dominates here: ten small calls cost nearly ten times one large call
        Band(1.5, 30.0),
        _matrices,
        {1: 10.0485},
    ),
    Experiment(
        "2.D",
        "finite differences instead of backpropagation",
        {**BOOK, "seed": 1},
        BookFigure(1_000_001.0, "forward passes for a million weights", ""),
        Exact(),
        _passes,
        {1: 1_000_001.0},
    ),
    Experiment(
        "2.E",
        "a network of 1986: mirror symmetry",
        SYMMETRY,
        BookFigure(None, "history: the 1970s, and Rumelhart, Hinton and Williams in 1986", ""),
        None,
        _symmetry,
        {1: 64.0, 2: 64.0, 3: 56.0, 4: 56.0, 5: 56.0},
    ),
    Experiment(
        "2.F",
        "two meanings of error",
        {},
        BookFigure(0.04, "classification error of 96.0 % right answers", ""),
        Exact(),
        _meanings,
        {0: 0.04},
    ),
)
