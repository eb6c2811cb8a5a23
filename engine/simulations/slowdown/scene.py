"""Scene of the page Learning slow-down: settings, and the step of each station."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.settings import Setting, Value, Values, check_all
from engine.simulations.slowdown.stations import STATIONS

NAMES = tuple(station.name for station in STATIONS)

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "station", "Station", NAMES[0], "choice", choices=NAMES, level=0,
        help="What is looked at.",
    ),
    *(setting for station in STATIONS for setting in station.settings),
)  # fmt: skip

LOOKS = frozenset({"station"}).union(*(station.looks for station in STATIONS))
"""View settings: changing them is not an edit."""

RESTARTING = {
    setting.name: station.name
    for station in STATIONS
    for setting in station.settings
    if setting.restarts
}
"""Station that goes back to step 0 when a setting changes."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that an edit can change.

    Attributes
    ----------
    steps : mapping
        Step of each station.
    """

    settings: Mapping[str, Value]
    steps: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))

    @property
    def station(self) -> str:
        """The present station."""
        return str(self.settings["station"])

    @property
    def step(self) -> int:
        """Step of the present station."""
        return self.steps[self.station]

    def at(self, station: str, step: int) -> Scene:
        """Return the scene with a station at another step."""
        return replace(self, steps={**self.steps, station: step})


def first_scene() -> Scene:
    """Return the first scene."""
    return Scene(check_all(SETTINGS, {}))


def with_settings(scene: Scene, settings: Values) -> Scene:
    """Return a scene with other settings; stations that these restart go back to step 0."""
    before, changed = scene.settings, replace(scene, settings=settings)
    for name, station in RESTARTING.items():
        if before[name] != settings[name]:
            changed = changed.at(station, 0)
    return changed
