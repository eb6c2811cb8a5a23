"""A page Results whose experiments are run by a script instead of a process."""

from __future__ import annotations

from typing import ClassVar

from engine.experiments.outside import Report, Runner
from engine.experiments.worker import Order

EPOCH = {
    "epoch": 1, "cost": 0.5, "training_accuracy": 0.8, "validation_accuracy": 0.7,
    "test_accuracy": 0.75, "seconds": 1.0,
}  # fmt: skip


def epoch(number: int, accuracy: float) -> Report:
    """Return what a process reports at the end of an epoch."""
    own = {"epoch": number, "test_accuracy": accuracy, "validation_accuracy": accuracy}
    return {"epoch": EPOCH | own}


def result(value: float = 0.95, epochs: int = 30, seed: int = 1) -> Report:
    """Return what a process reports at the end of 1.A."""
    return {
        "result": {
            "value": value, "set": "test", "which": "best on test", "epochs": epochs,
            "seed": seed, "seconds": 3.0, "version": "0.1.0", "date": "2026-11-30",
            "settings": {"layers": "784-30-10", "epochs": epochs}, "curve": [0.5, value],
        }
    }  # fmt: skip


class Scripted:
    """A runner that reports what a test gives it.

    Attributes
    ----------
    made : list of Scripted
        All that were made, in their order.
    """

    made: ClassVar[list[Scripted]] = []

    def __init__(self, order: Order, after: Runner | None) -> None:
        self.order, self.after = order, after
        self.script: list[Report] = []
        self.stopped = self.closed = False
        Scripted.made.append(self)

    def say(self, *reports: Report) -> None:
        """Let these be reported next."""
        self.script += reports

    def reports(self, timeout_s: float) -> list[Report]:
        """Return what is to be reported."""
        found, self.script = self.script, []
        return found

    def stop(self) -> None:
        """End at the next report."""
        self.stopped = True
        self.say({"ended": 0})

    def close(self) -> None:
        """Note that somebody waits for the end."""
        self.stop()
        self.closed = True
