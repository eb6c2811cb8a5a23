"""Worker thread of the engine: takes commands, advances the session, publishes snapshots."""

from __future__ import annotations

import itertools
import logging
import queue
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.appearance.translation import mark
from app.bridge.coalescing import Numbered, coalesce
from app.bridge.precompile_gate import PrecompileGate
from engine.commands.command import Command
from engine.snapshots import Message, Snapshot, Status

LOG = logging.getLogger(__name__)

BUDGET_S = 0.008
"""Time budget of the session between two checks for commands."""

PUBLISH_S = 1 / 120
"""Minimum interval between snapshots."""

UNSEEN_S = 0.1
"""Interval between snapshots while the latest one has not been seen."""

ACTING_S = 0.25
"""Time after a command in which work slices are halved, as another command may follow."""

REST_S = 0.004
"""Sleep of the thread while a simulation has nothing to do just now, at a slow pace."""

UNFORESEEN = mark("Something unexpected went wrong; press Play or Reset to go on.")


class SessionLike(Protocol):
    """Interface of a session for the worker.

    Attributes
    ----------
    worked : bool
        Whether the last `advance` did any work.
    """

    worked: bool

    def apply(self, command: Command, generation: int = 0) -> None:
        """Execute a command."""
        ...

    def advance(self, budget_s: float) -> bool:
        """Work for about `budget_s` seconds; return whether there is more to do."""
        ...

    def snapshot(self) -> Snapshot:
        """Return the visible state."""
        ...

    def close(self) -> None:
        """Release threads."""
        ...


class Engine(Protocol):
    """Interface of the worker for the window."""

    latest: Snapshot | None
    seen: Snapshot | None
    sent: int

    @property
    def active(self) -> bool:
        """Whether another snapshot is to be expected."""
        ...

    def send(self, command: Command) -> int:
        """Queue a command without blocking; return its number."""
        ...

    def stop(self, timeout_s: float = 2.0) -> bool:
        """End the engine's thread; return whether it has ended."""
        ...


class Worker:
    """Worker that runs a session on its own thread.

    Parameters
    ----------
    make_session : callable
        Creates the session; called on the thread, so that the window does not wait for it.

    Attributes
    ----------
    latest : Snapshot or None
        Newest snapshot: replaced by the thread, read by any thread.
    seen : Snapshot or None
        Last snapshot that was displayed, set by the reader. As copying takes time from
        training, the next one is made sooner once this one has been seen.
    sent : int
        Number of the last command that was sent.
    gate : PrecompileGate
        Open, unless it is closed before the thread starts.
    """

    def __init__(self, make_session: Callable[[], SessionLike]) -> None:
        self.latest: Snapshot | None = None
        self.seen: Snapshot | None = None
        self.gate = PrecompileGate()
        self._make_session = make_session
        self._numbers = itertools.count(1)
        self._session: SessionLike | None = None
        self.sent = 0
        self._inbox: queue.SimpleQueue[Numbered | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="engine", daemon=True)
        self._generation = 0
        self._published_at = -PUBLISH_S
        self._asked_at = -ACTING_S
        self._unpublished = True
        self._unanswered = False
        self._busy = False
        self._resting = False

    # --- called by the window -------------------------------------------------------------------

    def start(self) -> None:
        """Start the thread; commands sent before are queued for it."""
        if self._thread.ident is None:
            self._thread.start()

    def send(self, command: Command) -> int:
        """Queue a command without blocking; may be called from any thread.

        Returns
        -------
        generation : int
            The command's number; snapshots of that generation or later take it into account.
        """
        number = next(self._numbers)
        self._inbox.put((number, command))
        self.sent = number
        return number

    def stop(self, timeout_s: float = 2.0) -> bool:
        """Ask the thread to end and wait up to `timeout_s`; return whether it has ended."""
        self._inbox.put(None)
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    @property
    def active(self) -> bool:
        """Whether a simulation is running or a command is not answered yet."""
        return self._busy or self.latest is None or self.latest.generation < self.sent

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    # --- the thread -------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            waiting = self._collect()
            try:
                self._do([numbered for numbered in waiting if numbered is not None])
            except Exception as error:  # noqa: BLE001  the one place that catches everything
                self._fail(error)
            if None in waiting:
                break
        self._close()

    def _collect(self) -> list[Numbered | None]:
        """Return the queued commands; block for one if there is nothing else to do."""
        waiting: list[Numbered | None] = []
        pause = self._pause_s()
        try:
            if pause != 0.0:
                waiting.append(self._inbox.get(timeout=pause))
            while True:
                waiting.append(self._inbox.get_nowait())
        except queue.Empty:
            return waiting

    def _pause_s(self) -> float | None:
        """Return the timeout in seconds for the next command: 0, some, or None for no limit."""
        if self._session is None and self.latest is None:
            return 0.0
        if self._busy:
            return REST_S if self._resting else 0.0
        if self._unpublished:
            return max(self._published_at + PUBLISH_S - time.perf_counter(), 0.0)
        return None

    def _do(self, commands: list[Numbered]) -> None:
        if commands:
            self._generation = commands[-1][0]
            self._asked_at = time.perf_counter()
            self._unpublished = self._unanswered = True
        if self._session is None:
            self._session = self._make_session()
        for number, command in self.gate.passing(coalesce(commands)):
            self._session.apply(command, number)
        if self._unanswered:
            # before the next work slice: the user is waiting
            self._publish_if_due(self._session)
        started = time.perf_counter()
        acting = started - self._asked_at < ACTING_S
        self._busy = self._session.advance(BUDGET_S / 2 if acting else BUDGET_S)
        self._resting = time.perf_counter() - started < BUDGET_S / 8
        # work may end within one slice: its result must be published too
        self._unpublished = self._unpublished or self._busy or self._session.worked
        self._publish_if_due(self._session)

    def _publish_if_due(self, session: SessionLike) -> None:
        """Publish a due snapshot; unseen and without new commands only every UNSEEN_S."""
        age = time.perf_counter() - self._published_at
        if not self._unpublished or age < PUBLISH_S:
            return
        looked_at = self.seen is self.latest
        if self._unanswered or looked_at or not self._busy or age >= UNSEEN_S:
            self._publish(self.gate.shown(session.snapshot(), self._generation))

    def _publish(self, snapshot: Snapshot) -> None:
        self.latest = snapshot
        self._published_at = time.perf_counter()
        self._unpublished = self._busy
        self._unanswered = False

    def _fail(self, error: Exception) -> None:
        """Publish the error as a failure; the thread survives and waits for commands."""
        LOG.error("the engine failed", exc_info=error)
        report = "".join(traceback.format_exception(error))
        message = Message(UNFORESEEN, {}, report)
        last = self.latest or Snapshot(0, 0, ())
        simulations = tuple(
            replace(simulation, status=Status.FAILED, failure=message)
            for simulation in last.simulations
        )
        self._busy = False
        self._publish(
            replace(
                last,
                generation=self._generation,
                clock=last.clock + 1,
                simulations=simulations,
                notice=message,
            )
        )

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
