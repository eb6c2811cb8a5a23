"""Runs on one clock: whoever lags behind the run that is looked at catches up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from engine.runs.run import Run

MOST_LOCKSTEP_RUNS = 3
"""Runs beside the one that is looked at: more cannot be told apart."""


def examples(run: Run) -> int:
    """Return how many examples a run has been trained with at the place that is shown."""
    return run.trainer.examples_until(run.step)


def lagging(run: Run, lockstep_runs: Sequence[Run], *, running: bool) -> Run | None:
    """Return the twin that has something to do.

    Parameters
    ----------
    run : Run
        The run that is looked at; its examples are the clock.
    running : bool
        Whether twins may go on to their own end once that run is finished.
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
    """Return how many whole mini-batches a twin lies behind; not beyond what was trained once."""
    if running and run.finished:
        return lockstep_run.trainer.segment.steps_per_epoch
    return max(examples(run) - examples(lockstep_run), 0) // lockstep_run.trainer.settings.batch


def seek_together(run: Run, lockstep_runs: Sequence[Run], step: int) -> None:
    """Show all runs as they were after the same number of examples."""
    run.seek(step)
    shown = run.trainer.examples_until(max(0, min(step, run.last_step)))
    for lockstep_run in lockstep_runs:
        lockstep_run.seek(step_at(lockstep_run, shown))


def step_at(run: Run, count: int) -> int:
    """Return the first step at which a run had been trained with so many examples."""
    steps = range(run.last_step + 1)
    return min(bisect_left(steps, count, key=run.trainer.examples_until), run.last_step)
