"""Transport of a page that plays steps by the clock."""

from __future__ import annotations

from collections.abc import Callable

from engine.snapshots import Status


class Playback:
    """Status of the transport, and the step that is due.

    Parameters
    ----------
    clock : callable
        Returns seconds.

    Attributes
    ----------
    status : Status
    stop_at : int or None
        The step at which playing ends.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.status = Status.IDLE
        self.stop_at: int | None = None
        self._begun: tuple[float, int] = (0.0, 0)

    @property
    def running(self) -> bool:
        """Whether steps are being played."""
        return self.status is Status.RUNNING

    def start(self, step: int, stop_at: int | None = None) -> None:
        """Play from a step on."""
        self.status, self.stop_at = Status.RUNNING, stop_at
        self.count_from(step)

    def pause(self) -> None:
        """Pause if it plays."""
        if self.running:
            self.status = Status.PAUSED

    def count_from(self, step: int) -> None:
        """Let the clock begin anew at a step: steps that are overdue are skipped."""
        self._begun = (self.clock(), step)

    def due(self, per_second: float) -> int:
        """Return the step that is due by now, at most `stop_at`."""
        begun, first = self._begun
        due = first + int((self.clock() - begun) * per_second)
        return due if self.stop_at is None else min(due, self.stop_at)
