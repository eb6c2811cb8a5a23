"""SETTINGS of the page Search, and the tables behind their choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.search.plan import TRIALS
from engine.search.workers.places import WORKERS
from engine.settings import Setting, Value, Values
from engine.training.settings import SETTINGS as TRAINING_SETTINGS

MAP, HUNT, LADDER = STATIONS = ("map", "hunt", "ladder")
"""A map of two settings, the book's hunt, and its procedure for η."""

NONE = "none"
"""Value of a text, or of an axis, that is left out."""

SEARCHED = tuple(setting.name for setting in TRAINING_SETTINGS)
"""Settings that can be searched: all that are declared for training."""

TRAINING = {setting.name: setting for setting in TRAINING_SETTINGS}

RANGES: Mapping[str, str] = {
    "layers": "784-10,784-30-10,784-100-10",
    "eta": "log:0.01:100",
    "batch": "1,2,5,10,20,50,100,200",
    "lambda": "log:0.01:10",
    "dropout": "linear:0:0.9",
    "train_size": "100,200,500,1000,2000,5000",
    "seed": "linear:1:20",
    "momentum": "linear:0:0.95",
    "rho": "linear:0.5:0.99",
    "beta1": "linear:0:0.99",
    "beta2": "linear:0.9:0.999",
    "epsilon": "log:1e-8:0.1",
    "patience": "1,2,5,10,20",
    "early_stopping": "off,on",
    "epochs": "1,2,5,10,20,50",
    "expand": "none,shift,rotate,elastic",
}
"""Values with which a setting begins to be searched; choices are searched as a whole."""


def usual_range(name: str) -> str:
    """Return the values with which a setting begins to be searched.

    Examples
    --------
    >>> usual_range("eta"), usual_range("early_stopping")
    ('log:0.01:100', 'off,on')
    """
    return RANGES.get(name) or ",".join(TRAINING[name].choices)


@dataclass(frozen=True, slots=True)
class Preset:
    """A network with its data, from which a search begins.

    Attributes
    ----------
    values : mapping
        Settings of the page that it sets.
    """

    name: str
    values: Mapping[str, Value]


PRESETS = (
    Preset("circles", {"layers": "2-4-1", "data": "circles", "epochs": 20, "train_size": 0}),
    Preset("moons", {"layers": "2-6:tanh-1", "data": "moons", "epochs": 20, "train_size": 0}),
    Preset(
        "spirals", {"layers": "2-16:tanh-16:tanh-1", "data": "spirals", "epochs": 50,
                    "train_size": 0}
    ),
    Preset(
        "digits", {"layers": "784-10", "data": "built-in", "epochs": 5, "train_size": 1000}
    ),
    Preset("mnist", {"layers": "784-30-10", "data": "mnist", "epochs": 5, "train_size": 1000}),
)  # fmt: skip
PRESET = {preset.name: preset for preset in PRESETS}
OWN = "own"
"""Network that is none of the presets."""


def _at(station: str) -> Callable[[Values], bool]:
    return lambda values: values["station"] == station


def _drawn(values: Values) -> bool:
    return values["strategy"] != "grid"


def _gridded(values: Values) -> bool:
    return values["strategy"] == "grid"


def _has_second(values: Values) -> bool:
    return values["up"] != NONE


MAP_SETTINGS: tuple[Setting, ...] = (
    Setting(
        "network", "Network", "circles", "choice", choices=(*PRESET, OWN),
        help="What is trained, many times: points of the plane take seconds, digits minutes.",
    ),
    Setting(
        "across", "Across", "eta", "choice", choices=SEARCHED,
        help="The setting that changes from left to right.",
    ),
    Setting(
        "up", "Upwards", "lambda", "choice", choices=(*SEARCHED, NONE),
        help="The setting that changes from bottom to top.",
    ),
    Setting(
        "strategy", "Strategy", "grid", "choice", choices=("grid", "random", "optuna"),
        help="Every cell, random values, or values where Optuna expects the best.",
    ),
    Setting(
        "count", "Values an axis", 20, "int", low=2, high=60, ends=(2, 40), applies=_gridded,
        help="How many values of a range the grid tries.",
    ),
    Setting(
        "trials", "Trials", 100, "int", low=1, high=int(TRIALS.high), ends=(10, 500),
        scale="log", applies=_drawn, help="How many networks are trained.",
    ),
    Setting(
        "across_values", "Values across", RANGES["eta"], "text", level=2,
        help="A range such as log:0.01:100 or linear:0:1, or a list such as 0,1,5.",
    ),
    Setting(
        "up_values", "Values upwards", RANGES["lambda"], "text", level=2, applies=_has_second,
        help="A range such as log:0.01:10 or linear:0:1, or a list such as 0,1,5.",
    ),
    Setting(
        "layers", "Layers", "2-4-1", "layers", level=2,
        help="Neurons of each layer, from the inputs to the answers.",
    ),
    Setting(
        "data", "Data", "circles", "text", level=2,
        help="built-in, mnist, points such as circles or moons, or a folder of pictures.",
    ),
    Setting(
        "epochs", "Epochs", 20, "int", low=1, high=10_000, level=2,
        help="Epochs that each network is trained.",
    ),
    Setting(
        "train_size", "Training size", 0, "int", low=0, high=10_000_000, level=2,
        help="How many training examples are used; 0 stands for all.",
    ),
    Setting(
        "fixed", "Other settings", NONE, "text", level=2,
        help="Settings that all networks share, such as momentum=0.9 batch=5.",
    ),
    Setting(
        "seed", "Seed", 1, "int", low=0, high=2**31 - 1, level=2,
        help="Of first weights, the order of examples, and random values.",
    ),
    Setting(
        "prune", "Give up early", False, "switch", level=2,
        help="A network that is behind the median of earlier ones is not trained to its end.",
    ),
    Setting(
        "workers", "Processes", 2, "int", low=1, high=int(WORKERS.high), level=2,
        help="Networks that are trained at the same time, each in a process of its own.",
    ),
    Setting(
        "journal", "Journal", NONE, "text", level=2,
        help="A file that keeps every result at once; the same search goes on with it.",
    ),
    Setting(
        "cluster", "Cluster", NONE, "text", level=2,
        help="Address of a Dask scheduler on this machine, such as tcp://127.0.0.1:8786, or local.",
    ),
)  # fmt: skip

LADDER_SETTINGS: tuple[Setting, ...] = (
    Setting(
        "ladder_layers", "Layers", "784-10", "layers",
        help="The network whose learning rate is sought.",
    ),
    Setting(
        "ladder_lambda", "Weight decay λ", 0.0, low=0, high=1000, ends=(0, 100), step=1,
        help="How strongly large weights are penalised.",
    ),
    Setting(
        "ladder_size", "Training size", 1000, "int", low=10, high=50_000, ends=(100, 50_000),
        scale="log", help="How many pictures it learns from.",
    ),
    Setting(
        "ladder_epochs", "Epochs", 5, "int", low=3, high=30, ends=(3, 30),
        help="Epochs over which the cost has to fall.",
    ),
)  # fmt: skip

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "station", "Station", MAP, "choice", choices=STATIONS, level=0,
        help="The map, the book's hunt, or the ladder of η.",
    ),
    *MAP_SETTINGS,
    Setting(
        "digits", "Pictures", "built-in", "choice", choices=("built-in", "mnist"),
        help="What the hunt and the ladder learn from; the book used MNIST.",
    ),
    *LADDER_SETTINGS,
    Setting(
        "chosen", "Chosen trial", -1, "int", low=-1, high=int(TRIALS.high), level=0,
        help="The trial of the map that is looked at; -1 for the best one.",
    ),
    Setting(
        "row", "Row", 0, "int", low=0, high=5, level=0, help="The row that is looked at.",
    ),
)  # fmt: skip

LOOKS = frozenset({"station", "chosen", "row"})
"""View settings: changing them is not an edit."""

WORK = frozenset({"workers", "cluster", "journal"})
"""Settings that change where trials are trained and kept, not what comes of them."""
