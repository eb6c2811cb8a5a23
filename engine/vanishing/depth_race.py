"""Race of networks with one to four hidden layers for equal training time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.data.examples import DataSet, Examples
from engine.settings import Value
from engine.training.measurement import Measurement
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

RACERS = ("784-30-10", "784-30-30-10", "784-30-30-30-10", "784-30-30-30-30-10")
"""The networks of the experiments 5.A to 5.D."""

RULES: Mapping[str, Value] = {
    "cost": "cross-entropy",
    "initialiser": "1/sqrt(n_in)",
    "eta": 0.1,
    "lambda": 5.0,
    "batch": 10,
    "epochs": 30,
}
"""Shared training settings.  Nielsen (2015), ch. 5."""

PIECE_S = 0.003
"""Target seconds of one slice of training."""

MOST_BATCHES = 2_000


@dataclass(frozen=True, slots=True)
class RaceEpoch:
    """Result of a network after an epoch.

    Attributes
    ----------
    accuracy : float
        Accuracy 0..1 on the validation images.
    seconds : float
        Own training time so far, without measuring.
    """

    epoch: int
    accuracy: float
    seconds: float


class Racer:
    """A network of the race.

    Attributes
    ----------
    layers : str
    laps : list of Lap
        One per completed epoch.
    seconds : float
        Own training time.
    """

    def __init__(self, layers: str, data: DataSet, seed: int, clock: Callable[[], float]) -> None:
        self.layers, self.laps, self.seconds = layers, list[RaceEpoch](), 0.0
        self._clock, self._validation = clock, data.validation
        settings = TrainingSettings.from_values({**RULES, "layers": layers, "seed": seed})
        self.trainer = Trainer(settings, data.training, data.classes)
        self._measurement: Measurement | None = None
        self._batches = 1.0

    @property
    def finished(self) -> bool:
        """Whether it has trained all epochs and was measured at the end."""
        return self._measurement is None and self.trainer.finished

    @property
    def share(self) -> float:
        """Epochs so far, with the fraction of the present one."""
        segment = self.trainer.segment
        return self.trainer.state.step / segment.steps_per_epoch

    def piece(self) -> None:
        """Train or measure for a slice of time."""
        if self._measurement is not None:
            self._measure(self._measurement)
            return
        begun = self._clock()
        done = self.trainer.train(max(int(self._batches), 1))
        passed = self._clock() - begun
        self.seconds += passed
        most = min(4 * self._batches, MOST_BATCHES)
        self._batches = min(max(done, 1) * PIECE_S / max(passed, 1e-6), most)
        if done and self.trainer.place[1] == 0:
            parts: dict[str, Examples] = {"validation": self._validation}
            self._measurement = Measurement(self.trainer.network, self.trainer.settings, parts)

    def _measure(self, measurement: Measurement) -> None:
        if measurement.advance():
            return
        score = measurement.scores()["validation"]
        self.trainer.end_epoch(score.accuracy)
        self.laps.append(RaceEpoch(self.trainer.place[0], score.accuracy, self.seconds))
        self._measurement = None


class DepthRace:
    """All networks in turn: the one with the least training time goes next.

    The results of each depend on the data and the seed alone.

    Parameters
    ----------
    clock : callable
        Returns seconds; only the order of turns depends on it.
    """

    def __init__(self, data: DataSet, seed: int, clock: Callable[[], float]) -> None:
        self.racers = tuple(Racer(layers, data, seed, clock) for layers in RACERS)

    @property
    def finished(self) -> bool:
        """Whether all networks have finished."""
        return all(racer.finished for racer in self.racers)

    @property
    def epoch(self) -> int:
        """Number of epochs that all networks have completed."""
        return min(len(racer.laps) for racer in self.racers)

    def piece(self, until: int | None = None) -> bool:
        """Advance one network by a slice of work.

        Parameters
        ----------
        until : int, optional
            Epochs after which a network waits.

        Returns
        -------
        bool
            False if there was nothing to do.
        """
        going = [
            r for r in self.racers if not r.finished and (until is None or len(r.laps) < until)
        ]
        if going:
            min(going, key=_seconds).piece()
        return bool(going)


def _seconds(racer: Racer) -> float:
    return racer.seconds
