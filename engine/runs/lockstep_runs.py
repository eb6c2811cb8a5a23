"""Runs in lockstep: the run that has trained the fewest examples works next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from engine.runs.run import Run

MOST_LOCKSTEP_RUNS = 3
"""Limit of runs in lockstep with the active one: more curves are illegible."""


def examples(run: Run) -> int:
    """Return the number of examples trained up to the run's current step."""
    return run.trainer.examples_until(run.step)


def lagging(run: Run, lockstep_runs: Sequence[Run], *, running: bool) -> Run | None:
    """Return the lockstep run to advance next, or None.

    Runs that measure or seek come first, then the one trained with the fewest examples.

    Parameters
    ----------
    run : Run
        The active run; its examples are the clock.
    running : bool
        Whether the others may train to their own end once that run is finished.
    """
    for lockstep_run in lockstep_runs:
        if lockstep_run.measuring or lockstep_run.seeking:
            return lockstep_run
    waiting = [
        lockstep_run
        for lockstep_run in lockstep_runs
        if not lockstep_run.finished and behind(run, lockstep_run, running)
    ]
    return min(waiting, key=examples, default=None)


def behind(run: Run, lockstep_run: Run, running: bool = False) -> int:
    """Return by how many whole mini-batches a run lags; one epoch if `run` is finished."""
    if running and run.finished:
        return lockstep_run.trainer.segment.steps_per_epoch
    return max(examples(run) - examples(lockstep_run), 0) // lockstep_run.trainer.settings.batch


def seek_together(run: Run, lockstep_runs: Sequence[Run], step: int) -> None:
    """Seek all runs to the same number of examples."""
    run.seek(step)
    shown = run.trainer.examples_until(max(0, min(step, run.last_step)))
    for lockstep_run in lockstep_runs:
        lockstep_run.seek(step_at(lockstep_run, shown))


def step_at(run: Run, count: int) -> int:
    """Return the first step with at least `count` examples trained, at most the last step."""
    steps = range(run.last_step + 1)
    return min(bisect_left(steps, count, key=run.trainer.examples_until), run.last_step)
