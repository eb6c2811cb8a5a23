"""Driver: does the work of a search on a thread of its own, which the engine's thread polls."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from queue import Empty, SimpleQueue
from typing import TypeAlias

from engine.search.workers.base import Event

Work: TypeAlias = Callable[[], Iterator[Event | None]]
"""Begins to work when its iterator is asked; None is an event that says nothing."""


class Driver:
    """Does one work after the other; it pauses between two events, and stops at one.

    Connecting, importing Optuna and the end of processes take long: nothing of it happens on the
    thread that calls.
    """

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._job: _Job | None = None

    @property
    def working(self) -> bool:
        """Whether a work is under way, or its end was not taken yet."""
        return self._job is not None

    def begin(self, work: Work) -> None:
        """Begin a work once the one before has been stopped."""
        self.stop()
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, "nabla-search")
        self._job = _Job(work)
        self._job.future = self._pool.submit(self._job.run)

    def pause(self) -> None:
        """Stop asking for events; workers end what they are at, and wait."""
        if self._job is not None:
            self._job.go.clear()

    def resume(self) -> None:
        """Go on."""
        if self._job is not None:
            self._job.go.set()

    def stop(self) -> None:
        """Give the work up; its processes are ended meanwhile."""
        if self._job is not None:
            self._job.stopped.set()
            self._job.go.set()
        self._job = None

    def events(self, timeout_s: float) -> list[Event]:
        """Return what has happened; wait for it at most so long.

        Raises
        ------
        EngineError
            If the work has failed.
        """
        job = self._job
        if job is None:
            return []
        found = job.taken(timeout_s)
        if found or job.future is None or not job.future.done():
            return found
        found = job.taken(0.0)
        if not found:
            self._job = None
            job.future.result()
        return found

    def close(self) -> None:
        """Stop, and wait until the work has ended and its processes are gone."""
        self.stop()
        if self._pool is not None:
            self._pool.shutdown(wait=True)
            self._pool = None


class _Job:
    """One work, and the events that it has led to."""

    def __init__(self, work: Work) -> None:
        self.go, self.stopped = threading.Event(), threading.Event()
        self.go.set()
        self.future: Future[None] | None = None
        self._work = work
        self._events: SimpleQueue[Event] = SimpleQueue()

    def run(self) -> None:
        """Work to the end, or until it is stopped."""
        with closing(self._work()) as steps:  # type: ignore[type-var]
            while not self.stopped.is_set():
                try:
                    event = next(steps)
                except StopIteration:
                    return
                if event is not None:
                    self._events.put(event)
                self.go.wait()

    def taken(self, timeout_s: float) -> list[Event]:
        """Return the events so far; wait for the first at most so long."""
        found: list[Event] = []
        try:
            if timeout_s > 0:
                found.append(self._events.get(timeout=timeout_s))
            while True:
                found.append(self._events.get_nowait())
        except Empty:
            return found
