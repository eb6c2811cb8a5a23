"""Why do gradients vanish?  Suspects, each exchanged alone, and what becomes of the ratio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Matrix
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.vanishing.deep_descent import DeepDescent, Rule
from engine.vanishing.initial_gradients import InitialGradients, Shape
from engine.vanishing.learning_speeds import times_faster

SEEDS = range(1, 21)
"""Networks whose median is told; the book shows one."""

EPOCHS = 30
"""So long a twin learns where a suspect is only at work while it learns."""

BOOK = Shape(4, 30, "sigmoid", "1/sqrt(n_in)", "cross-entropy")
"""The deepest network of chapter 5."""


@dataclass(frozen=True, slots=True)
class Ablation:
    """One entry of SUSPECTS.

    Attributes
    ----------
    shape : mapping
        Fields of `initial_gradients.Shape` that are exchanged: measured before training.
    rule : mapping
        Fields of `deep_descent.Rule`: measured after EPOCHS of descent, by the length of the
        steps instead of the gradients.
    """

    name: str
    shape: Mapping[str, str | int]
    rule: Mapping[str, float]


ABLATIONS: tuple[Ablation, ...] = (
    Ablation("quadratic", {"cost": "quadratic"}, {}),
    Ablation("normal", {"initialiser": "normal"}, {}),
    Ablation("momentum", {}, {"momentum": 0.9}),
    Ablation("rate", {}, {"eta": 1.0}),
    Ablation("tanh", {"activation": "tanh"}, {}),
    Ablation("relu", {"activation": "relu"}, {}),
    Ablation("relu-he", {"activation": "relu", "initialiser": "he"}, {}),
    Ablation("explosion", {"activation": "relu", "initialiser": "normal"}, {}),
    Ablation("depth", {"depth": 2}, {}),
)
ABLATION = {ablation.name: ablation for ablation in ABLATIONS}


def accused(ablation: Ablation, shape: Shape) -> Shape:
    """Return a network with what the suspect exchanges."""
    return replace(shape, **ablation.shape)  # type: ignore[arg-type]


def ratio_of(speeds: Matrix) -> float:
    """Return how many times faster the last hidden layer learns than the first one.

    Parameters
    ----------
    speeds : Matrix, shape (seeds, hidden layers)

    Returns
    -------
    float
        The median over the seeds.
    """
    return float(np.median([times_faster(each) for each in speeds]))


def initial_ratios(x: Matrix, y: Matrix, shape: Shape = BOOK) -> dict[str, float]:
    """Return the ratio before training for a network, as "as it is", and for each suspect.

    Parameters
    ----------
    x, y : Matrix, shape (n, n_in) and (n, n_out), float32
    """
    depths = InitialGradients(x, y)
    found = {"as it is": ratio_of(depths.speeds(shape, SEEDS))}
    for ablation in ABLATIONS:
        if ablation.shape:
            found[ablation.name] = ratio_of(depths.speeds(accused(ablation, shape), SEEDS))
    return found


def specification_of(shape: Shape, inputs: int, outputs: int) -> NetworkSpecification:
    """Return the layers of a deep network, with sigmoids at the end."""
    sizes = (inputs, *(shape.width,) * shape.depth, outputs)
    return NetworkSpecification(sizes, (shape.activation,) * shape.depth + ("sigmoid",))


def begun(shape: Shape, x: Matrix, y: Matrix, seed: int) -> DeepDescent:
    """Return the descent of a network that has learned nothing yet."""
    specification = specification_of(shape, x.shape[1], y.shape[1])
    network = Network.initialised(specification, shape.initialiser, seed)
    numbers = network.parameters.astype(np.float32)
    return DeepDescent(Network(specification, numbers), x, y, shape.cost, seed)


class AblationRun:
    """Lets a network learn for EPOCHS by a rule, and measures the steps of its layers."""

    def __init__(self, descent: DeepDescent, rule: Rule) -> None:
        self._descent, self._rule = descent, rule

    def piece(self) -> bool:
        """Do a piece of work; return whether it has learned as long as it should."""
        descent = self._descent
        if not descent.piece():
            return False
        if descent.diverged is not None or descent.step >= EPOCHS:
            return True
        descent.begin(self._rule)
        return False

    @property
    def share(self) -> float:
        """How much is done, 0..1."""
        return self._descent.step / EPOCHS

    @property
    def steps(self) -> tuple[float, ...]:
        """Lengths of the last step of each hidden layer's biases; NaN where it diverged."""
        lengths = self._descent.step_lengths
        return lengths if self._descent.diverged is None else (float("nan"),) * len(lengths)
