"""Plan of a search: space, strategy, fixed settings and data; the first line of its journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.catalogue import is_known, load_data
from engine.data.examples import DataSet, Examples
from engine.errors import DataError, EngineError, SettingError
from engine.search.space import Space
from engine.settings import Setting, Value
from engine.training.data_fit import check_train_size
from engine.training.settings import TrainingSettings, check_fit, check_pictures

VERSION = 1
"""Version of the form of plans and journals."""

TRIALS = Setting("trials", "Trials", 100, "int", low=1, high=10_000)
TOGETHER = Setting(
    "together",
    "Trials at a time",
    4,
    "int",
    low=1,
    high=1_000,
    help="Trials that are chosen, or whose pruning is decided, from the same earlier results.",
)


@dataclass(frozen=True, slots=True)
class SearchData:
    """Data of a search, by name: every worker loads them itself.

    Attributes
    ----------
    name : str
        A name of the catalogue, or the absolute path of a folder or a table.
    folder : str
        Folder of MNIST's files, "" for the usual ones.
    validation_size : int
        Validation pictures that are measured, the first ones; 0 stands for all.
    classes : tuple of int
        Labels that are kept; empty stands for all.
    """

    name: str = "built-in"
    folder: str = ""
    validation_size: int = 0
    classes: tuple[int, ...] = ()

    @classmethod
    def at(cls, name: str, folder: Path | None = None) -> SearchData:
        """Return data by a name or a path, which is made absolute."""
        place = name if is_known(name) else str(Path(name).absolute())
        return cls(place, "" if folder is None else str(folder.absolute()))

    def load(self) -> DataSet:
        """Load the data.

        Raises
        ------
        DataError
            If they are missing or malformed, or have no validation part to judge trials by.
        """
        data = load_data(self.name, data_dir=Path(self.folder) if self.folder else None)
        if self.classes:
            data = replace(
                data,
                training=_only(data.training, self.classes),
                validation=_only(data.validation, self.classes),
                test=_only(data.test, self.classes),
            )
        if self.validation_size:
            data = replace(data, validation=data.validation.take(self.validation_size))
        if not len(data.validation) or not len(data.training):
            raise DataError(
                "expected data with pictures to train on and to judge by, got none in {name}; "
                "choose other data",
                name=self.name,
            )
        return data


def _only(examples: Examples, classes: tuple[int, ...]) -> Examples:
    kept = np.isin(examples.labels, classes)
    return Examples(np.ascontiguousarray(examples.x[kept]), examples.labels[kept])


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """A whole search; the same plan gives the same trials, bit for bit.

    Attributes
    ----------
    space : Space
    strategy : str
        A name of `engine.search.strategies.STRATEGIES`.
    base : TrainingSettings
        Settings that are not searched; its seed is also that of the strategy.
    trials : int
        Largest number of trials.
    prune : bool
        Whether hopeless trials are stopped early, see `engine.search.pruning`.
    together : int
        Trials that are chosen from the same earlier results: trial n waits for those before
        n − n mod `together`, so that neither the number of workers nor their speed matters.
    """

    space: Space
    strategy: str = "grid"
    base: TrainingSettings = field(default_factory=TrainingSettings)
    data: SearchData = field(default_factory=SearchData)
    trials: int = 100
    prune: bool = False
    together: int = 4

    def settings(self, values: Mapping[str, Value]) -> TrainingSettings:
        """Return the whole settings of a trial.

        Raises
        ------
        EngineError
            If the values do not fit each other.
        """
        return TrainingSettings.from_values({**self.base.values(), **values})

    def check(self) -> None:
        """Check every value of the space with the fixed settings.

        Raises
        ------
        EngineError
            If one is refused, or the number of trials is.
        """
        TRIALS.check(self.trials)
        TOGETHER.check(self.together)
        for dimension in self.space.dimensions:
            for value in dimension.values or (dimension.at(0.0), dimension.at(1.0)):
                self._check(dimension.name, value)

    def _check(self, name: str, value: Value) -> None:
        try:
            self.settings({name: value})
        except EngineError:
            # a cost may fit the layers that are searched, and not the fixed ones
            if "layers" not in self.space.names or name == "layers":
                raise

    def prepared(self, data: DataSet) -> dict[str, DataSet]:
        """Return the data for each searched value of the layers.

        Raises
        ------
        DataError, ShapeError
            If there are fewer examples than asked for, or a network does not fit them.
        """
        sizes = self._values("train_size")
        for size in sizes:
            check_train_size(int(size), data)
        found = {}
        for layers in map(str, self._values("layers")):
            settings = replace(self.base, layers=layers)
            for expand in map(str, self._values("expand")):
                check_pictures(replace(settings, expand=expand), data)
            found[layers] = data.with_outputs(settings.specification().sizes[-1])
            check_fit(settings, data.training.x.shape[1], found[layers].classes)
        return found

    def _values(self, name: str) -> tuple[Value, ...]:
        """Return the values that a setting takes in this search; of a range its ends."""
        for dimension in self.space.dimensions:
            if dimension.name == name:
                return dimension.values or (dimension.at(0.0), dimension.at(1.0))
        return (self.base.values()[name],)

    def as_record(self) -> dict[str, Any]:
        """Return the plan as values of JSON."""
        return {
            "version": VERSION,
            "space": self.space.as_record(),
            "strategy": self.strategy,
            "settings": self.base.values(),
            "data": {
                "name": self.data.name,
                "folder": self.data.folder,
                "validation_size": self.data.validation_size,
                "classes": list(self.data.classes),
            },
            "trials": self.trials,
            "prune": self.prune,
            "together": self.together,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> SearchPlan:
        """Return the plan that `as_record` described.

        Raises
        ------
        SettingError
            If a value is missing or refused.
        """
        try:
            data = record["data"]
            return cls(
                Space.from_record(record["space"]),
                str(record["strategy"]),
                TrainingSettings.from_values(record["settings"]),
                SearchData(
                    str(data["name"]),
                    str(data["folder"]),
                    int(data["validation_size"]),
                    tuple(int(each) for each in data["classes"]),
                ),
                int(record["trials"]),
                bool(record["prune"]),
                int(record["together"]),
            )
        except (KeyError, TypeError, ValueError):
            raise SettingError(
                "expected a search with space, strategy, settings and data, got something else; "
                "choose another file"
            ) from None
