"""The declared settings of a training run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.data.digits.expansion_kinds import NONE, expansion_text, parse_expansion
from engine.data.digits.strokes import SIDE as EXPANDABLE
from engine.data.examples import DataSet
from engine.errors import ShapeError
from engine.functions.costs import COSTS
from engine.functions.initialisers import INITIALISERS
from engine.functions.optimisers import OPTIMISER, OPTIMISERS
from engine.functions.regularisers import REGULARISERS
from engine.functions.schedules import SCHEDULES
from engine.networks.specification import NetworkSpecification, parse_layers
from engine.settings import Setting, Value, Values, check_all


def _has(name: str) -> Callable[[Values], bool]:
    """Return the condition that the optimiser has a setting."""
    return lambda values: name in OPTIMISER[str(values["optimiser"])].settings


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "layers",
        "Layers",
        "784-30-10",
        "layers",
        restarts=True,
        help="Neurons of each layer, from the pixels to the ten answers. What was learned stays "
        "where it can; N begins anew.",
    ),
    Setting(
        "cost",
        "Cost",
        "cross-entropy",
        "choice",
        level=1,
        choices=tuple(cost.name for cost in COSTS),
        help="The cost, which learning lowers.",
    ),
    Setting(
        "eta",
        "Learning rate η",
        0.5,
        low=0,
        high=1000,
        above=True,
        scale="log",
        help="How far each step follows the gradient.",
    ),
    Setting(
        "batch",
        "Mini-batch",
        10,
        "int",
        low=1,
        high=10_000,
        scale="log",
        help="Examples whose gradients are averaged for one step.",
    ),
    Setting(
        "lambda",
        "Weight decay λ",
        0.0,
        low=0,
        high=1000,
        scale="log",
        help="How strongly large weights are penalised; divided by the training size.",
    ),
    Setting(
        "regulariser",
        "Regulariser",
        "l2",
        "choice",
        level=2,
        choices=tuple(regulariser.name for regulariser in REGULARISERS),
        help="Which penalty λ stands for; biases are never penalised.",
    ),
    Setting(
        "dropout",
        "Dropout",
        0.0,
        low=0,
        high=0.9,
        level=2,
        help="Share of hidden neurons that are switched off at random in each step.",
    ),
    Setting(
        "expand",
        "Expansion",
        NONE,
        "text",
        level=3,
        help="Distorted copies instead of the pictures, new ones in each epoch: shift, rotate, "
        "skew, scale, elastic, thicken, with or without a strength (shift,rotate=10), or none.",
    ),
    Setting(
        "initialiser",
        "Initialisation",
        "1/sqrt(n_in)",
        "choice",
        level=2,
        restarts=True,
        choices=tuple(initialiser.name for initialiser in INITIALISERS),
        help="How the first weights are drawn.",
    ),
    Setting(
        "train_size",
        "Training size",
        0,
        "int",
        low=0,
        high=10_000_000,
        level=2,
        help="How many training examples are used; 0 stands for all.",
    ),
    Setting(
        "seed",
        "Seed",
        1,
        "int",
        low=0,
        high=2**31 - 1,
        level=2,
        restarts=True,
        help="Every random number of the run follows from it.",
    ),
    Setting(
        "optimiser",
        "Optimiser",
        "momentum",
        "choice",
        level=3,
        choices=tuple(optimiser.name for optimiser in OPTIMISERS),
        help="The rule of each step; momentum and nesterov without μ are plain descent.",
    ),
    Setting(
        "momentum",
        "Momentum μ",
        0.0,
        low=0,
        high=0.999,
        level=3,
        applies=_has("momentum"),
        help="How much of the last step is kept in the next.",
    ),
    Setting(
        "rho",
        "Decay ρ",
        0.9,
        low=0,
        high=0.999,
        level=3,
        applies=_has("rho"),
        help="How much of the mean squared gradient is kept in each step.",
    ),
    Setting(
        "beta1",
        "Decay β₁",
        0.9,
        low=0,
        high=0.999,
        level=3,
        applies=_has("beta1"),
        help="How much of the mean gradient is kept in each step.",
    ),
    Setting(
        "beta2",
        "Decay β₂",
        0.999,
        low=0,
        high=0.99999,
        level=3,
        applies=_has("beta2"),
        help="How much of the mean squared gradient is kept in each step.",
    ),
    Setting(
        "epsilon",
        "Smallest divisor ε",
        1e-8,
        low=0,
        high=1,
        above=True,
        scale="log",
        level=3,
        applies=_has("epsilon"),
        help="Added to the root that divides each step, so that it stays finite.",
    ),
    Setting(
        "schedule",
        "Schedule of η",
        "constant",
        "choice",
        level=3,
        choices=tuple(schedule.name for schedule in SCHEDULES),
        help="How η changes from epoch to epoch.",
    ),
    Setting(
        "patience",
        "Patience n",
        10,
        "int",
        low=1,
        high=1000,
        level=3,
        help="Epochs n that schedules and early stopping count in.",
    ),
    Setting(
        "early_stopping",
        "Early stopping",
        False,
        "switch",
        level=3,
        help="Stop when validation accuracy has not improved in n epochs.",
    ),
    Setting(
        "epochs",
        "Epochs",
        30,
        "int",
        low=1,
        high=100_000,
        level=2,
        help="Passes over the training set until the run is finished.",
    ),
)


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """Checked values of SETTINGS; ``lambda`` is the field `lambda_`."""

    layers: str = "784-30-10"
    cost: str = "cross-entropy"
    eta: float = 0.5
    batch: int = 10
    lambda_: float = 0.0
    regulariser: str = "l2"
    dropout: float = 0.0
    expand: str = NONE
    initialiser: str = "1/sqrt(n_in)"
    train_size: int = 0
    seed: int = 1
    optimiser: str = "momentum"
    momentum: float = 0.0
    rho: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    schedule: str = "constant"
    patience: int = 10
    early_stopping: bool = False
    epochs: int = 30

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> TrainingSettings:
        """Return checked settings from values by name; missing ones take their default.

        Raises
        ------
        SettingError, ShapeError
            If a value is refused, or layers and cost do not fit.
        """
        checked = check_all(SETTINGS, values)
        checked["lambda_"] = checked.pop("lambda")
        checked["expand"] = expansion_text(parse_expansion(str(checked["expand"])))
        settings = cls(**checked)  # type: ignore[arg-type]
        specification = settings.specification()
        if settings.expands and specification.inputs != EXPANDABLE**2:
            raise ShapeError(
                "expected pictures of {side} by {side} pixels to expand, got a network of {inputs} "
                "inputs; set the expansion to none, or take such pictures",
                side=EXPANDABLE,
                inputs=specification.inputs,
            )
        return settings

    def values(self) -> dict[str, Value]:
        """Return the value of every setting by name."""
        values: dict[str, Value] = {name: getattr(self, name) for name in self.__slots__}
        values["lambda"] = values.pop("lambda_")
        return values

    def changed(self, name: str, value: object) -> TrainingSettings:
        """Return these settings with one value replaced, all checked."""
        return self.from_values({**self.values(), name: value})

    @property
    def expands(self) -> bool:
        """Whether training sees distorted copies instead of the pictures."""
        return self.expand != NONE

    def specification(self) -> NetworkSpecification:
        """Return the specification of the network, from `layers` and `cost`."""
        return parse_layers(self.layers, self.cost)


def check_fit(settings: TrainingSettings, features: int, classes: int) -> None:
    """Raise if a network does not fit the data.

    Raises
    ------
    ShapeError
        If inputs or outputs of the network differ from `features` or `classes`.
    """
    specification = settings.specification()
    if specification.inputs != features or specification.sizes[-1] != classes:
        raise ShapeError(
            "expected a network from {features} inputs to {classes} outputs for this data, got "
            "{layers}; change the first or the last layer",
            features=features,
            classes=classes,
            layers=specification,
        )


def expandable(data: DataSet) -> bool:
    """Return whether examples are pictures that can be expanded: of 28 × 28 pixels."""
    return (data.rows, data.columns) == (EXPANDABLE, EXPANDABLE)


def check_pictures(settings: TrainingSettings, data: DataSet) -> None:
    """Raise if settings expand pictures of another shape than 28 × 28.

    Raises
    ------
    ShapeError
    """
    if settings.expands and not expandable(data):
        raise ShapeError(
            "expected pictures of {side} by {side} pixels to expand, got {rows} by {columns} in "
            "{name}; set the expansion to none, or take such pictures",
            side=EXPANDABLE,
            rows=data.rows,
            columns=data.columns,
            name=data.name,
        )
