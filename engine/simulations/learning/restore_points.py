"""Restore points of undo: valid until something is trained."""

from __future__ import annotations

from engine.runs.branches import Branch
from engine.runs.run import Run
from engine.snapshots import Message

LEARNED_STAYS = Message("The change was taken back; what was learned since stays.")
"""Said when an edit is taken back after training."""


def trained_since(run: Run | None, step: int, present: Run | None, branch: Branch | None) -> bool:
    """Return whether anything was trained since a restore point.

    Parameters
    ----------
    run, step : Run or None, int
        The run of the restore point, and the mini-batch at which it stood.
    present, branch : Run or None, Branch or None
        The active run, and its branch.
    """
    if run is not None and run.step != step:
        return True
    if present is run:
        return run is not None and run.last_step != step
    return present is not None and present.last_step != (branch.fork_step if branch else 0)
