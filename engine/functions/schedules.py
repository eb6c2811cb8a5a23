"""Learning-rate schedules and early stopping, both by the best accuracy so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.arrays import Vector

MEMORY_SIZE = 3
"""Length of the memory: factor on η, best validation accuracy, epochs since then."""

FACTOR, BEST, WAITED = range(MEMORY_SIZE)


@dataclass(frozen=True, slots=True)
class Schedule:
    """One entry of SCHEDULES.

    Attributes
    ----------
    factor : callable
        (epoch, patience, memory) -> factor on η; the first epoch is 0.
    halves : bool
        Whether the factor is halved after `patience` epochs without improvement.
    last : float
        Factor at which training ends; negative for never.
    """

    name: str
    factor: Callable[[int, int, Vector], float]
    formula: str
    source: str
    halves: bool = False
    last: float = -1.0


def _constant(epoch: int, patience: int, memory: Vector) -> float:
    return 1.0


def _remembered(epoch: int, patience: int, memory: Vector) -> float:
    return float(memory[FACTOR])


def _inverse_time(epoch: int, patience: int, memory: Vector) -> float:
    return 1.0 / (1.0 + epoch / patience)


def _exponential(epoch: int, patience: int, memory: Vector) -> float:
    return float(0.5 ** (epoch / patience))


SCHEDULES = (
    Schedule("constant", _constant, "η", ""),
    Schedule(
        "halve-on-plateau",
        _remembered,
        "η/2 after n epochs without improvement",
        "Nielsen (2015), ch. 3, learning rate schedule",
        halves=True,
    ),
    Schedule(
        "halve-and-stop",
        _remembered,
        "η/2 after n epochs without improvement, until η/128",
        "Nielsen (2015), ch. 3, learning rate schedule, exercise",
        halves=True,
        last=1 / 128,
    ),
    Schedule("inverse-time", _inverse_time, "η / (1 + epoch/n)", "Robbins and Monro (1951)"),
    Schedule("exponential", _exponential, "η · 2^(−epoch/n)", ""),
)
SCHEDULE = {schedule.name: schedule for schedule in SCHEDULES}


def new_memory() -> Vector:
    """Return the memory before training, shape (MEMORY_SIZE,), float64."""
    return np.array([1.0, -1.0, 0.0])


def remember(memory: Vector, schedule: Schedule, patience: int, accuracy: float) -> None:
    """Update the memory with the validation accuracy of a finished epoch.

    Parameters
    ----------
    memory : Vector, shape (MEMORY_SIZE,)
        Changed in place.
    patience : int
        Epochs without improvement before η is halved, >= 1.
    accuracy : float
        0..1.
    """
    if accuracy > memory[BEST]:
        memory[BEST], memory[WAITED] = accuracy, 0
        return
    memory[WAITED] += 1
    if schedule.halves and memory[WAITED] % patience == 0:
        memory[FACTOR] /= 2


def ends(memory: Vector, schedule: Schedule, patience: int) -> bool:
    """Return whether a run ends after an epoch: by its schedule, or by early stopping.

    Parameters
    ----------
    patience : int
        Epochs without improvement after which it stops early; 0 for never.
    """
    waited = patience > 0 and memory[WAITED] >= patience
    return bool(waited or memory[FACTOR] <= schedule.last)
