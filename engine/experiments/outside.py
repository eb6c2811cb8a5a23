"""An experiment in a process of its own: what it reports, and the wish to stop it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from engine.experiments.worker import Order

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "engine.experiments.worker")
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

STOP_S = 10.0
"""How long a process may take to keep its network before it is killed."""

Report = Mapping[str, Any]
"""One line that a process has written, or {"ended": status} at its end."""


class Runner(Protocol):
    """An experiment that is being run somewhere."""

    def reports(self, timeout_s: float) -> list[Report]:
        """Return what was reported; wait for the first at most so long."""

    def stop(self) -> None:
        """Ask it to keep what it has learned and to end; returns at once."""

    def close(self) -> None:
        """Stop it, and wait for its end."""


class OutsideRunner:
    """Runs an experiment in a process.

    Starting and ending the process take long: nothing of it happens on the thread that calls.

    Parameters
    ----------
    after : OutsideRunner or None
        One that must have ended before this one begins.
    """

    def __init__(self, order: Order, after: Runner | None = None) -> None:
        self._order, self._after = order, after
        self._reports: SimpleQueue[Report] = SimpleQueue()
        self._stopped, self._lock = False, threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._run, name="nabla-experiment", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """Number of the process, once there is one."""
        return None if self._process is None else self._process.pid

    def reports(self, timeout_s: float) -> list[Report]:
        """Return what was reported; wait for the first at most so long."""
        found: list[Report] = []
        with contextlib.suppress(Empty):
            if timeout_s > 0:
                found.append(self._reports.get(timeout=timeout_s))
            while True:
                found.append(self._reports.get_nowait())
        return found

    def stop(self) -> None:
        """Ask it to keep what it has learned and to end; returns at once."""
        with self._lock:
            self._stopped = True
            if self._process is not None and self._process.stdin is not None:
                with contextlib.suppress(OSError):
                    self._process.stdin.close()

    def close(self) -> None:
        """Stop it, and wait for its end; it is killed if it takes too long."""
        self.stop()
        self._thread.join(STOP_S)
        if self._thread.is_alive() and self._process is not None:
            self._process.kill()
            self._thread.join(STOP_S)

    def _run(self) -> None:
        if self._after is not None:
            self._after.close()
            self._after = None
        try:
            with self._lock:
                process = None if self._stopped else self._started()
                self._process = process
        except OSError:
            process = None
        if process is None:
            self._reports.put({"ended": 0 if self._stopped else 1})
            return
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                # a process that is killed leaves half a line
                with contextlib.suppress(ValueError):
                    self._reports.put(json.loads(line))
        status = process.wait()
        self.stop()
        self._reports.put({"ended": status})

    def _started(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            env={**os.environ, **ONE_THREAD},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.write(json.dumps(self._order.as_record()) + "\n")
            process.stdin.flush()
        return process
