"""From the curves of a run: the epoch from which it overfits, and networks to keep."""

from __future__ import annotations

import numpy as np

from engine.arrays import Vector
from engine.improvement.early_stopping import overfit_row, patient_stop
from engine.simulations.learning.views.state import History
from engine.simulations.overfitting.gap.state import KeptView


def overfit_epoch(history: History) -> int | None:
    """Return the epoch of the least validation cost, once the cost has risen since."""
    row = overfit_row(_trained(history, history.validation_cost))
    return None if row is None else int(history.epochs[row])


def kept_networks(history: History, patience: int) -> tuple[KeptView, ...]:
    """Return the networks that could be kept: the last one, and what each rule chooses."""
    accuracy = _trained(history, history.validation_accuracy)
    stop = patient_stop(accuracy, patience)
    if stop is None or len(accuracy) < 2:
        return ()
    last = len(accuracy) - 1
    found = [_kept(history, "last", last)]
    cost = _trained(history, history.validation_cost)
    if np.isfinite(cost).any():
        found.append(_kept(history, "cost", int(np.nanargmin(cost))))
    found.append(_kept(history, "patience", stop.row, stop.stopped))
    test = _trained(history, history.test_accuracy)
    if np.isfinite(test).any():
        found.append(_kept(history, "peek", int(np.nanargmax(test))))
    return tuple(found)


def _trained(history: History, values: Vector) -> Vector:
    """Return a curve without the untrained network."""
    return np.where(history.epochs > 0, values, np.nan)


def _kept(history: History, rule: str, row: int, stopped: int | None = None) -> KeptView:
    return KeptView(
        rule,
        int(history.epochs[row]),
        None if stopped is None else int(history.epochs[stopped]),
        float(history.validation_accuracy[row]),
        float(history.test_accuracy[row]),
    )
