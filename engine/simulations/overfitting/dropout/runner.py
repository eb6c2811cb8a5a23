"""A network that learns with dropout, and its committee; a step is a mini-batch."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np

from engine import random_streams
from engine.arrays import Matrix, seal
from engine.data.examples import DataSet
from engine.improvement.dropout_committee import (
    Scores,
    Scoring,
    Verdict,
    kept_neurons,
    members,
    verdict,
)
from engine.simulations.cached_value import CachedValue
from engine.simulations.learning.data_store import DataStore
from engine.simulations.overfitting.dropout.course import BATCH, HIDDEN, LAST, OPENING, Course
from engine.simulations.overfitting.dropout.state import DropoutView
from engine.simulations.overfitting.scene import Scene
from engine.simulations.scene_page.playback import Playback
from engine.simulations.scene_page.station_runner import StationRunner
from engine.snapshots import Status

BATCHES = 20
"""Mini-batches whose masks are the members of the committee: 200 of them."""

SCORED = 1_000
"""Test pictures that the committee is scored on."""


class DropoutRunner(StationRunner[Scene]):
    """Trains to where it is looked at, plays mini-batch by mini-batch, and asks the committee.

    Training needs compiled kernels, for which only a start can wait: before the first one nothing
    is trained, and the view asks for it.

    Parameters
    ----------
    scene : Scene
        The first scene.
    store : DataStore
        Source of the pictures.
    clock : callable
        Returns seconds; only speed depends on it.
    """

    needs_pictures = True

    def __init__(self, scene: Scene, store: DataStore, clock: Callable[[], float]) -> None:
        super().__init__()
        self._scene, self._store, self._clock = scene, store, clock
        self._key: Hashable = _key(scene)
        self._course: Course | None = None
        self._begun = False
        self._target = OPENING
        self._playback = Playback(clock)
        self._verdict: CachedValue[Verdict | None] = CachedValue()
        self._scoring: tuple[Hashable, Scoring] | None = None
        self._scores: tuple[Hashable, Scores] | None = None

    @property
    def step(self) -> int:
        """Mini-batches that are trained."""
        return self._course.step if self._course is not None else 0

    @property
    def last_step(self) -> int:
        """Mini-batches of the timeline."""
        return LAST

    @property
    def busy(self) -> bool:
        """Whether it plays, trains, or asks the committee."""
        playing = self.status is Status.RUNNING
        return self._begun and (playing or self._away or self._scores_lack)

    def show(self, scene: Scene, *, returning: bool = False) -> None:
        """Train anew to the same mini-batch with another rate, seed or other data."""
        self._scene = scene
        if self._key != _key(scene):
            self._key, self._course = _key(scene), None
            self._verdict = CachedValue()
            self._scores = self._scoring = None
            self.pause()

    # --- transport -------------------------------------------------------------------------

    def start(self) -> None:
        """Train to the first moment that is shown; later, play mini-batch by mini-batch."""
        if not self._begun:
            self._begun = True
            return
        if self._target >= LAST:
            self._target = 0
        self._playback.start(self._target, LAST)
        self.status = Status.RUNNING

    def pause(self) -> None:
        """Pause."""
        self._playback.pause()
        super().pause()

    def step_by(self, count: int) -> None:
        """Train some mini-batches, or go back."""
        self._begun = True
        self.seek(self._target + count)

    def seek(self, step: int) -> None:
        """Show the network after some mini-batches."""
        self.pause()
        if self._begun:
            self.status = Status.PAUSED
            self._target = max(0, min(step, LAST))

    def reset(self) -> None:
        """Show the untrained network."""
        self.seek(0)

    def advance(self, budget_s: float) -> None:
        """Train, go back or score for about `budget_s` seconds."""
        data = self._store.need()
        if data is None or not self._begun:
            return
        if self._course is None:
            self._course = Course(data, float(self._scene.settings["drop_share"]), self._scene.seed)
        if self.status is Status.RUNNING:
            self._target = max(self._target, self._playback.due(self._speed))
            if self._target >= LAST:
                self.status = Status.FINISHED
        begun = self._clock()
        while self._piece(self._course) and self._clock() - begun < budget_s:
            pass

    # --- view ------------------------------------------------------------------------------

    def view(self, observed: frozenset[str]) -> DropoutView:
        """Return the view of the station."""
        course, data, step = self._course, self._store.data, self.step
        place = self._place(data)
        known = data is not None
        key = (id(course), step, place)
        return DropoutView(
            wish=0 if self._begun else 1,
            learning=self._away and self.status is not Status.RUNNING,
            share=self._share,
            step=step,
            kept=seal(kept_neurons(self._mask_key, step, BATCH, HIDDEN, self._share)),
            members=BATCHES * BATCH,
            number=place,
            picture=seal(_picture(data, place)) if data is not None else None,
            label=int(data.test.labels[place]) if data is not None else -1,
            verdict=self._verdict.get(key, self._ask) if known and course is not None else None,
            scores=self._scores[1] if self._scores and self._scores[0] == self._moment else None,
            pictures=0 if course is None else course.pictures,
            data=self._store.name,
        )

    # --- private ---------------------------------------------------------------------------

    @property
    def _share(self) -> float:
        return float(self._scene.settings["drop_share"])

    @property
    def _speed(self) -> float:
        return float(self._scene.settings["speed"])

    @property
    def _mask_key(self) -> int:
        return int(random_streams.counter_key(self._scene.seed, "dropout"))

    @property
    def _moment(self) -> Hashable:
        return id(self._course), self.step

    @property
    def _away(self) -> bool:
        """Whether the network is not yet where it is looked at."""
        return self._begun and (self._course is None or self._course.step != self._target)

    @property
    def _scores_lack(self) -> bool:
        """Whether the committee of the present moment is still to be scored."""
        return self._scores is None or self._scores[0] != self._moment

    def _members(self) -> Matrix:
        return members(self._mask_key, self.step, BATCHES, BATCH, HIDDEN, self._share)

    def _place(self, data: DataSet | None) -> int:
        wanted = int(self._scene.settings["drop_picture"])
        return wanted if data is None else min(wanted, len(data.test) - 1)

    def _ask(self) -> Verdict | None:
        course, data = self._course, self._store.data
        if course is None or data is None:
            return None
        x = data.test.x[self._place(data)]
        return verdict(course.network, x, self._members(), self._share)

    def _piece(self, course: Course) -> bool:
        """Do a slice of work; return whether another may follow at once."""
        if course.step != self._target:
            if not course.towards(self._target) and course.step != self._target:
                self._target = course.step  # training has ended
            return True
        if self.status is Status.RUNNING or not self._scores_lack:
            return False
        if self._scoring is None or self._scoring[0] != self._moment:
            self._scoring = self._moment, self._new_scoring(course)
        scores = self._scoring[1].piece()
        if scores is not None:
            self._scores, self._scoring = (self._moment, scores), None
        return True

    def _new_scoring(self, course: Course) -> Scoring:
        test = course.data.test.take(min(SCORED, len(course.data.test)))
        return Scoring(course.network, test.x, test.labels, self._members(), self._share)


def _picture(data: DataSet, place: int) -> Matrix:
    picture: Matrix = np.array(data.test.x[place], np.float32).reshape(data.rows, data.columns)
    return picture


def _key(scene: Scene) -> Hashable:
    return scene.seed, scene.settings["data"], scene.settings["drop_share"]
