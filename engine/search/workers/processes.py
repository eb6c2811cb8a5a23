"""Worker processes of this machine: lines of JSON over pipes, nothing is pickled."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping
from queue import Empty, Queue
from typing import Any

from engine.errors import SearchError
from engine.installation import ROOT
from engine.search.plan import SearchPlan
from engine.search.trial import Trial, TrialResult
from engine.search.worker import error_of
from engine.search.workers.base import EpochEnded, Event, Ready, TrialEnded, TrialLost
from engine.training.epoch_summary import EpochSummary

COMMAND = (sys.executable, "-m", "engine.search.worker")
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
MOST_STARTS = 3
"""Workers in a row that may end before they are ready."""

STOP_S = 5.0
"""Seconds that a killed worker is waited for."""


class _Worker:
    """One process, and the thread that reads what it writes.

    Attributes
    ----------
    ready : bool
        Whether its data are loaded.
    trial : Trial or None
        The trial that it was sent and has not ended.
    """

    def __init__(self, plan: SearchPlan, received: Queue[_Received]) -> None:
        self.ready = False
        self.trial: Trial | None = None
        self.process = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            env={**os.environ, **ONE_THREAD},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._thread = threading.Thread(target=self._read, args=(received,), daemon=True)
        self._thread.start()
        self._send(plan.as_record())

    def submit(self, trial: Trial) -> None:
        """Send a trial; a worker that has died is noticed by its reader."""
        self.trial = trial
        self._send(trial.as_record())

    def stop(self) -> None:
        """Kill the process, and wait until it is gone."""
        self.process.kill()
        self.process.wait(STOP_S)
        self._thread.join(STOP_S)
        with contextlib.suppress(OSError):
            if self.process.stdin is not None:
                self.process.stdin.close()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _send(self, record: Mapping[str, Any]) -> None:
        with contextlib.suppress(OSError):
            assert self.process.stdin is not None
            self.process.stdin.write(json.dumps(record) + "\n")
            self.process.stdin.flush()

    def _read(self, received: Queue[_Received]) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            # a worker that is killed leaves half a line
            with contextlib.suppress(ValueError):
                received.put((self, json.loads(line)))
        received.put((self, None))


_Received = tuple[_Worker, "dict[str, Any] | None"]
"""A worker and what it wrote, None for its end."""


class ProcessWorkers:
    """Trains trials in processes; one that dies is replaced, its trial reported as lost.

    The first process loads the data and compiles the kernels alone; the others find them in the
    cache.

    Parameters
    ----------
    plan : SearchPlan
    count : int
        Number of processes.
    """

    def __init__(self, plan: SearchPlan, count: int) -> None:
        self.count = count
        self._plan = plan
        self._workers: list[_Worker] = []
        self._waiting: deque[Trial] = deque()
        self._received: Queue[_Received] = Queue()
        self._peeked: list[_Received] = []
        self._reported = False
        self._failures = 0

    def submit(self, trial: Trial) -> None:
        """Take a trial; the first processes start with the next call of `events`."""
        self._waiting.append(trial)

    def pids(self) -> list[int]:
        """Return the numbers of the processes."""
        return [worker.process.pid for worker in self._workers]

    def events(self) -> list[Event]:
        """Return what the processes have reported.

        Raises
        ------
        EngineError
            If the data are refused, or processes cannot be started.
        """
        found: list[Event] = []
        for worker, record in self._take():
            if record is None:
                found += self._ended(worker)
            elif "ready" in record:
                found += self._became_ready(worker, str(record["ready"]))
            elif "refused" in record:
                raise error_of(record["refused"])
            else:
                found.append(_event(worker, record))
        self._start()
        self._hand_out()
        return found

    def wait(self, seconds: float) -> None:
        """Wait until a process has reported something, at most so long."""
        if not self._peeked:
            with contextlib.suppress(Empty):
                self._peeked.append(self._received.get(timeout=seconds))

    def close(self) -> None:
        """Kill all processes."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()
        self._waiting.clear()

    def _take(self) -> list[_Received]:
        taken, self._peeked = self._peeked, []
        with contextlib.suppress(Empty):
            while True:
                taken.append(self._received.get_nowait())
        return taken

    def _start(self) -> None:
        wanted = self.count if self._reported else 1
        if not self._waiting and not any(worker.trial for worker in self._workers):
            return
        while len(self._workers) < wanted:
            try:
                self._workers.append(_Worker(self._plan, self._received))
            except OSError as error:
                raise SearchError(
                    "expected to start {count} worker processes, got {reason}; choose fewer",
                    count=self.count,
                    reason=error.strerror or "no reason",
                ) from None

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.ready and worker.trial is None and self._waiting:
                worker.submit(self._waiting.popleft())

    def _became_ready(self, worker: _Worker, fingerprint: str) -> list[Event]:
        worker.ready, self._failures = True, 0
        if self._reported:
            return []
        self._reported = True
        return [Ready(fingerprint)]

    def _ended(self, worker: _Worker) -> list[Event]:
        """Remove a process that has died; report the trial that it was training."""
        if worker not in self._workers:
            return []
        self._workers.remove(worker)
        worker.stop()
        if not worker.ready:
            self._failures += 1
            if self._failures >= MOST_STARTS:
                raise SearchError(
                    "expected worker processes to begin, got {count} in a row that ended with "
                    "status {status}; start the search with one worker to see why",
                    count=self._failures,
                    status=worker.process.returncode,
                )
        return [] if worker.trial is None else [TrialLost(worker.trial.number)]


def _event(worker: _Worker, record: Mapping[str, Any]) -> Event:
    if "epoch" in record:
        return EpochEnded(int(record["trial"]), EpochSummary.from_record(record["epoch"]))
    worker.trial = None
    return TrialEnded(TrialResult.from_record(record["result"]))
