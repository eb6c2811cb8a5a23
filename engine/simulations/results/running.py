"""The run under way: what it has reported, and how far stopped runs had come."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec

from engine.atomic_files import write_atomically
from engine.errors import EngineError, StorageError
from engine.experiments.outside import OutsideRunner, Report, Runner
from engine.experiments.own_results import OwnResult, made_folder
from engine.experiments.worker import Order
from engine.simulations.results.scene import EXPERIMENT, Scene
from engine.simulations.results.state import RunningView
from engine.training.epoch_summary import EpochSummary

MakeRunner: TypeAlias = Callable[[Order, Runner | None], Runner]

STOPPED_FILE = "stopped.json"

LEAST_SHARE = 0.01
"""Share of a network below which no remaining time is told."""

Shares = dict[str, Annotated[float, msgspec.Meta(ge=0, le=1)]]


def run_outside(order: Order, after: Runner | None) -> Runner:
    """Return a process that runs an experiment once another one has ended."""
    return OutsideRunner(order, after)


def key_of(scene: Scene) -> str:
    """Return the name under which a run of the chosen experiment is kept."""
    seed = scene.seed if "seed" in EXPERIMENT[scene.chosen].settings else 0
    return f"{scene.chosen}-{scene.length}-{seed}"


class StoppedRuns:
    """Shares at which runs were stopped, and the folders of their checkpoints.

    Parameters
    ----------
    folder : Path
        Of one's own results; made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shares = self._read()

    def share(self, key: str) -> float | None:
        """Return the share 0..1 at which a run was stopped; None if there is nothing of it."""
        return self._shares.get(key)

    def checkpoints(self, key: str) -> Path:
        """Return the folder of a run's checkpoints; it is made.

        Raises
        ------
        StorageError
            If it cannot be made.
        """
        return made_folder(self._folder / "checkpoints" / key)

    def keep(self, key: str, share: float) -> None:
        """Remember how far a run has come.

        Raises
        ------
        StorageError
            If that cannot be written.
        """
        self._shares[key] = share
        self._write()

    def forget(self, key: str) -> None:
        """Delete what is kept of a run.

        Raises
        ------
        StorageError
            If that cannot be written.
        """
        shutil.rmtree(self._folder / "checkpoints" / key, ignore_errors=True)
        if self._shares.pop(key, None) is not None:
            self._write()

    def _read(self) -> Shares:
        # it only says how far checkpoints had come: without it runs go on all the same
        try:
            content = (self._folder / STOPPED_FILE).read_bytes()
            return msgspec.json.decode(content, type=Shares)
        except (OSError, UnicodeDecodeError, msgspec.DecodeError):
            return {}

    def _write(self) -> None:
        made_folder(self._folder)
        write_atomically(self._folder / STOPPED_FILE, msgspec.json.encode(self._shares))


class CurrentRun:
    """One run of an experiment, and what it has reported.

    Parameters
    ----------
    key : str
        Name under which it is kept.
    clock : callable
        Returns seconds.

    Attributes
    ----------
    result : OwnResult or None
        Once it has ended well.
    failure : EngineError or None
        Why it has failed.
    ended : bool
    """

    def __init__(self, id_: str, key: str, runner: Runner, clock: Callable[[], float]) -> None:
        self.id, self.key, self.runner = id_, key, runner
        self.result: OwnResult | None = None
        self.failure: EngineError | None = None
        self.ended = False
        self.share: float | None = None
        self._clock, self._begun_s = clock, clock()
        self._network, self._epochs = 1, list[EpochSummary]()
        self._from: tuple[float, float] | None = None

    def take(self, report: Report) -> None:
        """Take what was reported."""
        for name, content in report.items():
            TAKES[name](self, content)

    def view(self) -> RunningView:
        """Return what is shown of it."""
        on = EXPERIMENT[self.id].book.on
        measured = (
            epoch.validation_accuracy if on == "validation" else epoch.test_accuracy
            for epoch in self._epochs
        )
        return RunningView(
            self.id,
            self.share,
            self._network,
            self._clock() - self._begun_s,
            self._remaining_s(),
            tuple(each or 0.0 for each in measured),
        )

    def _remaining_s(self) -> float | None:
        if self._from is None or self.share is None:
            return None
        begun_s, first = self._from
        if self.share - first < LEAST_SHARE:
            return None
        return (self._clock() - begun_s) * (1 - self.share) / (self.share - first)

    def _take_share(self, share: float) -> None:
        if self.share is not None and share < self.share:
            # the share is one of the present network; another one has begun
            self._network += 1
            self._epochs.clear()
            self._from = None
        if self._from is None:
            self._from = self._clock(), share
        self.share = share

    def _take_epoch(self, record: Mapping[str, object]) -> None:
        epoch = EpochSummary.from_record(record)
        if self._epochs and epoch.epoch <= self._epochs[-1].epoch:
            self._epochs.clear()
        self._epochs.append(epoch)

    def _take_result(self, record: object) -> None:
        self.result = msgspec.convert(record, OwnResult)

    def _take_refusal(self, refusal: tuple[str, Mapping[str, object]]) -> None:
        template, fields = refusal
        self.failure = EngineError(template, **fields)

    def _take_end(self, status: int) -> None:
        self.ended = True
        if status and self.result is None and self.failure is None:
            self.failure = StorageError(
                "expected the experiment to come to its end, got a process that ended with status "
                "{status}; run `experiment run {id}` on the command line to see why",
                status=status,
                id=self.id,
            )


TAKES: Mapping[str, Callable[..., None]] = {
    "share": CurrentRun._take_share,
    "epoch": CurrentRun._take_epoch,
    "result": CurrentRun._take_result,
    "refused": CurrentRun._take_refusal,
    "ended": CurrentRun._take_end,
}
"""Handler of each kind of report."""
