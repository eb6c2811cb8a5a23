"""Simulation of the page Overfitting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from msgspec import Raw

from engine.commands.command import Command
from engine.commands.edits import SetSetting, SetStrokes
from engine.commands.pages.overfitting import DistortDigits
from engine.commands.transport import Reset
from engine.data.catalogue import load_data
from engine.data.examples import DataSet
from engine.data.files.mnist import find_mnist
from engine.documents.container import Arrays
from engine.simulations.learning.data_store import MNIST, DataStore
from engine.simulations.overfitting.polynomial.edits import EDITS
from engine.simulations.overfitting.scene import (
    LOOKS,
    SETTINGS,
    Scene,
    first_scene,
    with_next_seed,
    with_setting,
    with_strokes,
)
from engine.simulations.overfitting.state import OverfittingState
from engine.simulations.overfitting.stations import allow_distortion, stations
from engine.simulations.scene_page.scene_page import seen_as
from engine.simulations.scene_page.station_scene_page import StationScenePage
from engine.simulations.simulation import Inverse
from engine.snapshots import Message

BUILT_IN = "built-in"


def load_with_pixels(name: str) -> DataSet:
    """Load data and collect their non-zero pixels, which takes too long for a slice of work."""
    data = load_data(name)
    for part in (data.training, data.validation, data.test):
        part.sparse  # noqa: B018  collected once, kept by the part
    return data


class Overfitting(StationScenePage[Scene]):
    """The simulation behind the page; its state is `OverfittingState`.

    Parameters
    ----------
    seed : int
        Seed of all live runs and draws.
    clock : callable
        Returns seconds; only the speed depends on it.
    load : callable
        (name) -> DataSet; runs on a thread of its own.
    """

    declared_settings = SETTINGS
    edits: ClassVar = {
        SetSetting: with_setting,
        Reset: with_next_seed,
        SetStrokes: with_strokes,
        **EDITS,
    }
    view_settings = LOOKS
    stays = Message("The change was taken back; what was learned since stays.")

    def __init__(
        self,
        seed: int,
        clock: Callable[[], float],
        load: Callable[[str], DataSet] | None = None,
    ) -> None:
        scene = first_scene(max(seed, 1))
        self._mnist_there = load is not None or find_mnist() is not None
        store = DataStore(self._source(scene), load or load_with_pixels)
        self.stations = stations(scene, store, clock)
        runners = {name: station.runner for name, station in self.stations.items()}
        super().__init__(scene, runners, store, clock)
        self.handlers[DistortDigits] = lambda _: allow_distortion(self.stations)
        self.refresh(frozenset())

    def view(self, observed: frozenset[str]) -> OverfittingState:
        """Return the page's state, with the view of the present station."""
        scene = self.scene
        return OverfittingState(
            scene.settings,
            self.store.busy,
            self.store.name,
            self.runner.last_step,
            self.stations[scene.station].view(observed),
        )

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore the settings from a document; nothing plays or trains by itself."""
        self.show_again(self.stored(text))
        for station in self.stations.values():
            station.runner.pause()
        self.refresh(frozenset())

    def edit(self, command: Command) -> Inverse | None:
        """Apply an edit; its undo says whether the run has gone on since."""
        inverse = super().edit(command)
        if inverse is None:
            return None
        step, show = self.step, inverse.show

        def say(target: Scene, source: Scene) -> Message | None:
            before = self.step
            show(target, source)
            return self.stays if self.step == before > step else None

        return replace(inverse, show=say)

    def returned(self, command: Any, target: Scene, source: Scene) -> tuple[Scene, Message | None]:
        """Return to a scene and its station, looked at as at present."""
        return seen_as(target, self.scene, LOOKS - {"station"}), None

    def _show(self, scene: Scene, *, returning: bool) -> None:
        """Load other pictures where a scene asks for them."""
        name = self._source(scene)
        if name != self.store.name:
            self.store.choose(name)
        super()._show(scene, returning=returning)

    def _source(self, scene: Scene) -> str:
        """Return the data of live runs: the built-in digits stand in for MNIST."""
        name = str(scene.settings["data"])
        return BUILT_IN if name == MNIST and not self._mnist_there else name
