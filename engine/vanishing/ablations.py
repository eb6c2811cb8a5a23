"""Ablations of the vanishing gradient: one factor changed, and the layers' gradient ratio."""

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
"""Seeds over which the median is taken; the book shows a single network."""

EPOCHS = 30
"""Epochs of training for ablations whose factor only acts during training."""

BOOK = Shape(4, 30, "sigmoid", "1/sqrt(n_in)", "cross-entropy")
"""The deepest network of chapter 5."""


@dataclass(frozen=True, slots=True)
class Ablation:
    """One entry of ABLATIONS.

    Attributes
    ----------
    shape : mapping
        Changed fields of `initial_gradients.Shape`: measured before training.
    rule : mapping
        Changed fields of `deep_descent.Rule`: measured after EPOCHS of training, by the lengths
        of the updates instead of the gradients.
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


def ablated_shape(ablation: Ablation, shape: Shape) -> Shape:
    """Return the shape with the changes of an ablation."""
    return replace(shape, **ablation.shape)  # type: ignore[arg-type]


def ratio_of(speeds: Matrix) -> float:
    """Return the ratio of the learning speeds of last and first hidden layer.

    Parameters
    ----------
    speeds : Matrix, shape (seeds, hidden layers)

    Returns
    -------
    float
        Median over the seeds.
    """
    return float(np.median([times_faster(each) for each in speeds]))


def initial_ratios(x: Matrix, y: Matrix, shape: Shape = BOOK) -> dict[str, float]:
    """Return the ratio before training of a network, as "as it is", and of each ablation.

    Parameters
    ----------
    x, y : Matrix, shape (n, n_in) and (n, n_out), float32
    """
    depths = InitialGradients(x, y)
    found = {"as it is": ratio_of(depths.speeds(shape, SEEDS))}
    for ablation in ABLATIONS:
        if ablation.shape:
            found[ablation.name] = ratio_of(depths.speeds(ablated_shape(ablation, shape), SEEDS))
    return found


def specification_of(shape: Shape, inputs: int, outputs: int) -> NetworkSpecification:
    """Return the specification of a deep network with sigmoid outputs."""
    sizes = (inputs, *(shape.width,) * shape.depth, outputs)
    return NetworkSpecification.dense(sizes, (shape.activation,) * shape.depth + ("sigmoid",))


def begun(shape: Shape, x: Matrix, y: Matrix, seed: int) -> DeepDescent:
    """Return the descent of a newly initialised network, in float32."""
    specification = specification_of(shape, x.shape[1], y.shape[1])
    network = Network.initialised(specification, shape.initialiser, seed)
    numbers = network.parameters.astype(np.float32)
    return DeepDescent(Network(specification, numbers), x, y, shape.cost, seed)


class AblationRun:
    """Training of a network for EPOCHS by a rule, to measure the updates of its layers."""

    def __init__(self, descent: DeepDescent, rule: Rule) -> None:
        self._descent, self._rule = descent, rule

    def piece(self) -> bool:
        """Do a slice of work; return whether the run has ended."""
        descent = self._descent
        if not descent.piece():
            return False
        if descent.diverged is not None or descent.step >= EPOCHS:
            return True
        descent.begin(self._rule)
        return False

    @property
    def share(self) -> float:
        """Progress, 0..1."""
        return self._descent.step / EPOCHS

    @property
    def steps(self) -> tuple[float, ...]:
        """Norm of the last bias update of each hidden layer; NaN if it diverged."""
        lengths = self._descent.step_lengths
        return lengths if self._descent.diverged is None else (float("nan"),) * len(lengths)
