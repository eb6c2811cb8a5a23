"""Background thread that runs one task at a time and is polled for its end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class BackgroundTask:
    """Runs one task at a time on a thread of its own; kernels release the GIL."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._future: Future[None] | None = None

    @property
    def working(self) -> bool:
        """Whether a task is under way or not yet collected."""
        return self._future is not None

    def work(self, do: Callable[[], None]) -> None:
        """Start a task, or collect the last one if it has ended.

        Exceptions of the task are raised here.
        """
        if self._future is None:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(1, "background task")
            self._future = self._pool.submit(do)
        elif self._future.done():
            future, self._future = self._future, None
            future.result()

    def close(self) -> None:
        """End the thread."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool = self._future = None
