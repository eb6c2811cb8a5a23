"""Simulation of the page Vanishing gradients: learning speeds of layers, and their causes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from msgspec import Raw

from engine.commands.command import Command
from engine.commands.pages.vanishing import ClearAblations, LoadChain, RunAblation, VoteAblation
from engine.commands.transport import Reset
from engine.data.examples import DataSet
from engine.simulations.learning.data_store import DataStore
from engine.simulations.scene_page.scene_page import seen_as
from engine.simulations.scene_page.station_runner import StationRunner
from engine.simulations.scene_page.station_scene_page import StationScenePage
from engine.simulations.simulation import Inverse, Saved
from engine.simulations.vanishing.document import restored, save
from engine.simulations.vanishing.edits import EDITS
from engine.simulations.vanishing.laboratory import Laboratory
from engine.simulations.vanishing.races import Learners, Race
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
from engine.snapshots import Message


class Vanishing(StationScenePage[Scene]):
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
        scene = first_scene(max(seed, 1))
        store = DataStore(str(scene.settings["data"]), load)
        self.laboratory = Laboratory(scene, store, clock)
        self._race, self._learners = Race(scene, store, clock), Learners(scene, clock)
        runners: dict[str, StationRunner[Scene]] = {
            LAYERS: self.laboratory,
            RACE: self._race,
            CHAIN: StationRunner(),
            PARITY: self._learners,
        }
        super().__init__(scene, runners, store, clock)
        self._chain_view = lru_cache(maxsize=1)(chain_view)
        self.handlers |= {
            VoteAblation: lambda command: self.laboratory.vote(command.name),
            RunAblation: lambda command: self.laboratory.run_ablation(command.name),
            ClearAblations: lambda command: self.laboratory.clear_ablations(),
        }
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    def view(self, observed: frozenset[str]) -> VanishingState:
        """Return the page's state, with the view of the present station."""
        scene, station = self.scene, self.scene.station
        learners = self._learners.view() if station == PARITY else ()
        return VanishingState(
            scene.settings,
            self.store.busy,
            laboratory=self.laboratory.view() if station == LAYERS else None,
            race=self._race.view() if station == RACE else None,
            chain=self._chain_view(scene) if station == CHAIN else None,
            parity=parity_view(scene, learners) if station == PARITY else None,
            last_step=self.runner.last_step,
        )

    def save(self) -> Saved:
        """Return the document's content: settings, the chain, votes; training is not kept."""
        return save(self.scene, self.laboratory.votes)

    def stored(self, text: Raw) -> Scene:
        """Return the scene that a document's content describes."""
        scene, votes = restored(text)
        self.laboratory.take_votes(votes)
        return scene

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

    # --- transport -------------------------------------------------------------------------

    def reset(self, command: Reset) -> Inverse | None:
        """Return to the beginning of the station, or begin anew with the next seed."""
        if self.scene.station == CHAIN and not command.new_seed:
            return self.edit(LoadChain(command.simulation_id, "drawn"))
        return super().reset(command)
