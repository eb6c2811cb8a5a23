"""Summary of an epoch in a few numbers, for printing and storing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from engine.errors import StorageError

ADDED = frozenset({"validation_cost", "test_cost"})
"""Fields that older files do not have."""


@dataclass(frozen=True, slots=True)
class EpochSummary:
    """Cost, accuracies and training time of one epoch.

    Attributes
    ----------
    epoch : int
        1 for the first.
    cost : float or None
        Cost on the measured training examples, with the penalty.
    training_accuracy, validation_accuracy, test_accuracy : float or None
        0..1; None if not measured.
    seconds : float
        Training time without measurement.
    validation_cost, test_cost : float or None
        Cost on these sets, with the penalty λ/n of a set of n examples, as in the book's program.
    """

    epoch: int
    cost: float | None
    training_accuracy: float | None
    validation_accuracy: float | None
    test_accuracy: float | None
    seconds: float
    validation_cost: float | None = None
    test_cost: float | None = None

    def as_record(self) -> dict[str, Any]:
        """Return the fields by name."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> EpochSummary:
        """Return the summary that `as_record` described.

        Raises
        ------
        StorageError
            If fields are missing or not numbers.
        """
        try:
            numbers = {
                name: None if record[name] is None else float(record[name])
                for name in cls.__slots__
                if name != "epoch" and (name in record or name not in ADDED)
            }
            return cls(epoch=int(record["epoch"]), **numbers)  # type: ignore[arg-type]
        except (KeyError, TypeError, ValueError):
            raise StorageError(
                "expected the epochs of a run, got something else; choose another file"
            ) from None
