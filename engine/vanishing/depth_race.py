"""Does depth pay?  Networks of one to four hidden layers learn side by side on one clock."""

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
"""What they share: Nielsen (2015), ch. 5."""

PIECE_S = 0.003
"""Seconds that one piece of training should take."""

MOST_BATCHES = 2_000


@dataclass(frozen=True, slots=True)
class Lap:
    """What a network had reached after an epoch.

    Attributes
    ----------
    accuracy : float
        Share 0..1 of right answers on the validation pictures.
    seconds : float
        Of its own training so far; measuring does not count.
    """

    epoch: int
    accuracy: float
    seconds: float


class Racer:
    """One of the networks.

    Attributes
    ----------
    layers : str
    laps : list of Lap
        Before the first epoch there is none.
    seconds : float
        Of its own training.
    """

    def __init__(self, layers: str, data: DataSet, seed: int, clock: Callable[[], float]) -> None:
        self.layers, self.laps, self.seconds = layers, list[Lap](), 0.0
        self._clock, self._validation = clock, data.validation
        settings = TrainingSettings.from_values({**RULES, "layers": layers, "seed": seed})
        self.trainer = Trainer(settings, data.training, data.classes)
        self._measurement: Measurement | None = None
        self._batches = 1.0

    @property
    def finished(self) -> bool:
        """Whether it has come to its end, and was measured there."""
        return self._measurement is None and self.trainer.finished

    @property
    def share(self) -> float:
        """Epochs so far, with the part of the present one."""
        segment = self.trainer.segment
        return self.trainer.state.step / segment.steps_per_epoch

    def piece(self) -> None:
        """Train or measure for a moment."""
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
        self.laps.append(Lap(self.trainer.place[0], score.accuracy, self.seconds))
        self._measurement = None


class DepthRace:
    """All networks at once: whoever has had the least time goes on, so that the clock is one.

    What each of them reaches depends on the data and the seed alone.

    Parameters
    ----------
    clock : callable
        Returns seconds; only who is ahead depends on it.
    """

    def __init__(self, data: DataSet, seed: int, clock: Callable[[], float]) -> None:
        self.racers = tuple(Racer(layers, data, seed, clock) for layers in RACERS)

    @property
    def finished(self) -> bool:
        """Whether all have come to their end."""
        return all(racer.finished for racer in self.racers)

    @property
    def epoch(self) -> int:
        """Epochs that all of them have completed."""
        return min(len(racer.laps) for racer in self.racers)

    def piece(self, until: int | None = None) -> bool:
        """Let one of them go on for a moment.

        Parameters
        ----------
        until : int, optional
            Epochs after which they wait.

        Returns
        -------
        bool
            False if there is nothing to do any more.
        """
        going = [
            r for r in self.racers if not r.finished and (until is None or len(r.laps) < until)
        ]
        if going:
            min(going, key=_seconds).piece()
        return bool(going)


def _seconds(racer: Racer) -> float:
    return racer.seconds
