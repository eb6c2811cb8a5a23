"""Reading of runs from a document; everything is validated before use."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.examples import DataSet
from engine.data.fingerprint import fingerprint
from engine.documents.container import Arrays, damaged, refused_as_damaged
from engine.documents.rows import cell, metrics_of, state_of
from engine.documents.run_writing import EPOCH_METRICS, STATES
from engine.documents.schema import RunContent, SegmentContent, Values
from engine.documents.sheets import SheetReader
from engine.errors import DocumentError
from engine.runs.run import Run
from engine.training.epoch_metrics import EpochMetrics
from engine.training.loss_trace import LossTrace
from engine.training.recording import Recording
from engine.training.settings import TrainingSettings, check_fit, check_pictures
from engine.training.states import Divergence, Segment, State, WeightEdit
from engine.training.trainer import Trainer

MOST_TAUGHT = 100_000
"""Most examples added by the user."""


class RunReader:
    """Reader of a document's runs; states and metrics shared by runs are read once."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._states = SheetReader(STATES, arrays, state_of)
        self._epoch_metrics = SheetReader(EPOCH_METRICS, arrays, metrics_of)
        self._fingerprints: dict[int, tuple[DataSet, str]] = {}
        self._fitted_data: dict[tuple[int, int], DataSet] = {}
        self._trainers: dict[tuple[object, ...], Trainer] = {}

    def array(self, name: str, kinds: str, shape: tuple[int | None, ...]) -> NDArray[Any]:
        """Return an array by its name.

        Raises
        ------
        DocumentError
            If it is missing or has another kind or shape.
        """
        return cell(self._arrays, name, kinds, shape)

    def get(self, content: RunContent, data: DataSet, name: str) -> Run:
        """Return a run at its saved step.

        Parameters
        ----------
        name : str
            Name of the data, for error messages.

        Raises
        ------
        DocumentError
            If the content is inconsistent, or the data have changed.
        """
        self._check_data(content, data, name)
        state = self._states.get(content.state)
        data = self._fitted(content, data)
        segments = _segments(content, state, data)
        epoch_metrics = self._epoch_metrics.get_all(
            self.array(content.epoch_metrics, "i", (None, 2))
        )
        _check_epoch_metrics(epoch_metrics, content, state, data)
        recording = self._recording(content, state)
        trainer = self._trainer(segments[0].settings, data)
        self._teach(trainer, content, segments)
        trainer.segments = segments
        trainer.weight_edits = self._weight_edits(content, state)
        trainer.restore(state)
        if content.divergence is not None:
            trainer.divergence = Divergence(content.divergence.step, content.divergence.eta)
        return Run.revived(
            trainer,
            data,
            recording,
            epoch_metrics=epoch_metrics,
            loss_trace=self._loss_trace(content),
            seconds=content.seconds,
            last_step=content.last_step,
        )

    # --- private ---------------------------------------------------------------------------

    def _fitted(self, content: RunContent, data: DataSet) -> DataSet:
        """Return the data for a network that may have spare outputs, the same for equal ones."""
        outputs = settings_of(content.segments[0].settings).specification().sizes[-1]
        return self._fitted_data.setdefault((id(data), outputs), data.with_outputs(outputs))

    def _check_data(self, content: RunContent, data: DataSet, name: str) -> None:
        if id(data) not in self._fingerprints:
            self._fingerprints[id(data)] = (data, fingerprint(data.training))
        found = self._fingerprints[id(data)][1]
        if content.examples != len(data.training) or content.fingerprint != found:
            raise DocumentError(
                "expected the examples that the document's runs learned from, got others in "
                "{name}; put the old ones back",
                name=name,
            )

    def _trainer(self, settings: TrainingSettings, data: DataSet) -> Trainer:
        """Return a new trainer; runs of equal layers and seed share their immutable parts."""
        key = (id(data), settings.specification(), settings.seed)
        if key not in self._trainers:
            self._trainers[key] = Trainer(settings, data.training, data.classes)
        return self._trainers[key].fork()

    def _recording(self, content: RunContent, state: State) -> Recording:
        frames = self._states.get_all(self.array(content.frames, "i", (None, 2)))
        steps = [frame.step for frame in frames]
        ordered = is_rising(steps)
        shapes = {(len(frame.parameters), frame.parameters.dtype) for frame in frames}
        fits = shapes <= {(len(state.parameters), state.parameters.dtype)}
        end = max([state.step, *steps])
        begun = steps[:1] == [0] or (not steps and not content.last_step)
        if not (ordered and fits and begun and end == content.last_step):
            raise damaged("the key frames of a run do not fit together")
        return Recording.revived(frames, content.spacing)

    def _teach(self, trainer: Trainer, content: RunContent, segments: list[Segment]) -> None:
        added = 0
        if content.taught is not None:
            labels = self.array(content.taught.labels, "u", (None,))
            width = trainer.examples.x.shape[1]
            x = self.array(content.taught.x, "f", (len(labels), width))
            added = len(labels)
            if (
                not 0 < added <= MOST_TAUGHT
                or labels.max() >= trainer.network.specification.sizes[-1]
            ):
                raise damaged("the taught examples do not fit the network")
            trainer.teach(x, labels.astype(np.uint8))
        end = trainer.base_size + added
        for segment in segments:
            blocks = segment.taught
            if any(first < trainer.base_size or first + count > end for first, count in blocks):
                raise damaged("it points to taught examples that are not there")

    def _weight_edits(self, content: RunContent, state: State) -> list[WeightEdit]:
        weight_edits = []
        for weight_edit in content.weight_edits:
            places = self.array(weight_edit.places, "i", (None,))
            values = self.array(weight_edit.values, "f", (len(places),))
            if len(places) and not 0 <= places.min() <= places.max() < len(state.parameters):
                raise damaged("it sets weights that are not there")
            weight_edits.append(WeightEdit(weight_edit.step, places.astype(np.int64), values))
        return weight_edits

    def _loss_trace(self, content: RunContent) -> LossTrace:
        steps = self.array(content.trace_steps, "i", (None,))
        costs = self.array(content.trace_costs, "f", (len(steps),))
        if len(steps) and (steps[0] < 0 or (np.diff(steps) <= 0).any()):
            raise damaged("the live curve goes back in time")
        loss_trace = LossTrace()
        for step, cost in zip(steps.tolist(), costs.tolist(), strict=True):
            loss_trace.add(step, cost)
        return loss_trace


def is_rising(steps: list[int]) -> bool:
    """Return whether steps are strictly increasing."""
    return all(first < second for first, second in pairwise(steps))


def settings_of(values: Values) -> TrainingSettings:
    """Return validated settings.

    Raises
    ------
    DocumentError
        If one is missing, unknown or out of range.
    """
    known = TrainingSettings().values()
    if values.keys() != known.keys():
        raise damaged("the settings of a run are not those of this program")
    with refused_as_damaged():
        return TrainingSettings.from_values(values)


def _segments(content: RunContent, state: State, data: DataSet) -> list[Segment]:
    segments = [_segment(each, content.examples) for each in content.segments]
    starts = [segment.start for segment in segments]
    ordered = is_rising(starts)
    if starts[0] != 0 or not ordered or starts[-1] > content.last_step:
        raise damaged("the settings of a run change at impossible steps")
    for settings in {segment.settings for segment in segments}:
        specification = settings.specification()
        if specification.parameter_count != len(state.parameters):
            raise damaged("the weights of a run do not fit its layers")
        with refused_as_damaged():
            check_fit(settings, data.training.x.shape[1], data.classes)
            check_pictures(settings, data)
    return segments


def _segment(content: SegmentContent, examples: int) -> Segment:
    settings = settings_of(content.settings)
    if not content.origin <= content.start or content.size > examples:
        raise damaged("an epoch of a run has an impossible beginning or size")
    return Segment(
        content.start,
        content.origin,
        content.first_epoch,
        settings,
        content.size,
        tuple(content.taught),
    )


def _check_epoch_metrics(
    epoch_metrics: list[EpochMetrics], content: RunContent, state: State, data: DataSet
) -> None:
    steps = [metrics.step for metrics in epoch_metrics]
    ordered = is_rising(steps)
    if not ordered or (steps and steps[-1] > content.last_step):
        raise damaged("the epochs of a run do not follow each other")
    layers = len(settings_of(content.segments[0].settings).specification().sizes) - 1
    sizes = {"validation": len(data.validation), "test": len(data.test)}
    parts = {"training", *(part for part, size in sizes.items() if size)}
    for metrics in epoch_metrics:
        if len(metrics.gradient_norms) != layers or metrics.scores.keys() != parts:
            raise damaged("an epoch was measured on another network or other data")
        for part, score in metrics.scores.items():
            if len(score.answers) != sizes.get(part, len(score.answers)):
                raise damaged("an epoch was measured on other data")
            if len(score.answers) and score.answers.max() >= max(data.classes, 2):
                raise damaged("an answer is none of the classes")
