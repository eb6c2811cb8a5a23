"""The race of depths, and the networks that learn parity."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np

from engine.arrays import seal
from engine.errors import SettingError
from engine.simulations.learning.data_store import DataStore
from engine.simulations.scene_page.station_runner import StationRunner
from engine.simulations.vanishing.scene import Scene
from engine.simulations.vanishing.state import LearnerView, RacerView, RaceView
from engine.snapshots import Status
from engine.vanishing.depth_race import RULES, DepthRace, Racer
from engine.vanishing.parity_learners import MOST_BITS, SHAPES, ParityLearner

EPOCHS = int(RULES["epochs"])


class TrialRunner(StationRunner[Scene]):
    """A station whose networks train from scratch to their end; going back is not possible.

    Parameters
    ----------
    scene : Scene
        The first scene.
    clock : callable
        Returns seconds.
    """

    def __init__(self, scene: Scene, clock: Callable[[], float]) -> None:
        super().__init__()
        self._scene, self._clock = scene, clock
        self._until: int | None = None

    def conditions(self, scene: Scene) -> Hashable:
        """Return what the networks depend on: they are discarded when it changes."""
        raise NotImplementedError

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Discard the networks if the scene's conditions differ."""
        before, self._scene = self._scene, scene
        if self.conditions(before) != self.conditions(scene):
            self.reset()

    def start(self) -> None:
        """Train."""
        self._until, self.status = None, Status.RUNNING

    def step_by(self, count: int) -> None:
        """Train for `count` more epochs; the way back is refused."""
        if count < 0:
            raise _no_past()
        self.start()
        self._until = self.step + count

    def seek(self, step: int) -> None:
        """Refuse: no epoch but the last is kept."""
        if step < self.step:
            raise _no_past()

    def reset(self) -> None:
        """Discard the networks; overridden."""
        self.status = Status.IDLE


def _no_past() -> SettingError:
    return SettingError(
        "expected a step forward, got one back: these networks keep no past; press R to begin again"
    )


class Race(TrialRunner):
    """Trains networks of one to four hidden layers side by side; a step is an epoch."""

    needs_pictures = True

    def __init__(self, scene: Scene, store: DataStore, clock: Callable[[], float]) -> None:
        super().__init__(scene, clock)
        self._store = store
        self._race: DepthRace | None = None

    @property
    def step(self) -> int:
        """Epochs that all networks have completed."""
        return self._race.epoch if self._race is not None else 0

    @property
    def last_step(self) -> int:
        """Epochs of the whole race."""
        return EPOCHS

    def conditions(self, scene: Scene) -> Hashable:
        """Return the data and the seed."""
        return scene.settings["data"], scene.seed

    def start(self) -> None:
        """Run the race."""
        if self._race is not None and self._race.finished:
            self.reset()
        super().start()

    def reset(self) -> None:
        """Discard the race."""
        super().reset()
        self._race = None

    def advance(self, budget_s: float) -> None:
        """Run the race for about `budget_s` seconds."""
        data = self._store.need()
        if data is None:
            return
        if self._race is None:
            self._race = DepthRace(data, self._scene.seed, self._clock)
        begun = self._clock()
        while self._clock() - begun < budget_s:
            if not self._race.piece(self._until):
                self.status = Status.FINISHED if self._race.finished else Status.PAUSED
                return

    def view(self) -> RaceView:
        """Return the progress of each network."""
        racers = self._race.racers if self._race is not None else ()
        data = self._store.data
        pictures = len(data.training) if data is not None else 0
        return RaceView(tuple(_racer_view(racer) for racer in racers), EPOCHS, pictures)


def _racer_view(racer: Racer) -> RacerView:
    laps = list(racer.laps)
    return RacerView(
        racer.layers,
        seal(np.array([lap.epoch for lap in laps], np.float64)),
        seal(np.array([lap.accuracy for lap in laps], np.float64)),
        seal(np.array([lap.seconds for lap in laps], np.float64)),
        racer.share,
    )


class Learners(TrialRunner):
    """Trains a shallow and a deep network on parity; a step is an epoch of both."""

    def __init__(self, scene: Scene, clock: Callable[[], float]) -> None:
        super().__init__(scene, clock)
        self._learners: tuple[ParityLearner, ...] = ()

    @property
    def step(self) -> int:
        """Epochs of the network that has trained longest."""
        return max((each.epoch for each in self._learners), default=0)

    @property
    def last_step(self) -> int:
        """Epochs so far: going back is not possible."""
        return self.step

    def conditions(self, scene: Scene) -> Hashable:
        """Return the number of bits and the seed."""
        return scene.settings["parity_bits"], scene.seed

    def start(self) -> None:
        """Train both networks, on at most MOST_BITS bits."""
        if not self._learners or all(each.finished for each in self._learners):
            bits = min(int(self._scene.settings["parity_bits"]), MOST_BITS)
            self._learners = tuple(ParityLearner(kind, bits, self._scene.seed) for kind in SHAPES)
        super().start()

    def reset(self) -> None:
        """Discard both networks."""
        super().reset()
        self._learners = ()

    def advance(self, budget_s: float) -> None:
        """Train both for about `budget_s` seconds, epoch by epoch."""
        begun = self._clock()
        while self._clock() - begun < budget_s:
            going = [each for each in self._learners if not each.finished]
            if not going:
                self.status = Status.FINISHED
                return
            if self._until is not None and self.step >= self._until:
                self.status = Status.PAUSED
                return
            for learner in going:
                learner.advance()

    def view(self) -> tuple[LearnerView, ...]:
        """Return the progress of each network."""
        return tuple(
            _learner_view(kind, each) for kind, each in zip(SHAPES, self._learners, strict=False)
        )


def _learner_view(kind: str, learner: ParityLearner) -> LearnerView:
    accuracies = np.array(learner.accuracies)
    return LearnerView(
        kind,
        "-".join(map(str, learner.network.specification.sizes)),
        seal(np.arange(len(accuracies), dtype=np.float64)),
        seal(accuracies),
        learner.solved_at,
    )
