"""Stored state of a simulation: captured, restored, and compared by a digest."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.simulations import SIMULATIONS
from engine.simulations.simulation import Saved, Simulation

TIMES = frozenset({"seconds"})
"""Fields that hold elapsed time: they differ from machine to machine, so no digest has them."""

SLICE_S = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class StoredState:
    """State of a simulation as in documents.

    Attributes
    ----------
    simulation : str
        A key of SIMULATIONS.
    content : bytes
        JSON.
    arrays : mapping of str to array
    """

    simulation: str
    content: bytes
    arrays: Arrays

    def digest(self) -> str:
        """Return the SHA-256 of the state, without elapsed times, as 64 hexadecimal digits."""
        found = hashlib.sha256(self.simulation.encode())
        timeless = _timeless(msgspec.json.decode(self.content))
        found.update(msgspec.json.encode(timeless, order="sorted"))
        for name, array in sorted(self.arrays.items()):
            if name.rpartition("/")[2] not in TIMES:
                found.update(f"{name} {array.dtype.str} {array.shape}".encode())
                found.update(np.ascontiguousarray(array).tobytes())
        return found.hexdigest()

    def restored(
        self, clock: Callable[[], float], known: Mapping[str, DataSet] | None = None
    ) -> Simulation:
        """Return a new simulation in this state.

        Parameters
        ----------
        known : mapping, optional
            Data sets that are loaded already, by name.

        Raises
        ------
        EngineError
            If the content is inconsistent, or its data are missing.
        """
        simulation = SIMULATIONS[self.simulation](1, clock)
        try:
            simulation.restore(msgspec.Raw(self.content), self.arrays, known or {})
        except BaseException:
            simulation.close()
            raise
        return simulation


def stored(kind: str, saved: Saved) -> StoredState:
    """Return the stored state of what a simulation saved; may be called on any thread."""
    arrays = {name: np.array(array) for name, array in saved.arrays().items()}
    return StoredState(kind, msgspec.json.encode(saved.content, order="sorted"), arrays)


def settle(simulation: Simulation, stopped: Callable[[], bool] = lambda: False) -> None:
    """Let a simulation do all that it has to do, until `stopped` returns True."""
    while simulation.busy and not stopped():
        began = time.perf_counter()
        simulation.advance(SLICE_S)
        # it waits for a thread of its own or for its pace
        if time.perf_counter() - began < SLICE_S / 8:
            time.sleep(SLICE_S / 8)


def _timeless(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _timeless(each) for name, each in part.items() if name not in TIMES}
    return [_timeless(each) for each in part] if isinstance(part, list) else part
