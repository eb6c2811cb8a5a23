"""The race of depths, and the networks that learn parity."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.arrays import seal
from engine.simulations.learning.data_store import DataStore
from engine.simulations.vanishing.runner import Runner
from engine.simulations.vanishing.scene import Scene
from engine.simulations.vanishing.state import LearnerView, RacerView, RaceView
from engine.snapshots import Status
from engine.vanishing.depth_race import RULES, DepthRace, Racer
from engine.vanishing.parity_learners import MOST_BITS, SHAPES, ParityLearner

EPOCHS = int(RULES["epochs"])


class Race(Runner):
    """Lets networks of one to four hidden layers learn side by side; a step is an epoch."""

    def __init__(self, scene: Scene, store: DataStore, clock: Callable[[], float]) -> None:
        super().__init__()
        self._scene, self._store, self._clock = scene, store, clock
        self._race: DepthRace | None = None
        self._until: int | None = None

    @property
    def step(self) -> int:
        """Epochs that all have completed."""
        return self._race.epoch if self._race is not None else 0

    @property
    def last_step(self) -> int:
        """Epochs until the end."""
        return EPOCHS

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Begin anew where the pictures or the seed are others."""
        before, self._scene = self._scene, scene
        if (before.settings["data"], before.seed) != (scene.settings["data"], scene.seed):
            self.reset()

    def start(self) -> None:
        """Let them run."""
        if self._race is not None and self._race.finished:
            self.reset()
        self._until, self.status = None, Status.RUNNING

    def step_by(self, count: int) -> None:
        """Let all of them run some epochs further; there is no way back."""
        if count > 0:
            self.start()
            self._until = self.step + count

    def reset(self) -> None:
        """Bring all of them back to the start."""
        self._race, self.status = None, Status.IDLE

    def advance(self, budget_s: float) -> None:
        """Let them run for a moment."""
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
        """Return how far each of them is."""
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


class Learners(Runner):
    """Lets a shallow and a deep network learn parity; a step is an epoch of both."""

    def __init__(self, scene: Scene, clock: Callable[[], float]) -> None:
        super().__init__()
        self._scene, self._clock = scene, clock
        self._learners: tuple[ParityLearner, ...] = ()
        self._until: int | None = None

    @property
    def step(self) -> int:
        """Epochs of the one that learned longest."""
        return max((each.epoch for each in self._learners), default=0)

    @property
    def last_step(self) -> int:
        """Epochs so far: there is no way back."""
        return self.step

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Begin anew where there are more or fewer bits, or another seed."""
        before, self._scene = self._scene, scene
        bits = before.settings["parity_bits"], scene.settings["parity_bits"]
        if bits[0] != bits[1] or before.seed != scene.seed:
            self.reset()

    def start(self) -> None:
        """Let them learn, as many bits as can be learned at once."""
        if not self._learners or all(each.finished for each in self._learners):
            bits = min(int(self._scene.settings["parity_bits"]), MOST_BITS)
            self._learners = tuple(ParityLearner(kind, bits, self._scene.seed) for kind in SHAPES)
        self._until, self.status = None, Status.RUNNING

    def step_by(self, count: int) -> None:
        """Let both learn some epochs longer."""
        if count > 0:
            self.start()
            self._until = self.step + count

    def reset(self) -> None:
        """Forget what they have learned."""
        self._learners, self.status = (), Status.IDLE

    def advance(self, budget_s: float) -> None:
        """Let both learn for a moment, epoch by epoch."""
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
        """Return what each of them has reached."""
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
