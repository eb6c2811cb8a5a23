"""Storage of weights and runs in safetensors files, written atomically."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.atomic_files import write_atomically
from engine.data.digits.strokes import SIDE
from engine.errors import EngineError, StorageError
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification, parse_layers
from engine.training.settings import TrainingSettings
from engine.training.states import Segment, State
from engine.training.trainer import Trainer

FORMAT = "1"
"""Version of the file format, stored in every file."""

MAX_BYTES = 512 * 2**20


def save_arrays(
    path: Path, arrays: Mapping[str, NDArray[Any]], description: Mapping[str, Any]
) -> None:
    """Write arrays and a JSON description into one safetensors file.

    Raises
    ------
    StorageError
        If it cannot be written.
    """
    from safetensors.numpy import save

    contiguous = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    metadata = {"nabla": FORMAT, "description": json.dumps(description)}
    write_atomically(path, save(contiguous, metadata))


def load_arrays(path: Path) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Return the arrays and the description that `save_arrays` wrote.

    Raises
    ------
    StorageError
        If the file is missing, too large, damaged, or of another kind.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        if path.exists() and not path.is_file():
            raise _not_read(path, "no file")
        if path.stat().st_size > MAX_BYTES:
            raise _not_read(path, f"more than {MAX_BYTES // 2**20} MB")
        content = path.read_bytes()
    except OSError as error:
        raise _not_read(path, error.strerror or "nothing readable") from None
    try:
        arrays = load(content)
        header = int.from_bytes(content[:8], "little")
        metadata = json.loads(content[8 : 8 + header])["__metadata__"]
        if metadata["nabla"] != FORMAT:
            raise _not_read(path, f"a file of format {metadata['nabla']}")
        description = json.loads(metadata["description"])
    except (SafetensorError, KeyError, TypeError, ValueError, RecursionError):
        raise _not_read(path, "a damaged file or one of another kind") from None
    for name, array in arrays.items():
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise _not_read(path, f"numbers in {name} that are not finite")
    return arrays, description


def save_network(
    path: Path,
    network: Network,
    description: Mapping[str, Any] | None = None,
    arrays: Mapping[str, NDArray[Any]] | None = None,
) -> None:
    """Write a network, with optional arrays and description.

    Raises
    ------
    StorageError
        If it cannot be written.
    """
    specification = network.specification
    save_arrays(
        path,
        {"parameters": network.parameters, **(arrays or {})},
        {**describe(specification), **(description or {})},
    )


def describe(specification: NetworkSpecification) -> dict[str, Any]:
    """Return a JSON description of a network's layers; with convolutions, their words too."""
    described: dict[str, Any] = {
        "sizes": specification.sizes,
        "activations": specification.activations,
    }
    return described if specification.is_dense else {**described, "layers": str(specification)}


def described(description: Mapping[str, Any]) -> NetworkSpecification:
    """Return the layers of a description made by `describe`.

    Raises
    ------
    KeyError, TypeError, ValueError, EngineError
        If it is malformed.
    """
    if "layers" in description:
        # the parser needs a cost; the quadratic one accepts every network
        return parse_layers(str(description["layers"]), "quadratic")
    sizes = tuple(int(size) for size in description["sizes"])
    return NetworkSpecification.dense(sizes, tuple(description["activations"]))


def load_network(path: Path) -> tuple[Network, dict[str, NDArray[Any]], dict[str, Any]]:
    """Read a network, its further arrays and its description.

    Raises
    ------
    StorageError
        If the file cannot be read or its arrays do not fit its layers.
    """
    arrays, description = load_arrays(path)
    try:
        network = Network(described(description), arrays.pop("parameters"))
    except (KeyError, TypeError, ValueError, EngineError):
        raise _not_read(path, "weights that do not fit their layers") from None
    return network, arrays, description


def classes_and_size(
    network: Network, description: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[int, int]]:
    """Return the names of classes and the size of pictures that a saved run was trained on.

    Files that hold none, or none that fit the network, give no names and 28 × 28.
    """
    run = description.get("run")
    data = run.get("data") if isinstance(run, dict) else None
    kept = data if isinstance(data, dict) else {}
    names, sides = kept.get("names"), (kept.get("rows"), kept.get("columns"))
    inputs, outputs = network.specification.inputs, network.specification.sizes[-1]
    known = names if isinstance(names, list) and len(names) <= outputs else []
    rows, columns = (side if isinstance(side, int) else 0 for side in sides)
    size = (rows, columns) if rows * columns == inputs and rows > 0 else (SIDE, SIDE)
    return tuple(map(str, known)), size


def save_run(
    path: Path, trainer: Trainer, data: Mapping[str, Any], history: list[dict[str, Any]]
) -> None:
    """Write a run that can be resumed bit for bit.

    Parameters
    ----------
    data : Mapping
        Arguments with which the training data are loaded again, and the names of their classes.
    history : list of dict
        Summaries of the epochs so far.

    Raises
    ------
    StorageError
        If it cannot be written.
    """
    state = trainer.state
    save_network(
        path,
        trainer.network,
        {
            "run": {
                "step": state.step,
                "segments": [segment_record(segment) for segment in trainer.segments],
                "data": dict(data),
                "history": history,
            }
        },
        {"velocity": state.slots, "memory": state.memory},
    )


def load_run(path: Path) -> tuple[State, list[Segment], dict[str, Any], list[dict[str, Any]]]:
    """Return a run's state, its segments, the arguments of its data, and its epochs so far.

    Raises
    ------
    StorageError
        If the file is no run or cannot be read.
    """
    network, arrays, description = load_network(path)
    try:
        run = description["run"]
        segments = [_segment_in(record) for record in run["segments"]]
        state = State(network.parameters, arrays["velocity"], arrays["memory"], int(run["step"]))
        if segments[-1].settings.specification() != network.specification:
            raise _not_read(path, "settings that do not fit the weights")
        return state, segments, dict(run["data"]), list(run["history"])
    except (KeyError, TypeError, ValueError, IndexError):
        raise _not_read(path, "weights without the run that made them") from None


def segment_record(segment: Segment) -> dict[str, Any]:
    """Return a segment as values for JSON."""
    return {
        "start": segment.start,
        "origin": segment.origin,
        "first_epoch": segment.first_epoch,
        "settings": segment.settings.values(),
        "size": segment.size,
        "taught": segment.taught,
    }


def _segment_in(record: Mapping[str, Any]) -> Segment:
    fields = dict(record)
    fields["settings"] = TrainingSettings.from_values(fields["settings"])
    fields["taught"] = tuple((int(first), int(count)) for first, count in fields["taught"])
    return Segment(**fields)


def _not_read(path: Path, found: str) -> StorageError:
    return StorageError(
        "expected a file written by Nabla Lab at {path}, got {found}; choose another file",
        path=path,
        found=found,
    )
