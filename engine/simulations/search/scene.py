"""Scene of the page Search: settings, and what was changed in the rows of the hunt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine.data.files.mnist import find_mnist
from engine.errors import SettingError
from engine.search.eta_threshold import SPACE as LADDER_SPACE
from engine.search.hunt import HUNT, Hunt
from engine.search.plan import SearchData, SearchPlan
from engine.search.space import Dimension, Space, parse_dimension
from engine.search.workers.places import Place
from engine.settings import Value, check_all
from engine.simulations.search.settings import NONE, SETTINGS
from engine.training.settings import TrainingSettings

RANGES = ("log", "linear")


@dataclass(frozen=True, slots=True)
class Scene:
    """All that an edit can change.

    Attributes
    ----------
    hunt : mapping
        Changed settings of the hunt's rows, by number of the row as a text.
    """

    settings: Mapping[str, Value]
    hunt: Mapping[str, Mapping[str, Value]]

    @property
    def station(self) -> str:
        """The present station."""
        return str(self.settings["station"])

    @property
    def seed(self) -> int:
        """Seed of the map and of the ladder."""
        return int(self.settings["seed"])

    def text(self, name: str) -> str:
        """Return a text, "" if it is left out."""
        value = str(self.settings[name])
        return "" if value == NONE else value

    def plan(self) -> SearchPlan:
        """Return the search of the map.

        Raises
        ------
        EngineError
            If values cannot be read, or do not fit each other.
        """
        settings = self.settings
        axes = [name for name in ("up", "across") if settings[name] != NONE]
        space = Space.of(*(self._dimension(axis) for axis in axes))
        names = ("layers", "epochs", "train_size", "seed")
        base = {
            **{name: settings[name] for name in names},
            **_assigned(self.text("fixed")),
        }
        return SearchPlan(
            space,
            str(settings["strategy"]),
            TrainingSettings.from_values(base),
            SearchData.at(str(settings["data"])),
            int(settings["trials"]),
            bool(settings["prune"]),
        )

    def place(self) -> Place:
        """Return where the trials of the map are trained."""
        return Place(int(self.settings["workers"]), self.text("cluster"))

    def journal(self) -> Path | None:
        """Return the file of the results."""
        text = self.text("journal")
        return Path(text).expanduser() if text else None

    def row(self, number: int) -> Hunt:
        """Return a row of the hunt with its changes, on the pictures chosen."""
        hunt = HUNT[number]
        changed = self.hunt.get(str(number), {})
        data = replace(hunt.data, name=str(self.settings["digits"]))
        settings = {**hunt.settings.values(), **changed}
        return replace(hunt, settings=TrainingSettings.from_values(settings), data=data)

    def ladder(self) -> SearchPlan:
        """Return the search for the largest useful η."""
        settings = self.settings
        base = TrainingSettings.from_values(
            {
                "layers": settings["ladder_layers"],
                "lambda": settings["ladder_lambda"],
                "train_size": settings["ladder_size"],
                "epochs": settings["ladder_epochs"],
                "seed": self.seed,
            }
        )
        return SearchPlan(LADDER_SPACE, "threshold", base, SearchData(str(settings["digits"])))

    def _dimension(self, axis: str) -> Dimension:
        """Return the values of an axis; a range of a grid gets the count of values."""
        name, words = str(self.settings[axis]), str(self.settings[f"{axis}_values"])
        counted = self.settings["strategy"] == "grid" and words.split(":")[0] in RANGES
        if counted and words.count(":") == 2:
            words = f"{words}:{self.settings['count']}"
        return parse_dimension(f"{name}={words}")


def _assigned(text: str) -> dict[str, object]:
    """Return the values that a text such as "momentum=0.9 batch=5" gives.

    Raises
    ------
    SettingError
        If it cannot be read, or a value is refused.
    """
    values: dict[str, object] = {}
    for each in text.replace(",", " ").split():
        name, equals, value = each.partition("=")
        if not equals:
            raise SettingError(
                "expected settings such as momentum=0.9 batch=5, got {found}; change it",
                found=each,
            )
        dimension = parse_dimension(f"{name}={value}")
        values[dimension.name] = dimension.values[0]
    return values


def first_scene(seed: int) -> Scene:
    """Return the initial scene: a map of η and λ for a small network."""
    digits = "built-in" if find_mnist() is None else "mnist"
    return Scene(check_all(SETTINGS, {"seed": seed, "digits": digits}), {})
