"""One trial of a search: a training run that is judged by its validation accuracy."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.data.examples import DataSet
from engine.errors import EngineError, StorageError
from engine.exports.command_line import train_command
from engine.runs.headless_run import HeadlessRun
from engine.search.plan import SearchPlan
from engine.search.pruning import is_hopeless
from engine.settings import Value
from engine.training.epoch_summary import EpochSummary
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

FINISHED, PRUNED, DIVERGED, FAILED = "finished", "pruned", "diverged", "failed"
STATES = (FINISHED, PRUNED, DIVERGED, FAILED)
"""How a trial ends; "failed" is one that could not be trained at all."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial that is to be trained.

    Attributes
    ----------
    number : int
        0 for the first; of a grid the number of the cell.
    values : Mapping
        Values of the searched settings.
    floors : tuple of float
        Validation accuracy by epoch below which it is pruned; empty for never.
    """

    number: int
    values: Mapping[str, Value]
    floors: tuple[float, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return the trial as values of JSON."""
        return {"trial": self.number, "values": dict(self.values), "floors": list(self.floors)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Trial:
        """Return the trial that `as_record` described."""
        return cls(int(record["trial"]), dict(record["values"]), tuple(record["floors"]))


@dataclass(frozen=True, slots=True)
class TrialResult:
    """Measures and weights of a trial that has ended.

    Attributes
    ----------
    state : str
        One of STATES.
    epochs : tuple of EpochSummary
        Measures after each epoch.
    digest : str
        SHA-256 of the last weights, as `train` prints it; "" if it failed.
    reason : str
        Why it failed, else "".
    """

    number: int
    values: Mapping[str, Value]
    state: str
    epochs: tuple[EpochSummary, ...] = ()
    digest: str = ""
    reason: str = ""

    @property
    def best(self) -> EpochSummary | None:
        """The epoch of the best validation accuracy, the first of equals."""
        known = [epoch for epoch in self.epochs if epoch.validation_accuracy is not None]
        return max(known, key=lambda epoch: epoch.validation_accuracy or 0.0, default=None)

    @property
    def score(self) -> float | None:
        """The best validation accuracy, None if no epoch ended."""
        return None if self.best is None else self.best.validation_accuracy

    def settings(self, plan: SearchPlan) -> TrainingSettings:
        """Return the settings that train to the same weights: a pruned trial's epochs are fewer."""
        whole = plan.settings(self.values)
        return replace(whole, epochs=len(self.epochs)) if self.state == PRUNED else whole

    def command(self, plan: SearchPlan) -> str:
        """Return the command line that trains to the same weights."""
        folder = ("--data-dir", plan.data.folder) if plan.data.folder else ()
        return train_command(self.settings(plan), plan.data.name, folder)

    def as_record(self) -> dict[str, Any]:
        """Return the result as values of JSON."""
        return {
            "trial": self.number,
            "values": dict(self.values),
            "state": self.state,
            "epochs": [epoch.as_record() for epoch in self.epochs],
            "digest": self.digest,
            "reason": self.reason,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> TrialResult:
        """Return the result that `as_record` described.

        Raises
        ------
        StorageError
            If it is none.
        """
        try:
            if record["state"] not in STATES:
                raise ValueError
            return cls(
                int(record["trial"]),
                dict(record["values"]),
                str(record["state"]),
                tuple(EpochSummary.from_record(epoch) for epoch in record["epochs"]),
                str(record["digest"]),
                str(record["reason"]),
            )
        except (KeyError, TypeError, ValueError):
            raise StorageError(
                "expected a trial of a search, got something else; choose another journal"
            ) from None


def train_trial(
    plan: SearchPlan,
    trial: Trial,
    data: Mapping[str, DataSet],
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[EpochSummary | TrialResult]:
    """Train a trial; yield each epoch, then the result.

    Parameters
    ----------
    data : mapping of DataSet
        By layers, from `SearchPlan.prepared`.
    """
    try:
        settings = plan.settings(trial.values)
        own = data[settings.layers]
        trainer = Trainer(settings, own.training, own.classes)
    except EngineError as error:
        yield TrialResult(trial.number, trial.values, FAILED, reason=str(error))
        return
    # stopped between epochs or with its process: whole epochs save the calls
    run = HeadlessRun(trainer, own, clock=clock, pieces=1)
    epochs: list[EpochSummary] = []
    state = FINISHED
    for epoch in run.epochs():
        epochs.append(epoch)
        yield epoch
        if not trainer.finished and is_hopeless(epochs, trial.floors):
            state = PRUNED
            break
    if trainer.divergence is not None:
        state = DIVERGED
    digest = trainer.network.digest()
    yield TrialResult(trial.number, trial.values, state, tuple(epochs), digest)


def precompile_trials(plan: SearchPlan, data: Mapping[str, DataSet]) -> None:
    """Compile what the trials need, so that workers find it in the cache of kernels."""
    for layers, own in data.items():
        settings = replace(plan.base, layers=layers, epochs=1, train_size=plan.base.batch)
        trainer = Trainer(settings, own.training, own.classes)
        list(HeadlessRun(trainer, own, clock=_still).epochs())


def _still() -> float:
    return 0.0
