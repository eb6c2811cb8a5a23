"""A process that runs one experiment, for a window that must not wait for it.

`python -m engine.experiments.worker` reads an order as one line of JSON from standard input and
writes lines of JSON to standard output. At the end of its input it keeps the network that it is
training in the folder of its checkpoints, and ends.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from engine.compilation.cache import prepare_cache, seal
from engine.errors import EngineError

if TYPE_CHECKING:  # both bring Numba, which is imported once its cache has been prepared
    from engine.runs.headless_run import HeadlessRun
    from engine.training.epoch_summary import EpochSummary

NICENESS = 5
"""Lowered priority: a window on the same machine stays fluent."""

BETWEEN_S = 0.1
"""Least time between two reports of progress."""

Write = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Order:
    """An experiment that is to be run, and how.

    Attributes
    ----------
    id : str
        Of the experiment.
    epochs : int or None
        None for the book's number.
    folder : str
        Folder of the checkpoints; it exists.
    """

    id: str
    seed: int
    epochs: int | None
    folder: str

    def as_record(self) -> dict[str, Any]:
        """Return the fields by name."""
        return asdict(self)


class Stopped(Exception):  # noqa: N818 - no error, but the way out of the training
    """Raised behind the training that was stopped and kept."""


class Stop:
    """Wish to stop, which may come from another thread.

    Parameters
    ----------
    leave : callable
        Ends the process; called where nothing is being trained that could be kept.
    """

    def __init__(self, leave: Callable[[], object]) -> None:
        self._leave, self._lock = leave, threading.Lock()
        self._run: HeadlessRun | None = None
        self._asked = False

    def ask(self) -> None:
        """Let the training end between two mini-batches, or end the process."""
        with self._lock:
            self._asked = True
            if self._run is None:
                self._leave()
            else:
                self._run.stop = True

    @contextmanager
    def around(self, run: HeadlessRun) -> Iterator[None]:
        """Be stoppable while a run is trained; raise `Stopped` behind it if it was."""
        with self._lock:
            self._run = run
            run.stop = self._asked
        try:
            yield
        finally:
            with self._lock:
                self._run = None
        if self._asked:
            raise Stopped


def main() -> int:
    """Run the order of the first line; return the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal reaches all its processes
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    output = _own_output()
    state = prepare_cache()  # before anything imports Numba
    stop = Stop(partial(os._exit, 0))
    order = Order(**json.loads(sys.stdin.readline()))
    threading.Thread(target=_watch, args=(sys.stdin, stop), daemon=True).start()

    def write(record: Mapping[str, Any]) -> None:
        output.write(json.dumps(record) + "\n")
        output.flush()

    with contextlib.suppress(BrokenPipeError, Stopped):
        serve(order, write, stop)
    if state.kept:
        seal(state.folder)
    return 0


def _own_output() -> IO[str]:
    """Return the standard output; what libraries print goes to standard error instead."""
    own = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return open(own, "w", encoding="utf-8")


def _watch(source: IO[str], stop: Stop) -> None:
    """Stop at the end of the input."""
    for _ in source:
        pass
    stop.ask()


def serve(order: Order, write: Write, stop: Stop) -> None:
    """Run an experiment and write what comes of it.

    Parameters
    ----------
    write : callable
        Called with values of JSON: {"share": 0..1}, {"epoch": …}, {"result": …} or
        {"refused": …}.

    Raises
    ------
    Stopped
        If it was stopped; what was learned is kept.
    """
    from engine.data.catalogue import load_data
    from engine.experiments import find_experiment
    from engine.experiments.experiment import Request, run_experiment
    from engine.experiments.own_results import own_result

    progress = Progress(write, time.monotonic)

    def ended(epoch: EpochSummary) -> None:
        write({"epoch": epoch.as_record()})

    request = Request(
        seed=order.seed,
        epochs=order.epochs,
        load=load_data,
        clock=time.perf_counter,
        say=lambda line: None,
        progress=progress,
        checkpoints=Path(order.folder),
        stoppable=stop.around,
        ended=ended,
    )
    try:
        result = run_experiment(find_experiment(order.id), request)
    except EngineError as error:
        write({"refused": refusal_of(error)})
        return
    kept = own_result(result, datetime.date.today().isoformat())
    write({"result": msgspec.to_builtins(kept)})


class Progress:
    """Reports of progress, not too many of them.

    Parameters
    ----------
    clock : callable
        Returns seconds.
    """

    def __init__(self, write: Write, clock: Callable[[], float]) -> None:
        self._write, self._clock = write, clock
        self._last_s, self._share = -1.0, 0.0

    def __call__(self, text: str, share: float) -> None:
        """Write a share 0..1 of the work on the present network."""
        now, before = self._clock(), self._share
        self._share = share
        if share < before or self._last_s < 0 or now - self._last_s >= BETWEEN_S:
            self._last_s = now
            self._write({"share": share})


def refusal_of(error: EngineError) -> list[Any]:
    """Return an error as values of JSON: its template, and its fields."""
    fields = {
        name: value if isinstance(value, int | float | str) else str(value)
        for name, value in error.fields.items()
    }
    return [error.template, fields]


if __name__ == "__main__":
    raise SystemExit(main())
