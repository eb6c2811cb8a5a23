"""Draws neurons of both initialisers, and trains a network of each; a step is a measurement."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np

from engine.arrays import seal
from engine.improvement.initial_inputs import Draws, InitialInput, theory
from engine.simulations.cached_value import CachedValue
from engine.simulations.learning.data_store import DataStore
from engine.simulations.overfitting.initialisation.first_epochs import (
    EPOCHS,
    PER_EPOCH,
    STARTS,
    FirstEpochs,
)
from engine.simulations.overfitting.initialisation.state import InitialisationView, StartView
from engine.simulations.overfitting.scene import Scene
from engine.simulations.scene_page.replayed_runner import ReplayedRunner
from engine.snapshots import Status

FEWEST, MOST, NUMBERS = 2_000, 20_000, 10_000_000
"""Fewest and most neurons that are drawn; between them as many as need so many numbers."""

LAST = EPOCHS * PER_EPOCH


class InitialisationRunner(ReplayedRunner[Scene]):
    """Draws by itself; trains when it is played, and shows any earlier moment again.

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
        self._draw_key, self._draws = _draw_key(scene), _draws(scene)
        self._train_key: Hashable = _train_key(scene)
        self._training: FirstEpochs | None = None
        self._starts: CachedValue[tuple[StartView, StartView]] = CachedValue()

    @property
    def done(self) -> int:
        """Measurements after the first one."""
        return len(self._training.points) - 1 if self._training is not None else 0

    @property
    def last_step(self) -> int:
        """Measurements that there will be."""
        return LAST

    @property
    def busy(self) -> bool:
        """Whether neurons are drawn or networks trained."""
        return self.status is Status.RUNNING or not self._draws.finished

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Draw anew for another neuron; begin the training anew with other data or seed."""
        self._scene = scene
        if self._draw_key != _draw_key(scene):
            self._draw_key, self._draws = _draw_key(scene), _draws(scene)
        if self._train_key != _train_key(scene):
            self._train_key, self._training = _train_key(scene), None
            self._shown, self.status = 0, Status.IDLE

    def advance(self, budget_s: float) -> None:
        """Draw or train for about `budget_s` seconds."""
        begun = self._clock()
        while self._draws.piece():
            if self._clock() - begun >= budget_s:
                return
        if self.status is not Status.RUNNING:
            return
        data = self._store.need()
        if data is None:
            return
        if self._training is None:
            self._training = FirstEpochs(data, self._scene.seed)
        while self._clock() - begun < budget_s and self._piece(self._training):
            pass

    # --- view ------------------------------------------------------------------------------

    def view(self, observed: frozenset[str]) -> InitialisationView:
        """Return the view of the station."""
        training = self._training
        points = [] if training is None else training.points[: self._shown + 1]
        pairs = (len(points), len(STARTS))
        return InitialisationView(
            starts=self._starts.get((id(self._draws), self._draws.drawn), self._start_views),
            neurons=self._draws.neurons,
            epochs=seal(np.array([each.epoch for each in points])),
            accuracies=seal(np.array([each.accuracies for each in points]).reshape(pairs)),
            sizes=seal(np.array([each.sizes for each in points]).reshape(pairs)),
            decay=None if training is None else training.decay,
            last_epoch=EPOCHS,
            pictures=0 if training is None else training.pictures,
            data=self._store.name,
        )

    # --- private ---------------------------------------------------------------------------

    def _piece(self, training: FirstEpochs) -> bool:
        """Do a slice of work; return whether another may follow at once."""
        if len(training.points) > self._shown + 1:
            self.go_on()
            # moments that were reached before are shown again one a slice
            return False
        if training.piece() and len(training.points) > 1:
            self.go_on()
            return False
        return True

    def _start_views(self) -> tuple[StartView, StartView]:
        old, new = (self._start_view(each) for each in self._draws.inputs)
        return old, new

    def _start_view(self, which: InitialInput) -> StartView:
        z, density, outputs = theory(which)
        counts = self._draws.counts(which)
        return StartView(which, z, density, seal(which.edges), outputs, counts)


def _draws(scene: Scene) -> Draws:
    inputs = int(scene.settings["init_inputs"])
    on = round(inputs * float(scene.settings["init_on"]))
    neurons = min(max(NUMBERS // max(on, 1), FEWEST), MOST)
    return Draws(tuple(InitialInput(each, inputs, on) for each in STARTS), neurons, scene.seed)


def _draw_key(scene: Scene) -> Hashable:
    return scene.seed, scene.settings["init_inputs"], scene.settings["init_on"]


def _train_key(scene: Scene) -> Hashable:
    return scene.seed, scene.settings["data"]
