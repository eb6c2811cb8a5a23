"""Base class of stations whose finished steps stay, and are shown again after going back."""

from __future__ import annotations

from typing import TypeVar

from engine.simulations.scene_page.station_runner import StationRunner
from engine.snapshots import Status

S = TypeVar("S")


class ReplayedRunner(StationRunner[S]):
    """Transport over the steps that are done and those that will be.

    A station says how many there are (`done`, `last_step`), does the work of the next one, and
    calls `go_on` to show it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown = 0
        self._until: int | None = None

    @property
    def done(self) -> int:
        """Steps that are done, and can be shown again."""
        return self._shown

    @property
    def goal(self) -> int:
        """Step at which playing ends."""
        return self.last_step

    @property
    def step(self) -> int:
        """Steps that are shown."""
        return self._shown

    def start(self) -> None:
        """Do the rest of the steps; after the last one, show all again one by one."""
        if self._shown >= self.goal:
            self._shown = 0
        self._until, self.status = None, Status.RUNNING

    def step_by(self, count: int) -> None:
        """Go some steps on, or back."""
        if count < 0:
            self.seek(self._shown + count)
            return
        self.start()
        self._until = min(self._shown + count, self.goal)

    def seek(self, step: int) -> None:
        """Show a step that is done."""
        self._shown, self.status = max(0, min(step, self.done)), Status.PAUSED

    def reset(self) -> None:
        """Show the beginning; what is done stays."""
        self.seek(0)

    def go_on(self) -> None:
        """Show one step more, and stop at the end or where it was asked to."""
        self._shown += 1
        if self._shown >= self.goal:
            self.status = Status.FINISHED
        elif self._until is not None and self._shown >= self._until:
            self.status = Status.PAUSED
