"""State of the page Learning slow-down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.settings import Value


@dataclass(frozen=True, slots=True, eq=False)
class SlowdownState:
    """The whole state of the page.

    Attributes
    ----------
    settings : mapping
        Values of all settings by name.
    step, last_step : int
        Step of the present station, and the furthest that can be shown at once.
    ended : bool
        Whether playing has come to its end.
    view : object
        View of the present station.
    """

    settings: Mapping[str, Value]
    step: int
    last_step: int
    ended: bool
    view: object
