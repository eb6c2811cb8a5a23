"""Recorded runs: the measures of every epoch, and frames of the weights to scrub through.

A frame holds all parameters of a network after an epoch, quantised to eight bits: blocks of
64 neighbours share a scale, so the error is at most 1/254 of the largest value in the block.
The measures are those of the exact weights.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Matrix, Vector
from engine.errors import EngineError, StorageError
from engine.networks.network import Network
from engine.runs.storage import load_arrays, save_arrays
from engine.training.epoch_summary import EpochSummary
from engine.training.settings import TrainingSettings

BLOCK = 64
"""Parameters that share a scale."""

HELD_OUT = ("validation", "test")
"""Parts of the data whose cost is kept besides that of the training part."""

STEPS = 127
"""Quantisation steps on either side of zero."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The quantised parameters of a network after an epoch.

    Attributes
    ----------
    epoch : int
        0 for the untrained network.
    codes : int8 array, shape (parameters,)
    scales : float32 array, shape (blocks,)
    """

    epoch: int
    codes: NDArray[np.int8]
    scales: Vector


def encode(epoch: int, parameters: Vector) -> Frame:
    """Return parameters quantised to a frame.

    Examples
    --------
    >>> frame = encode(3, np.array([0.5, -1.0, 0.0], np.float32))
    >>> np.round(decode(frame), 2).tolist()
    [0.5, -1.0, 0.0]
    """
    blocks = -(-len(parameters) // BLOCK)
    padded = np.zeros(blocks * BLOCK, np.float32)
    padded[: len(parameters)] = parameters
    rows = padded.reshape(blocks, BLOCK)
    scales = np.abs(rows).max(axis=1) / STEPS
    steps = np.rint(rows / np.where(scales > 0, scales, 1)[:, None])
    codes: NDArray[np.int8] = steps.astype(np.int8).ravel()[: len(parameters)]
    return Frame(epoch, codes, scales.astype(np.float32))


def decode(frame: Frame) -> Vector:
    """Return the parameters of a frame, float32."""
    scales = np.repeat(frame.scales, BLOCK)[: len(frame.codes)]
    parameters: Vector = frame.codes * scales
    return parameters


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """A run trained beforehand, for viewing.

    Attributes
    ----------
    name : str
        ID of the experiment.
    data : str
        Name of the data set.
    settings : TrainingSettings
    results : tuple of EpochSummary
        Measures of every epoch.
    frames : tuple of Frame
        In the order of their epochs, the untrained network first.
    held_out_costs : Matrix, shape (epochs, 2)
        Cost on the parts in HELD_OUT after every epoch, with the penalty; no rows in a file that
        was recorded without them.
    """

    name: str
    data: str
    settings: TrainingSettings
    results: tuple[EpochSummary, ...]
    frames: tuple[Frame, ...]
    held_out_costs: Matrix = field(default_factory=lambda: np.zeros((0, len(HELD_OUT))))

    def frame_number(self, epoch: int) -> int:
        """Return the index of the last frame at or before an epoch."""
        epochs = [frame.epoch for frame in self.frames]
        return max(bisect_right(epochs, epoch) - 1, 0)

    def frame_at(self, epoch: int) -> Frame:
        """Return the last frame at or before an epoch."""
        return self.frames[self.frame_number(epoch)]

    def network_at(self, epoch: int) -> Network:
        """Return the network of the last frame at or before an epoch."""
        specification = self.settings.specification()
        return Network(specification, decode(self.frame_at(epoch)))

    def results_until(self, epoch: int) -> tuple[EpochSummary, ...]:
        """Return the measures up to an epoch."""
        return self.results[: max(epoch, 0)]


def shipped_path(name: str) -> Path:
    """Return the path of a shipped run.

    Raises
    ------
    StorageError
        If there is none of that name.
    """
    folder = Path(__file__).resolve().parents[2] / "assets" / "runs"
    known = sorted(path.stem for path in folder.glob("*.safetensors"))
    if name not in known:
        raise StorageError(
            "expected a recorded run among {known}, got {found}; choose one of them",
            known=", ".join(known),
            found=name,
        )
    return folder / f"{name}.safetensors"


def load_shipped_run(name: str) -> RecordedRun:
    """Read a shipped run.

    Raises
    ------
    StorageError
        If there is none of that name, or its file is damaged.
    """
    return load_recorded(shipped_path(name))


def save_recorded(path: Path, run: RecordedRun) -> None:
    """Write a recorded run.

    Raises
    ------
    StorageError
        If it cannot be written.
    """
    save_arrays(
        path,
        {
            "codes": np.stack([frame.codes for frame in run.frames]),
            "scales": np.stack([frame.scales for frame in run.frames]),
            "held_out_costs": run.held_out_costs,
        },
        {
            "recorded": run.name,
            "data": run.data,
            "settings": run.settings.values(),
            "results": [result.as_record() for result in run.results],
            "epochs": [frame.epoch for frame in run.frames],
        },
    )


def load_recorded(path: Path) -> RecordedRun:
    """Read a recorded run.

    Raises
    ------
    StorageError
        If the file cannot be read, or is no recorded run.
    """
    arrays, description = load_arrays(path)
    try:
        settings = TrainingSettings.from_values(description["settings"])
        results = tuple(EpochSummary.from_record(record) for record in description["results"])
        epochs = [int(epoch) for epoch in description["epochs"]]
        run = RecordedRun(
            str(description["recorded"]),
            str(description["data"]),
            settings,
            results,
            _frames(epochs, arrays["codes"], arrays["scales"]),
            arrays.get("held_out_costs", np.zeros((0, len(HELD_OUT)))),
        )
    except (EngineError, KeyError, TypeError, ValueError):
        raise _not_recorded(path) from None
    if not _is_sound(run):
        raise _not_recorded(path)
    return run


def _not_recorded(path: Path) -> StorageError:
    return StorageError(
        "expected a recorded run at {path}, got another file or a damaged one; record it again",
        path=path,
    )


def _frames(epochs: Sequence[int], codes: NDArray[np.int8], scales: Vector) -> tuple[Frame, ...]:
    rows = zip(epochs, codes, scales, strict=True)
    return tuple(Frame(epoch, code, scale) for epoch, code, scale in rows)


def _is_sound(run: RecordedRun) -> bool:
    """Return whether the frames exist, are in order and fit the network."""
    count = run.settings.specification().parameter_count
    epochs = [frame.epoch for frame in run.frames]
    shapes = {(frame.codes.shape, frame.codes.dtype, frame.scales.shape) for frame in run.frames}
    expected = {((count,), np.dtype(np.int8), (-(-count // BLOCK),))}
    costs = run.held_out_costs
    complete = costs.ndim == 2 and costs.shape[1] == len(HELD_OUT)
    complete = complete and len(costs) in (0, len(run.results))
    in_order = bool(epochs) and epochs == sorted(set(epochs))
    return complete and in_order and shapes == expected
