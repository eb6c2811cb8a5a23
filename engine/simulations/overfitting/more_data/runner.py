"""The race of a tuned network on few pictures against a plain one on all; a step is a round."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache

import numpy as np

from engine.arrays import seal
from engine.data.examples import DataSet
from engine.improvement.accuracy_by_size import PowerLaw, Series, fit, known_series
from engine.simulations.learning.data_store import DataStore
from engine.simulations.overfitting.more_data.racer import (
    PLAIN,
    ROUND,
    TUNED,
    RacingNetwork,
    networks,
)
from engine.simulations.overfitting.more_data.state import MoreDataView, Racer
from engine.simulations.overfitting.scene import Scene
from engine.simulations.scene_page.replayed_runner import ReplayedRunner
from engine.snapshots import Status

ROUNDS = 40
NAMES = ("tuned", "plain")

series = cache(known_series)


class MoreDataRunner(ReplayedRunner[Scene]):
    """Trains both networks in turn; rounds that are over can be looked at again.

    Parameters
    ----------
    scene : Scene
        The first scene.
    store : DataStore
        Source of the pictures.
    clock : callable
        Returns seconds; only the length of slices depends on it.
    """

    needs_pictures = True

    def __init__(self, scene: Scene, store: DataStore, clock: Callable[[], float]) -> None:
        super().__init__()
        self._scene, self._store, self._clock = scene, store, clock
        self._key: Hashable = _key(scene)
        self._clear()

    @property
    def done(self) -> int:
        """Rounds that both networks have finished."""
        return min(len(found) for found in self._found.values())

    @property
    def last_step(self) -> int:
        """Rounds of the race."""
        return ROUNDS

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Begin anew with another number of pictures, another seed or other data."""
        self._scene = scene
        if self._key != _key(scene):
            self._key = _key(scene)
            self._clear()
            self.status = Status.IDLE

    def advance(self, budget_s: float) -> None:
        """Train and measure for about `budget_s` seconds."""
        data = self._store.need()
        if data is None:
            return
        begun = self._clock()
        while self.status is Status.RUNNING and self._clock() - begun < budget_s:
            if self._shown < self.done:
                self.go_on()
                # a round that is there already is shown again one a slice
                return
            self._piece(data)

    # --- view ------------------------------------------------------------------------------

    def view(self, observed: frozenset[str]) -> MoreDataView:
        """Return the view of the station."""
        fitted, judges, law = self._fit()
        return MoreDataView(
            series(), fitted, law, judges, self._racers(), ROUNDS, ROUND, self._store.name
        )

    # --- private ---------------------------------------------------------------------------

    def _clear(self) -> None:
        self._networks: dict[str, RacingNetwork] = {}
        self._found: dict[str, list[float]] = {name: [] for name in NAMES}
        self._shown = 0

    def _piece(self, data: DataSet) -> None:
        """Do a slice of work on the network that is behind."""
        if not self._networks:
            small = int(self._scene.settings["md_small"])
            self._networks = networks(data, small, self._scene.seed)
        name = min(NAMES, key=lambda each: len(self._found[each]))
        accuracy = self._networks[name].piece()
        if accuracy is not None:
            self._found[name].append(accuracy)
            if self._shown < self.done:
                self.go_on()

    def _racers(self) -> tuple[Racer, ...]:
        data = self._store.data
        if data is None:
            return ()
        whole = len(data.training)
        sizes = {"tuned": min(int(self._scene.settings["md_small"]), whole), "plain": whole}
        layers = {"tuned": str(TUNED["layers"]), "plain": str(PLAIN["layers"])}
        return tuple(
            Racer(name, sizes[name], layers[name],
                  seal(np.array(self._found[name][: self._shown], np.float64)))
            for name in NAMES
        )  # fmt: skip

    def _fit(self) -> tuple[Series | None, Series | None, PowerLaw | None]:
        """Return the fitted points, the later ones, and the law."""
        values = self._scene.settings
        chosen = next((each for each in series() if each.name == values["md_series"]), None)
        if chosen is None:
            return None, None, None
        low, high = sorted((float(values["md_from"]), float(values["md_to"])))
        inside = (chosen.sizes >= low) & (chosen.sizes <= high)
        judges = _some(chosen, chosen.sizes > high)
        if inside.sum() < 2:
            return None, judges, None
        fitted = _some(chosen, inside)
        law = fit(fitted.sizes, fitted.accuracy, with_floor=bool(values["md_floor"]))
        return fitted, judges, law


def _some(chosen: Series, which: np.ndarray) -> Series:
    """Return some points of a series."""
    return Series(chosen.name, chosen.sizes[which], chosen.accuracy[which], chosen.version)


def _key(scene: Scene) -> Hashable:
    return scene.seed, scene.settings["data"], scene.settings["md_small"]
