"""Writing of runs to a document."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.examples import DataSet
from engine.data.fingerprint import fingerprint
from engine.documents.rows import metrics_row, state_row
from engine.documents.schema import (
    DivergenceContent,
    RunContent,
    SegmentContent,
    TaughtContent,
    WeightEditContent,
)
from engine.documents.sheets import SheetWriter
from engine.documents.thinning import FRAMES_BYTES, thinned
from engine.runs.run import Run
from engine.runs.storage import segment_record
from engine.training.epoch_metrics import EpochMetrics
from engine.training.states import State

STATES, EPOCH_METRICS = "states", "records"
"""Kinds of sheets."""


class RunWriter:
    """Writer of a document's runs; states and metrics shared by runs are written once.

    All mutable parts are copied: after every run has been put, the runs may go on while
    another thread calls `arrays`.

    Parameters
    ----------
    runs : list of Run
        All runs to be written; their key frames are thinned together.
    """

    def __init__(self, runs: list[Run], frames_bytes: int = FRAMES_BYTES) -> None:
        self._states = SheetWriter[State](STATES, state_row)
        self._epoch_metrics = SheetWriter[EpochMetrics](EPOCH_METRICS, metrics_row)
        self._arrays: dict[str, NDArray[Any]] = {}
        self._numbers: dict[int, int] = {}
        self._fingerprints: dict[int, tuple[DataSet, str]] = {}
        for run in runs:
            run.settle()
        films = thinned([_frames(run) for run in runs], frames_bytes)
        self._films = {id(run): film for run, film in zip(runs, films, strict=True)}

    def put_array(self, name: str, array: NDArray[Any]) -> str:
        """Copy an array and return its unique name."""
        number = len(self._arrays)
        unique = f"{name}/{number}"
        self._arrays[unique] = array.copy()
        return unique

    def put(self, run: Run) -> RunContent:
        """Return the JSON content of a run."""
        trainer, divergence = run.trainer, run.divergence
        film = self._films[id(run)]
        here = next((frame for frame in film if frame.step == run.step), None)
        steps, costs = run.loss_trace.until(run.last_step)
        return RunContent(
            examples=trainer.base_size,
            fingerprint=self._fingerprint(run.data),
            segments=[SegmentContent(**segment_record(segment)) for segment in trainer.segments],
            weight_edits=[
                WeightEditContent(
                    step=weight_edit.step,
                    places=self.put_array("places", weight_edit.places),
                    values=self.put_array("values", weight_edit.values),
                )
                for weight_edit in trainer.weight_edits
            ],
            taught=self._taught(run),
            last_step=run.last_step,
            seconds=run.seconds,
            state=self._states.put(here or trainer.state.copy()),
            frames=self.put_array("frames", self._states.put_all(film)),
            spacing=run.recording.spacing if run.recording is not None else 1,
            epoch_metrics=self.put_array("epochs", self._epoch_metrics.put_all(run.epoch_metrics)),
            trace_steps=self.put_array("marks", steps.astype(np.int64)),
            trace_costs=self.put_array("marks", costs),
            divergence=None
            if divergence is None
            else DivergenceContent(step=divergence.step, eta=divergence.eta),
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays of all runs that were put."""
        return {**self._arrays, **self._states.arrays(), **self._epoch_metrics.arrays()}

    def _taught(self, run: Run) -> TaughtContent | None:
        examples, base = run.trainer.examples, run.trainer.base_size
        if len(examples) == base:
            return None
        return TaughtContent(
            x=self.put_array("pictures", examples.x[base:]),
            labels=self.put_array("labels", examples.labels[base:]),
        )

    def _fingerprint(self, data: DataSet) -> str:
        if id(data) not in self._fingerprints:
            self._fingerprints[id(data)] = (data, fingerprint(data.training))
        return self._fingerprints[id(data)][1]


def _frames(run: Run) -> tuple[State, ...]:
    """Return the key frames of a run, its end included if that is the current step."""
    if run.recording is None:
        return ()
    if run.step == run.last_step and len(run.recording):
        run.recording.take(run.trainer.state)
    return run.recording.frames()
