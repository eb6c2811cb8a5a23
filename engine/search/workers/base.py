"""Interface of workers, and the events that they report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from engine.search.trial import Trial, TrialResult
from engine.training.epoch_summary import EpochSummary


@dataclass(frozen=True, slots=True)
class Ready:
    """The data are loaded and kernels compiled; comes once, before all other events."""

    fingerprint: str


@dataclass(frozen=True, slots=True)
class EpochEnded:
    """A trial has trained one epoch more."""

    number: int
    epoch: EpochSummary


@dataclass(frozen=True, slots=True)
class TrialEnded:
    """A trial is done."""

    result: TrialResult


@dataclass(frozen=True, slots=True)
class TrialLost:
    """The worker of a trial has died; the trial is to be submitted again."""

    number: int


Event: TypeAlias = Ready | EpochEnded | TrialEnded | TrialLost


class Workers(Protocol):
    """Train trials; nothing here blocks but `wait`, and `events` of workers in this process.

    Attributes
    ----------
    count : int
        Trials that are trained at the same time.
    """

    count: int

    def submit(self, trial: Trial) -> None:
        """Take a trial; more than `count` wait in a queue."""

    def events(self) -> list[Event]:
        """Return what has happened since the last call.

        Raises
        ------
        EngineError
            If the data are refused, or the workers cannot go on.
        """

    def wait(self, seconds: float) -> None:
        """Wait until something has happened, at most so long."""

    def close(self) -> None:
        """Stop at once; trials that are not done are dropped."""
