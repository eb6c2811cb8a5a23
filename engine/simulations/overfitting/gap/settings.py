"""Settings of the run of the gap, and the training settings that they stand for."""

from __future__ import annotations

from collections.abc import Mapping

from engine.data.digits.expansion_kinds import NONE
from engine.functions.initialisers import INITIALISERS
from engine.settings import Setting, Value
from engine.training.settings import TrainingSettings

STARTS = tuple(entry.name for entry in INITIALISERS if not entry.constant)
PENALTIES = ("l2", "l1")
EXPANSIONS = (NONE, "shift", "shift,rotate", "elastic", "shift,rotate,elastic")

LOOKS: frozenset[str] = frozenset()

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "lambda", "Weight decay λ", 0.0, low=0, high=1000, scale="log",
        help="How strongly large weights are penalised; divided by the training size.",
    ),
    Setting(
        "regulariser", "Penalty", "l2", "choice", choices=PENALTIES,
        help="L2 shrinks every weight by the same share, L1 by the same amount.",
    ),
    Setting(
        "train_size", "Pictures", 1_000, "int", low=10, high=50_000, scale="log",
        ends=(100, 50_000), help="How many training pictures the network sees.",
    ),
    Setting(
        "dropout", "Dropout", 0.0, low=0, high=0.9, ends=(0, 0.9), step=0.1,
        help="Share of hidden neurons that are switched off at random in each step.",
    ),
    Setting(
        "epochs", "Epochs", 400, "int", low=1, high=1_000, scale="log", ends=(5, 1_000),
        help="Passes over the training set.",
    ),
    Setting(
        "expand", "Expansion", NONE, "choice", choices=EXPANSIONS, level=2,
        help="Distorted copies instead of the pictures, new ones in each epoch.",
    ),
    Setting(
        "initialiser", "Weights from", "normal", "choice", choices=STARTS, level=2,
        help="How the first weights are drawn.",
    ),
    Setting(
        "hidden", "Hidden neurons", 30, "int", low=1, high=300, scale="log", ends=(3, 300),
        level=2, help="More neurons can learn more pictures by heart.",
    ),
    Setting(
        "eta", "Rate η", 0.5, low=0, high=100, above=True, scale="log", ends=(0.01, 10), level=2,
        help="How far each step follows the gradient.",
    ),
    Setting(
        "batch", "Mini-batch", 10, "int", low=1, high=1_000, scale="log", ends=(1, 1_000), level=2,
        help="Pictures whose gradients are averaged for one step.",
    ),
    Setting(
        "patience", "Patience n", 20, "int", low=1, high=400, scale="log", ends=(1, 200), level=2,
        help="Early stopping ends a run when validation accuracy has not improved in n epochs.",
    ),
)  # fmt: skip

TRAINED = (
    "lambda", "regulariser", "train_size", "dropout", "expand", "epochs", "initialiser", "eta",
    "batch", "seed",
)  # fmt: skip
"""Settings that are settings of training as they are."""


def training_settings(
    values: Mapping[str, Value], available: int | None = None
) -> TrainingSettings:
    """Return the training settings of the run that the page's settings ask for.

    Parameters
    ----------
    available : int, optional
        Training pictures that there are.
    """
    chosen: dict[str, Value] = {name: values[name] for name in TRAINED}
    if available is not None:
        chosen["train_size"] = min(int(values["train_size"]), available)
    return TrainingSettings.from_values({**chosen, "layers": f"784-{values['hidden']}-10"})
