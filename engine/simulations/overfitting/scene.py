"""Scene of the page Overfitting: the settings of all its stations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.commands.edits import SetSetting, SetStrokes, Stroke
from engine.commands.transport import Reset
from engine.data.digits.expansion_kinds import parse_expansion
from engine.data.digits.strokes import normalise_strokes
from engine.settings import Setting, Value, check_all
from engine.simulations.overfitting.dropout import settings as dropout
from engine.simulations.overfitting.expansion import settings as expansion
from engine.simulations.overfitting.gap import settings as gap
from engine.simulations.overfitting.initialisation import settings as initialisation
from engine.simulations.overfitting.more_data import settings as more_data
from engine.simulations.overfitting.polynomial import settings as polynomial
from engine.simulations.overfitting.trap import settings as trap
from engine.simulations.overfitting.weights import settings as weights
from engine.snapshots import Message

STATIONS = (
    "gap",
    "weights",
    "trap",
    "initialisation",
    "dropout",
    "expansion",
    "more_data",
    "polynomial",
)
"""Stations in the order of the switch; what each one needs is in `stations.py`."""

LARGEST_SEED = 1_000_000

PAGE_SETTINGS: tuple[Setting, ...] = (
    Setting(
        "station", "Station", STATIONS[0], "choice", choices=STATIONS, level=0,
        help="Which part of the page is looked at.",
    ),
    Setting(
        "data", "Data", "mnist", "choice", choices=("mnist", "built-in"), level=2, restarts=True,
        help="What live runs learn from: MNIST where it is on this machine, else the built-in "
        "digits.",
    ),
    Setting(
        "seed", "Seed", 1, "int", low=1, high=LARGEST_SEED, level=3, restarts=True,
        help="Of all random numbers.",
    ),
    Setting("speed", "Speed", 6.0, low=0.1, high=1_000, level=0, help="Steps a second."),
)  # fmt: skip
"""Settings that belong to no station."""

DECLARING = (gap, weights, trap, initialisation, dropout, expansion, more_data, polynomial)
"""Modules that declare the settings of a station."""

SETTINGS = (*PAGE_SETTINGS, *(each for module in DECLARING for each in module.SETTINGS))

LOOKS = frozenset({"station", "speed"}).union(*(module.LOOKS for module in DECLARING))
"""View settings: changing them is not an edit."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that an edit can change; a station with more than settings has a field of its own.

    Attributes
    ----------
    strokes : tuple of Stroke
        The user's drawing at the station "expansion".
    points : tuple of DataPoint
        Points of the station "polynomial".
    """

    settings: Mapping[str, Value]
    strokes: tuple[Stroke, ...] = ()
    points: tuple[polynomial.DataPoint, ...] = polynomial.FIRST_POINTS

    @property
    def station(self) -> str:
        """The present station."""
        return str(self.settings["station"])

    @property
    def seed(self) -> int:
        """Seed of all random numbers."""
        return int(self.settings["seed"])


def first_scene(seed: int) -> Scene:
    """Return the initial scene."""
    return Scene(check_all(SETTINGS, {"seed": seed}))


def with_setting(scene: Scene, command: SetSetting) -> tuple[Scene, Message]:
    """Return the scene with another value of a setting, and the name of the edit."""
    name = command.name
    values = check_all(SETTINGS, {**scene.settings, name: command.value})
    parse_expansion(str(values["ex_expand"]))
    said = Message("set {name} to {value}", {"name": name, "value": values[name]})
    return replace(scene, settings=values), said


def with_strokes(scene: Scene, command: SetStrokes) -> tuple[Scene, Message]:
    """Return the scene with another drawing, which is then the digit that is distorted."""
    if command.strokes:
        normalise_strokes(command.strokes, frame=1.0)
    settings = {**scene.settings, "ex_digit": expansion.DRAWN}
    said = Message("drawing" if command.strokes else "clearing the pad")
    return replace(scene, settings=settings, strokes=command.strokes), said


def with_next_seed(scene: Scene, command: Reset) -> tuple[Scene, Message]:
    """Begin anew with the next seed."""
    settings = {**scene.settings, "seed": scene.seed % LARGEST_SEED + 1}
    return replace(scene, settings=settings), Message("begin anew")
