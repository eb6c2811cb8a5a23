"""Simulation of the page Vanishing gradients: learning speeds of layers, and their causes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from msgspec import Raw

from engine.commands.command import Command
from engine.commands.pages.vanishing import ClearAblations, LoadChain, RunAblation, VoteAblation
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.data.examples import DataSet
from engine.errors import EngineError
from engine.simulations.learning.data_store import DataStore
from engine.simulations.scene_page.scene_page import ScenePage, seen_as
from engine.simulations.simulation import Inverse, Saved
from engine.simulations.vanishing.document import restored, save
from engine.simulations.vanishing.edits import EDITS
from engine.simulations.vanishing.laboratory import Laboratory
from engine.simulations.vanishing.races import Learners, Race
from engine.simulations.vanishing.runner import StationRunner
from engine.simulations.vanishing.scene import (
    CHAIN,
    LAYERS,
    LOOKS,
    PARITY,
    RACE,
    SETTINGS,
    Scene,
    first_scene,
)
from engine.simulations.vanishing.state import VanishingState
from engine.simulations.vanishing.views import chain_view, parity_view
from engine.snapshots import Message, Status

NEED_PICTURES = frozenset({LAYERS, RACE})
"""Stations whose networks learn from pictures."""


class Vanishing(ScenePage[Scene]):
    """The simulation behind the page; its state is `VanishingState`.

    Only the present station runs; a step is an epoch.

    Parameters
    ----------
    seed : int
        Seed of initial weights, the order of pictures, and the drawn chain.
    clock : callable
        Returns seconds; only the speed depends on it.
    load : callable
        (name) -> DataSet; runs on a thread of its own.
    """

    declared_settings = SETTINGS
    edits = EDITS
    view_settings = LOOKS
    stays = Message("The change was taken back; what was learned since stays.")

    def __init__(
        self,
        seed: int,
        clock: Callable[[], float],
        load: Callable[[str], DataSet] | None = None,
    ) -> None:
        super().__init__(first_scene(max(seed, 1)), clock)
        self._store = DataStore(str(self.scene.settings["data"]), load)
        self.laboratory = Laboratory(self.scene, self._store, clock)
        self._race = Race(self.scene, self._store, clock)
        self._learners = Learners(self.scene, clock)
        self._runners: Mapping[str, StationRunner] = {
            LAYERS: self.laboratory,
            RACE: self._race,
            CHAIN: StationRunner(),
            PARITY: self._learners,
        }
        self._chain_view = lru_cache(maxsize=1)(chain_view)
        self.handlers |= {
            Start: lambda command: self._runner.start(),
            Pause: lambda command: self._runner.pause(),
            Step: lambda command: self._runner.step_by(command.count),
            Seek: lambda command: self._runner.seek(command.step),
            VoteAblation: lambda command: self.laboratory.vote(command.name),
            RunAblation: lambda command: self.laboratory.run_ablation(command.name),
            ClearAblations: lambda command: self.laboratory.clear_ablations(),
        }
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def _runner(self) -> StationRunner:
        return self._runners[self.scene.station]

    @property
    def status(self) -> Status:
        """State of the transport of the present station."""
        status = self._runner.status
        waits = self.scene.station in NEED_PICTURES and self._store.busy
        return Status.LOADING if waits and status is Status.RUNNING else status

    @property
    def failure(self) -> Message | None:
        """Reason of the station's failure, if any."""
        return self._runner.failure

    @property
    def step(self) -> int:
        """Epochs at the shown position."""
        return self._runner.step

    @property
    def busy(self) -> bool:
        """Whether there is something to do."""
        return self._store.busy or self._runner.busy

    @property
    def progress(self) -> int:
        """Epochs so far, of all stations."""
        return sum(runner.step for runner in self._runners.values())

    def advance(self, budget_s: float) -> None:
        """Advance the present station.

        Raises
        ------
        EngineError
            If pictures could not be loaded; then the page keeps those from before.
        """
        self._store.wait(budget_s)
        try:
            self._store.loaded()
        except EngineError:
            settings = {**self.scene.settings, "data": self._store.name}
            self.show(replace(self.scene, settings=settings))
            raise
        self._runner.advance(budget_s)

    def view(self, observed: frozenset[str]) -> VanishingState:
        """Return the page's state, with the view of the present station."""
        scene, station = self.scene, self.scene.station
        learners = self._learners.view() if station == PARITY else ()
        return VanishingState(
            scene.settings,
            self._store.busy,
            laboratory=self.laboratory.view() if station == LAYERS else None,
            race=self._race.view() if station == RACE else None,
            chain=self._chain_view(scene) if station == CHAIN else None,
            parity=parity_view(scene, learners) if station == PARITY else None,
            last_step=self._runner.last_step,
        )

    def save(self) -> Saved:
        """Return the document's content: settings, the chain, votes; training is not kept."""
        return save(self.scene, self.laboratory.votes)

    def stored(self, text: Raw) -> Scene:
        """Return the scene that a document's content describes."""
        scene, votes = restored(text)
        self.laboratory.take_votes(votes)
        return scene

    def close(self) -> None:
        """End the thread that loads."""
        self._store.close()

    # --- edits -----------------------------------------------------------------------------

    def edit(self, command: Command) -> Inverse | None:
        """Apply an edit; its undo says whether the network has learned since."""
        inverse = super().edit(command)
        if inverse is None:
            return None
        step, show = self.laboratory.step, inverse.show

        def say(target: Scene, source: Scene) -> Message | None:
            learned = self.laboratory.step > step
            show(target, source)
            return self.stays if learned and self.laboratory.step > step else None

        return replace(inverse, show=say)

    def returned(self, command: Any, target: Scene, source: Scene) -> tuple[Scene, Message | None]:
        """Return to a scene and its station, looked at as at present."""
        return seen_as(target, self.scene, LOOKS - {"station"}), None

    def show(self, scene: Scene) -> None:
        """Make a scene the present one; a station that is left pauses."""
        if scene.station != self.scene.station:
            self._runner.pause()
        self._show(scene, returning=False)

    def show_again(self, scene: Scene) -> None:
        """Return to a scene, and to the descent that it had."""
        self._show(scene, returning=True)

    def _show(self, scene: Scene, *, returning: bool) -> None:
        self.scene = scene
        for runner in self._runners.values():
            runner.show(scene, returning=returning)

    # --- transport -------------------------------------------------------------------------

    def reset(self, command: Reset) -> Inverse | None:
        """Return to the beginning of the station, or begin anew with the next seed."""
        if command.new_seed:
            return self.edit(command)
        if self.scene.station == CHAIN:
            return self.edit(LoadChain(command.simulation_id, "drawn"))
        self._runner.reset()
        return None
