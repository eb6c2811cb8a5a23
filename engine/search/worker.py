"""A worker process: trains the trials that it is sent, line by line.

`python -m engine.search.worker` reads lines of JSON from standard input, the plan first and then
trials, and writes lines of JSON to standard output. It ends when its input does, so that no worker
outlives the search.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from queue import SimpleQueue
from typing import IO, Any

from engine import errors
from engine.compilation.cache import prepare_cache, seal
from engine.errors import EngineError, SearchError

NICENESS = 5
"""Lowered priority: a window on the same machine stays fluent."""

Write = Callable[[Mapping[str, Any]], None]


def main() -> int:
    """Serve until the input ends; return the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches all its processes
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    output = _own_output()
    state = prepare_cache()  # before anything imports Numba

    def write(record: Mapping[str, Any]) -> None:
        output.write(json.dumps(record) + "\n")
        output.flush()

    lines: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin, lines), daemon=True).start()
    with contextlib.suppress(BrokenPipeError):
        serve(iter(lines.get, ""), write, lambda: seal(state.folder) if state.kept else None)
    return 0


def _own_output() -> IO[str]:
    """Return the standard output; what libraries print goes to standard error instead."""
    own = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return open(own, "w", encoding="utf-8")


def _read(source: IO[str], lines: SimpleQueue[str]) -> None:
    """Queue the lines of the input; at its end leave at once, whatever is being trained."""
    for line in source:
        lines.put(line)
    os._exit(0)


def serve(lines: Iterator[str], write: Write, compiled: Callable[[], object]) -> None:
    """Load data as the first line says, then train the trial of each further line.

    Parameters
    ----------
    write : callable
        Called with each answer, as values of JSON: {"ready": …}, {"epoch": …}, {"result": …} or
        {"refused": …}.
    compiled : callable
        Called when all kernels are compiled.
    """
    from engine.data.fingerprint import fingerprint
    from engine.search.plan import SearchPlan
    from engine.search.trial import Trial, TrialResult, precompile_trials, train_trial

    try:
        plan = SearchPlan.from_record(json.loads(next(lines)))
        data = plan.data.load()
        prepared = plan.prepared(data)
    except EngineError as error:
        write({"refused": refusal_of(error)})
        return
    precompile_trials(plan, prepared)
    compiled()
    write({"ready": fingerprint(data.training)})
    for line in lines:
        trial = Trial.from_record(json.loads(line))
        for found in train_trial(plan, trial, prepared):
            kind = "result" if isinstance(found, TrialResult) else "epoch"
            write({kind: found.as_record(), "trial": trial.number})


def refusal_of(error: EngineError) -> list[Any]:
    """Return an error as values of JSON, from which `error_of` makes it again."""
    fields = {
        name: value if isinstance(value, int | float | str) else str(value)
        for name, value in error.fields.items()
    }
    return [type(error).__name__, error.template, fields]


def error_of(refusal: Sequence[Any]) -> EngineError:
    """Return the error that a worker refused its work with."""
    name, template, fields = refusal
    kind = getattr(errors, str(name), None)
    if isinstance(kind, type) and issubclass(kind, EngineError):
        return kind(template, **fields)
    return SearchError(template, **fields)


if __name__ == "__main__":
    sys.exit(main())
