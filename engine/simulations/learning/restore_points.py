"""How a network that learns returns to the settings it had, to the bit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.runs.run import Run

if TYPE_CHECKING:
    from engine.simulations.learning.learning import Learning


def remember(learning: Learning) -> Callable[[], bool]:
    """Return a function that restores the present settings, if nothing was trained since.

    It returns whether it could: afterwards everything is as it was, to the bit.
    """
    run = learning.run
    if run is not None:
        run.settle()
    step = learning.shown_step
    tree = learning.branches.memento()
    undo_run = run.memento() if run is not None else None
    kept = learning.settings, learning.start_parameters, learning.changes
    data = learning.data_name, learning.data

    def restore() -> bool:
        if _moved_since(learning, run, step):
            return False
        learning.run = run
        learning.settings, learning.start_parameters, learning.changes = kept
        learning.store.put_back(*data)
        tree()
        if undo_run is not None:
            undo_run()
        return True

    return restore


def _moved_since(learning: Learning, run: Run | None, step: int) -> bool:
    """Return whether anything was trained since a run stood at a step."""
    present, branch = learning.run, learning.branches.current
    if run is not None and run.step != step:
        return True
    if present is run:
        return run is not None and run.last_step != step
    return present is not None and present.last_step != (branch.fork_step if branch else 0)
