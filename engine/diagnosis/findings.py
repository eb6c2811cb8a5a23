"""What the doctor hands over: a finding, and the one setting to change."""

from __future__ import annotations

from dataclasses import dataclass

from engine.settings import Value
from engine.snapshots import Message


@dataclass(frozen=True, slots=True)
class Fix:
    """One setting to change on a twin.

    Attributes
    ----------
    name : str
        A name of `engine.training.settings.SETTINGS`.
    value : Value
        One that `TrainingSettings.changed(name, value)` takes.
    message : Message
        What to try, as one sentence.
    step : int
        Where the twin should leave the run: the last place that was still sound. A fix that
        begins a new network anyway says 0.
    """

    name: str
    value: Value
    message: Message
    step: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a run.

    Attributes
    ----------
    code : str
        Which entry of PATHOLOGIES.
    step : int
        Where it began: the last measured place at which it did not hold, or 0.
    message : Message
        What is wrong, as one sentence.
    fix : Fix or None
        What to try; None where no single setting helps.
    """

    code: str
    step: int
    message: Message
    fix: Fix | None
