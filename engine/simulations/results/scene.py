"""Scene of the page Results: the chosen experiment, and how it is to be run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.experiments import ALL, EXPERIMENTS
from engine.experiments.experiment import Experiment
from engine.settings import Setting, Value, Values, check_all

EXPERIMENT: Mapping[str, Experiment] = {each.id: each for each in EXPERIMENTS}

WHOLE = "whole"
"""Length of a run with as many epochs as the book's."""

LENGTHS = (WHOLE, "1", "3", "10")
"""The book's number of epochs, or fewer."""

LOOKS = frozenset({"experiment"})
"""Settings that say how the page is looked at."""


def takes(name: str, values: Values) -> bool:
    """Return whether the chosen experiment has a setting."""
    chosen = EXPERIMENT.get(str(values["experiment"]))
    return chosen is not None and name in chosen.settings


def trains(values: Values) -> bool:
    """Return whether the chosen experiment has a number of epochs."""
    return takes("epochs", values)


def is_random(values: Values) -> bool:
    """Return whether the chosen experiment has a seed."""
    return takes("seed", values)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "experiment", "Experiment", ALL[0], "choice", choices=ALL, level=0,
        help="The experiment that the card shows.",
    ),
    Setting(
        "length", "Length of the run", WHOLE, "choice", choices=LENGTHS,
        help="As many epochs as in the book, or fewer: such a run is marked as shortened.",
    ),
    Setting(
        "seed", "Seed", 1, "int", low=0, high=2**31 - 1,
        help="Of all random numbers; the book's seeds are not those of the lab.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """All that an edit can change: the settings."""

    settings: Mapping[str, Value]

    @property
    def chosen(self) -> str:
        """ID of the chosen experiment."""
        return str(self.settings["experiment"])

    @property
    def seed(self) -> int:
        """Seed of the next run."""
        return int(self.settings["seed"])

    @property
    def length(self) -> str:
        """Length of the next run, of LENGTHS."""
        return str(self.settings["length"])

    @property
    def epochs(self) -> int | None:
        """Epochs of the next run; None for the book's number, and never more than that."""
        experiment = EXPERIMENT.get(self.chosen)
        wanted = None if experiment is None else experiment.settings.get("epochs")
        if self.length == WHOLE or wanted is None or int(self.length) >= int(wanted):
            return None
        return int(self.length)


def first_scene(seed: int) -> Scene:
    """Return the scene with which the page opens."""
    return Scene(check_all(SETTINGS, {"seed": seed}))
