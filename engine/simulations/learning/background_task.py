"""Work on another core: a thread that does one thing after the other, asked for its end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class BackgroundTask:
    """Runs one piece of work at a time on a thread of its own; kernels let others run."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._future: Future[None] | None = None

    @property
    def working(self) -> bool:
        """Whether a piece of work has not been finished."""
        return self._future is not None

    def work(self, do: Callable[[], None]) -> None:
        """Begin a piece of work, or look whether the last one has come to its end.

        What it raises is raised here.
        """
        if self._future is None:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(1, "beside")
            self._future = self._pool.submit(do)
        elif self._future.done():
            future, self._future = self._future, None
            future.result()

    def close(self) -> None:
        """End the thread."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool = self._future = None
