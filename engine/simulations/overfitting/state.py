"""State of the page Overfitting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.settings import Value


@dataclass(frozen=True, slots=True, eq=False)
class OverfittingState:
    """The whole state of the page.

    Attributes
    ----------
    settings : Mapping
        Values of all settings by name.
    loading : bool
        Whether pictures are being loaded.
    data : str
        Name of the data of live runs: the built-in digits where MNIST is missing.
    last_step : int
        Step at the end of the timeline.
    view : object
        View of the present station, of the class that the station's `state.py` declares.
    """

    settings: Mapping[str, Value]
    loading: bool
    data: str
    last_step: int
    view: Any
