"""Checkpoints of experiments' runs: stopped runs resume, finished ones are not repeated."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine import __version__
from engine.atomic_files import check_writable
from engine.data.examples import DataSet
from engine.errors import StorageError
from engine.runs.headless_run import HeadlessRun, resume
from engine.runs.storage import load_arrays, save_arrays
from engine.training.epoch_summary import EpochSummary
from engine.training.settings import TrainingSettings
from engine.training.states import State


class Checkpoint:
    """Checkpoint file of one run; its name is a hash of settings, data and version.

    The number of epochs is not part of the hash: a run of 5 epochs can be continued to 60.

    Parameters
    ----------
    folder : Path
    settings : TrainingSettings
    data : DataSet
    expansion : str
        Name of the expansion of the training set, "" for none.
    """

    def __init__(
        self, folder: Path, settings: TrainingSettings, data: DataSet, expansion: str = ""
    ) -> None:
        self._run: dict[str, Any] = {
            **{name: value for name, value in settings.values().items() if name != "epochs"},
            "data": data.name,
            "labels": hashlib.sha256(data.training.labels.tobytes()).hexdigest(),
            "expansion": expansion,
            "version": __version__,
        }
        name = hashlib.sha256(json.dumps(self._run, sort_keys=True).encode()).hexdigest()
        self.path = folder / f"{name[:16]}.safetensors"
        check_writable(self.path)

    def restore(self, run: HeadlessRun) -> list[EpochSummary]:
        """Restore a run's state and return the epochs done so far; none without a file.

        Raises
        ------
        StorageError
            If the file is damaged or of another run.
        """
        if not self.path.exists():
            return []
        arrays, description = load_arrays(self.path)
        try:
            if description["run"] != self._run:
                raise self._unfit()
            state = State(
                arrays["parameters"], arrays["velocity"], arrays["memory"], description["step"]
            )
            epochs = [EpochSummary.from_record(record) for record in description["epochs"]]
            seconds = float(description.get("epoch_seconds", 0.0))
        except (KeyError, TypeError, ValueError):
            raise self._unfit() from None
        resume(run.trainer, state, run.trainer.segments)
        run.seconds = seconds
        return epochs

    def save(self, run: HeadlessRun, epochs: Sequence[EpochSummary]) -> None:
        """Write the present state of a run.

        Raises
        ------
        StorageError
            If the file cannot be written.
        """
        state = run.trainer.state
        save_arrays(
            self.path,
            {"parameters": state.parameters, "velocity": state.slots, "memory": state.memory},
            {
                "run": self._run,
                "step": state.step,
                "epochs": [epoch.as_record() for epoch in epochs],
                "epoch_seconds": run.seconds,
            },
        )

    def _unfit(self) -> StorageError:
        return StorageError(
            "expected a checkpoint of this run at {path}, got one of another; choose another "
            "folder or delete the file",
            path=self.path,
        )
