"""Restore points of a `Learning`: its state as it was, as long as nothing was trained since."""

from __future__ import annotations

from collections.abc import Callable

from engine.runs.run import Run
from engine.simulations.learning.learning import Learning


def restore_point(learning: Learning) -> Callable[[], bool]:
    """Return a function that restores the present state, if nothing was trained since.

    It returns whether it did; the state is restored bit for bit.
    """
    run = learning.run
    if run is not None:
        run.settle()
    place = (run.step, run.last_step) if run is not None else None
    tree = learning.branches.restore_point()
    undo_run = run.restore_point() if run is not None else None
    kept = learning.settings, learning.start_parameters, learning.changes
    data = learning.store.name, learning.store.data

    def restore() -> bool:
        if _trained_since(learning, run, place):
            return False
        learning.run = run
        learning.settings, learning.start_parameters, learning.changes = kept
        learning.store.put_back(*data)
        tree()
        if undo_run is not None:
            undo_run()
        return True

    return restore


def _trained_since(learning: Learning, run: Run | None, place: tuple[int, int] | None) -> bool:
    """Return whether anything was trained since a run, or none, had this step and last step."""
    if run is not None and (run.step, run.last_step) != place:
        return True
    if learning.run is None or learning.run is run:
        return False
    branch = learning.branches.current
    return learning.run.last_step != (branch.fork_step if branch else 0)
