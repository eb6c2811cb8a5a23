"""Simulation of the page Learning slow-down: costs, outputs and activations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from msgspec import Raw

from engine.commands.edits import SetSetting
from engine.commands.transport import Reset, Start
from engine.documents.container import damaged, refused_as_damaged
from engine.simulations.scene_page.merging import merged
from engine.simulations.scene_page.scene_page import ScenePage, seen_as
from engine.simulations.simulation import Inverse
from engine.simulations.slowdown.scene import (
    LOOKS,
    NAMES,
    SETTINGS,
    Scene,
    first_scene,
    with_settings,
)
from engine.simulations.slowdown.state import SlowdownState
from engine.simulations.slowdown.station import Edit, Station
from engine.simulations.slowdown.stations import STATIONS
from engine.simulations.values import same_value
from engine.snapshots import Message, Status

SceneEdit = Callable[[Scene, Any], tuple[Scene, Message]]


def of_scene(edit: Edit) -> SceneEdit:
    """Return an edit of settings as one of the scene."""

    def edited(scene: Scene, command: Any) -> tuple[Scene, Message]:
        settings, said = edit(scene.settings, command)
        return with_settings(scene, settings), said

    return edited


class Slowdown(ScenePage[Scene]):
    """The simulation behind the page; its state is `SlowdownState`.

    Parameters
    ----------
    seed : int
        Without effect: stations with random numbers have a setting for their seed.
    clock : callable
        Returns seconds; only the speed depends on it.
    """

    declared_settings = SETTINGS
    view_settings = LOOKS
    edits: ClassVar[Mapping[type, SceneEdit]] = {
        command: of_scene(edit) for station in STATIONS for command, edit in station.edits.items()
    }

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        super().__init__(first_scene(), clock)
        self._stations: dict[str, Station] = {each.name: each() for each in STATIONS}
        self.refresh(frozenset())

    @property
    def _station(self) -> Station:
        return self._stations[self.scene.station]

    # --- Simulation protocol -----------------------------------------------------------------

    @property
    def last_step(self) -> int:
        """The furthest step of the station that can be shown at once."""
        return max(self._station.known_step(self.scene.settings), self.step)

    @property
    def speed(self) -> float:
        """Steps per second of playback at the present station."""
        return self._station.speed(self.scene.settings)

    @property
    def ended(self) -> bool:
        """Whether the station has come to its end."""
        return self.step >= self._station.last_step(self.scene.settings)

    @property
    def busy(self) -> bool:
        """Whether steps are played, or the step that is shown is yet to be computed."""
        return super().busy or self._behind

    @property
    def _behind(self) -> bool:
        return self._station.known_step(self.scene.settings) < self.step

    def advance(self, budget_s: float) -> None:
        """Compute what the shown step lacks, after a document was opened; then play."""
        station, settings = self._station, self.scene.settings
        until = self.playback.clock() + budget_s
        while self._behind:
            station.prepare(settings, station.known_step(settings) + 1)
            if self.playback.clock() >= until:
                return
        super().advance(budget_s)

    def view(self, observed: frozenset[str]) -> SlowdownState:
        """Return the page's state, with the view of the present station."""
        settings, step = self.scene.settings, self.step
        view = self._station.view(settings, step)
        return SlowdownState(settings, step, self.last_step, self.ended, view)

    def stored(self, text: Raw) -> Scene:
        """Return the scene that a document's content describes."""
        scene = super().stored(text)
        if set(scene.steps) != set(NAMES):
            raise damaged("a station has no step")
        for name, station in self._stations.items():
            with refused_as_damaged():
                station.check(scene.settings)
            if not 0 <= scene.steps[name] <= station.last_step(scene.settings):
                raise damaged("a step is out of its range")
        return scene

    # --- edits -------------------------------------------------------------------------------

    def with_setting(self, scene: Scene, command: SetSetting) -> tuple[Scene, Message]:
        """Return the scene with another value of a setting, and the name of the edit."""
        changed, said = super().with_setting(scene, command)
        return with_settings(scene, changed.settings), said

    def returned(self, command: Any, target: Scene, source: Scene) -> tuple[Scene, Message | None]:
        """Return to the station where the edit was made; steps made since stay."""
        scene = merged(target, source, seen_as(self.scene, source, ("station",)))
        return scene, None if same_value(scene.steps, target.steps) else self.stays

    def show(self, scene: Scene) -> None:
        """Make a scene the present one; a station that is left rests."""
        elsewhere = scene.station != self.scene.station
        super().show(scene)
        if elsewhere:
            self.rest()

    # --- transport ---------------------------------------------------------------------------

    def at(self, step: int) -> Scene:
        """Return the scene at a step of its station."""
        return self.scene.at(self.scene.station, step)

    def start(self, command: Start) -> None:
        """Play, from the beginning if the station has come to its end."""
        if self.ended:
            self.scene = self.at(0)
        super().start(command)

    def forward(self) -> bool:
        """Go one step on; return whether there was one."""
        if self.ended:
            return False
        self._station.prepare(self.scene.settings, self.step + 1)
        self.scene = self.at(self.step + 1)
        return True

    def reset(self, command: Reset) -> Inverse | None:
        """Return to the beginning, or begin anew with other random numbers."""
        if command.new_seed:
            return self.edit(command)
        return super().reset(command)

    def changed(self, scene: Scene, command: Any) -> tuple[Scene, Message]:
        """Return the scene after an edit, and the name of the edit."""
        if isinstance(command, Reset):
            return with_settings(scene, self._station.anew(scene.settings)), Message("begin anew")
        after, said = super().changed(scene, command)
        for station in self._stations.values():
            station.check(after.settings)
        return after, said

    def rest(self) -> None:
        """Stop playing."""
        self.playback.status = Status.PAUSED if self.step else Status.IDLE
