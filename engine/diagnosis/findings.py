"""Results of a diagnosis: findings and their proposed fixes."""

from __future__ import annotations

from dataclasses import dataclass

from engine.settings import Value
from engine.snapshots import Message


@dataclass(frozen=True, slots=True)
class Fix:
    """Proposal to change one setting in a branch of the run.

    Attributes
    ----------
    name : str
        Name of a setting in `engine.training.settings.SETTINGS`.
    value : Value
        Valid for `TrainingSettings.changed(name, value)`.
    message : Message
        The proposal as one sentence.
    step : int
        Step from which to branch, the last one before the pathology; 0 if the fix starts a
        new network anyway.
    """

    name: str
    value: Value
    message: Message
    step: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A pathology found in a run.

    Attributes
    ----------
    code : str
        Code of an entry of PATHOLOGIES.
    step : int
        Onset: the last measured step at which it did not hold, or 0.
    message : Message
        The pathology as one sentence.
    fix : Fix or None
        None where no single setting helps.
    """

    code: str
    step: int
    message: Message
    fix: Fix | None
