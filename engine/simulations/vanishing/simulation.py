"""Simulation of the page Vanishing gradients: learning speeds of layers, and their causes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from msgspec import Raw

from engine.commands.edits import SetSetting
from engine.commands.pages.vanishing import ClearAblations, LoadChain, RunAblation, VoteAblation
from engine.commands.transport import Pause, Reset, Seek, SetPace, Start, Step
from engine.data.catalogue import load_data
from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.errors import EngineError
from engine.simulations.learning.data_store import DataStore
from engine.simulations.simulation import Inverse, Saved
from engine.simulations.vanishing.document import restored, save
from engine.simulations.vanishing.edits import EDITS, same
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
    drawn_chain,
    first_scene,
)
from engine.simulations.vanishing.state import VanishingState
from engine.simulations.vanishing.views import chain_view, parity_view
from engine.snapshots import Message, Status


@dataclass(slots=True)
class _Change:
    """An edit, or all commands of a drag.

    Attributes
    ----------
    before, after : Scene
    step : int
        Epochs that the network had trained when it was made.
    """

    before: Scene
    after: Scene
    step: int


class Vanishing:
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

    def __init__(
        self,
        seed: int,
        clock: Callable[[], float],
        load: Callable[[str], DataSet] = load_data,
    ) -> None:
        self.elapsed_s = 0.0
        self._scene = first_scene(max(seed, 1))
        self._store = DataStore(str(self._scene.settings["data"]), load)
        self.laboratory = Laboratory(self._scene, self._store, clock)
        self._race = Race(self._scene, self._store, clock)
        self._learners = Learners(self._scene, clock)
        self._runners: Mapping[str, StationRunner] = {
            LAYERS: self.laboratory,
            RACE: self._race,
            CHAIN: StationRunner(),
            PARITY: self._learners,
        }
        self._chain_view = lru_cache(maxsize=1)(chain_view)
        self._edits = 0
        self._change: _Change | None = None
        self._held: object = None
        self.handlers: dict[type, Callable[[Any], Inverse | Message | None]] = {
            **{kind: partial(self._edit, change) for kind, change in EDITS.items()},
            VoteAblation: lambda command: self.laboratory.vote(command.name),
            RunAblation: lambda command: self.laboratory.run_ablation(command.name),
            ClearAblations: lambda command: self.laboratory.clear_ablations(),
            Start: lambda command: self._runner.start(),
            Pause: lambda command: self._runner.pause(),
            Step: lambda command: self._runner.step_by(command.count),
            Seek: lambda command: self._runner.seek(command.step),
            Reset: self._reset,
            SetPace: lambda command: None,
        }
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def _runner(self) -> StationRunner:
        return self._runners[self._scene.station]

    @property
    def status(self) -> Status:
        """State of the transport of the present station."""
        return self._runner.status

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
            settings = {**self._scene.settings, "data": self._store.name}
            self._show(replace(self._scene, settings=settings))
            raise
        self._runner.advance(budget_s)

    def refresh(self, observed: frozenset[str]) -> None:
        """Assemble the page's state anew, with the view of the present station."""
        scene, station = self._scene, self._scene.station
        learners = self._learners.view() if station == PARITY else ()
        self._state = VanishingState(
            scene.settings,
            self._store.busy,
            laboratory=self.laboratory.view() if station == LAYERS else None,
            race=self._race.view() if station == RACE else None,
            chain=self._chain_view(scene) if station == CHAIN else None,
            parity=parity_view(scene, learners) if station == PARITY else None,
            last_step=self._runner.last_step,
        )

    def state(self) -> VanishingState:
        """Return the page's state."""
        return self._state

    # --- documents -------------------------------------------------------------------------

    @property
    def progress(self) -> int:
        """Edits and epochs so far."""
        return self._edits + sum(runner.step for runner in self._runners.values())

    def save(self) -> Saved:
        """Return the document's content: settings, the chain, votes; training is not kept."""
        return save(self._scene, self.laboratory.votes)

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore the state from a document.

        Raises
        ------
        EngineError
            If the content is inconsistent.
        """
        scene, votes = restored(text)
        self.laboratory.take_votes(votes)
        self._show(scene)
        self.refresh(frozenset())

    def loaded_data(self) -> Mapping[str, DataSet]:
        """Return an empty mapping: pictures are loaded again when they are needed."""
        return {}

    def close(self) -> None:
        """End the thread that loads."""
        self._store.close()

    # --- edits -----------------------------------------------------------------------------

    def _edit(
        self, change: Callable[[Scene, Any], tuple[Scene, Message]], command: Any
    ) -> Inverse | None:
        before = self._scene
        after, said = change(before, command)
        key = command.drag_key
        joined = key is not None and self._held == key
        self._held = None if command.is_finished else key
        if same(before, after):
            return None
        if isinstance(command, SetSetting) and command.name == "station":
            self._runner.pause()
        self._show(after)
        if isinstance(command, SetSetting) and command.name in LOOKS:
            return None
        self._edits += 1
        if not joined or self._change is None:
            self._change = _Change(before, after, self.laboratory.step)
        self._change.after = after
        return self._inverse(said, self._change)

    def _inverse(self, name: Message, change: _Change) -> Inverse:
        def undo() -> Message | None:
            learned = self.laboratory.step > change.step
            self._show(_seen_as(change.before, self._scene), returning=True)
            if learned and self.laboratory.step > change.step:
                return Message("The change was taken back; what was learned since stays.")
            return None

        def redo() -> None:
            self._show(_seen_as(change.after, self._scene), returning=True)

        return Inverse(name, undo, redo, lambda target, source: target())

    def _show(self, scene: Scene, *, returning: bool = False) -> None:
        self._scene = scene
        for runner in self._runners.values():
            runner.show(scene, returning=returning)

    def _reset(self, command: Reset) -> Inverse | None:
        station = self._scene.station
        if command.new_seed:
            return self._edit(_with_next_seed, command)
        if station == CHAIN:
            return self._edit(EDITS[LoadChain], LoadChain(command.simulation_id, "drawn"))
        self._runner.reset()
        return None


def _with_next_seed(scene: Scene, command: Reset) -> tuple[Scene, Message]:
    """Restart with the next seed; the chain is drawn anew only at its own station."""
    seed = scene.seed + 1
    settings = {**scene.settings, "seed": seed}
    chain = drawn_chain(seed) if scene.station == CHAIN else scene.chain
    return replace(scene, settings=settings, chain=chain), Message("begin anew")


def _seen_as(scene: Scene, now: Scene) -> Scene:
    """Return a scene with the view settings of another one; its station stays its own."""
    kept = {name: now.settings[name] for name in LOOKS - {"station"}}
    return replace(scene, settings={**scene.settings, **kept})
