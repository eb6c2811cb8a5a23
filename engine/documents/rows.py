"""Conversion of key frames and epoch metrics to rows of sheets and back."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.documents.container import damaged
from engine.documents.sheets import Row
from engine.functions.optimisers import OPTIMISERS
from engine.functions.schedules import MEMORY_SIZE
from engine.training.epoch_metrics import EpochMetrics
from engine.training.measurement import Score
from engine.training.states import State

PARTS = ("training", "validation", "test")

MOST_STEPS = 10**12


def state_row(state: State) -> Row:
    """Return the fields of a key frame."""
    return {
        "parameters": state.parameters,
        "velocity": state.slots,
        "memory": state.memory,
        "step": np.array(state.step, np.int64),
    }


def state_of(row: Row) -> State:
    """Return the key frame of a row; its arrays are views and must not be changed.

    Raises
    ------
    DocumentError
        If the fields are not those of a key frame.
    """
    parameters = cell(row, "parameters", "f", (None,))
    slots = cell(row, "velocity", "f", (None,))
    most = max(optimiser.slots for optimiser in OPTIMISERS)
    if slots.dtype != parameters.dtype or len(slots) > most * len(parameters):
        raise damaged("the optimiser's memory does not fit the weights")
    if parameters.dtype not in (np.float32, np.float64):
        raise damaged("weights have another precision")
    return State(parameters, slots, schedule_memory(row), whole(row, "step"))


def metrics_row(metrics: EpochMetrics) -> Row:
    """Return the fields of a measured epoch; confidences are rounded to float16."""
    row: dict[str, NDArray[Any]] = {
        "epoch": np.array(metrics.epoch, np.int64),
        "step": np.array(metrics.step, np.int64),
        "seconds": np.array(metrics.seconds, np.float64),
        "gradient_norms": metrics.gradient_norms.astype(np.float64),
        "saturated": metrics.saturated.astype(np.float64),
        "memory": metrics.memory,
    }
    for part, score in metrics.scores.items():
        row[f"{part}.cost"] = np.array(score.cost, np.float64)
        row[f"{part}.accuracy"] = np.array(score.accuracy, np.float64)
        row[f"{part}.answers"] = score.answers
        row[f"{part}.confidence"] = score.confidence.astype(np.float16)
    return row


def metrics_of(row: Row) -> EpochMetrics:
    """Return the measured epoch of a row.

    Raises
    ------
    DocumentError
        If the fields are not those of an epoch.
    """
    scores = {part: _score(row, part) for part in PARTS if f"{part}.cost" in row}
    if "training" not in scores:
        raise damaged("an epoch was not measured")
    norms = cell(row, "gradient_norms", "f", (None,))
    seconds = float(cell(row, "seconds", "f", ()))
    if seconds < 0:
        raise damaged("an epoch took less than no time")
    return EpochMetrics.single(
        whole(row, "epoch"),
        whole(row, "step"),
        scores,
        seconds,
        (norms, cell(row, "saturated", "f", (len(norms),))),
        schedule_memory(row),
    )


def _score(row: Row, part: str) -> Score:
    answers = cell(row, f"{part}.answers", "u", (None,))
    accuracy = float(cell(row, f"{part}.accuracy", "f", ()))
    if answers.dtype != np.uint8 or not 0 <= accuracy <= 1:
        raise damaged("answers have another form")
    confidence = cell(row, f"{part}.confidence", "f", (len(answers),))
    cost = float(cell(row, f"{part}.cost", "f", ()))
    return Score(cost, accuracy, answers, confidence.astype(np.float32))


def schedule_memory(row: Row) -> NDArray[Any]:
    """Return the state of the learning-rate schedule.

    Raises
    ------
    DocumentError
        If it is missing or has another kind or shape.
    """
    memory = cell(row, "memory", "f", (MEMORY_SIZE,))
    if memory.dtype != np.float64:
        raise damaged("the schedule's memory has another form")
    return memory


def whole(row: Row, name: str) -> int:
    """Return a whole number ≥ 0.

    Raises
    ------
    DocumentError
        If it is missing, negative or larger than MOST_STEPS.
    """
    number = int(cell(row, name, "iu", ()))
    if not 0 <= number <= MOST_STEPS:
        raise damaged(f"{name} is out of its range")
    return number


def cell(row: Row, name: str, kinds: str, shape: tuple[int | None, ...]) -> NDArray[Any]:
    """Return a field of a row.

    Parameters
    ----------
    kinds : str
        Allowed NumPy kinds, for instance "iu".
    shape : tuple
        None stands for any length.

    Raises
    ------
    DocumentError
        If it is missing or has another kind or shape.
    """
    array = row.get(name)
    if array is None:
        raise damaged(f"{name[:60]} is missing")
    fits = len(array.shape) == len(shape) and all(
        wanted is None or wanted == found for wanted, found in zip(shape, array.shape, strict=True)
    )
    if array.dtype.kind not in kinds or not fits:
        raise damaged(f"{name[:60]} has another form")
    return np.asarray(array)
