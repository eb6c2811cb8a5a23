"""Frame clock of the window: passes the newest snapshot to the view, frame by frame."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engine.snapshots import Snapshot

FRAME_MS = 16
"""Sixty frames a second."""

SOON_MS = 4
"""Interval of the next poll while an expected snapshot has not arrived yet."""

TEXT_MS = 200.0
"""Interval of fast-changing texts: five updates a second, so that they can be read."""


class Source(Protocol):
    """Source of snapshots: the worker."""

    latest: Snapshot | None
    seen: Snapshot | None

    @property
    def active(self) -> bool:
        """Whether another snapshot is to be expected."""
        ...


class View(Protocol):
    """Receiver of snapshots: the main window."""

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Update what differs from the last snapshot."""
        ...

    def show_text(self, snapshot: Snapshot) -> None:
        """Update fast-changing texts."""
        ...

    def advance(self, elapsed_ms: float) -> None:
        """Advance animations by `elapsed_ms`."""
        ...


class FrameClock(QObject):
    """Polls a source sixty times a second.

    Parameters
    ----------
    source : Source
        Its `latest` is read without waiting; its `seen` is set to what was read.
    view : View
    seconds : callable
        Returns the time; replaced in tests.

    Signals
    -------
    ticked : (float)
        A frame is done; carries the milliseconds since the last one.
    """

    ticked = Signal(float)

    def __init__(
        self,
        source: Source,
        view: View,
        parent: QObject | None = None,
        *,
        seconds: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._view = view
        self._seconds = seconds
        self._last_s = seconds()
        self._shown: Snapshot | None = None
        self._text_shown: Snapshot | None = None
        self._text_age_ms = TEXT_MS
        self._frozen = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Start polling."""
        self._last_s = self._seconds()
        self._timer.start()

    def stop(self) -> None:
        """Stop polling."""
        self._timer.stop()

    @property
    def running(self) -> bool:
        """Whether it polls."""
        return self._timer.isActive()

    @property
    def interval_ms(self) -> int:
        """Milliseconds until the next poll."""
        return self._timer.interval()

    @property
    def frozen(self) -> bool:
        """Whether the display is frozen while the engine continues."""
        return self._frozen

    def set_frozen(self, frozen: bool) -> None:
        """Freeze the display, or continue with the newest snapshot."""
        self._frozen = frozen

    def show_again(self) -> None:
        """Pass the newest snapshot again at the next frame, as for a page new at the front."""
        self._shown = self._text_shown = None
        self._text_age_ms = TEXT_MS

    def tick(self) -> None:
        """Process one frame."""
        now = self._seconds()
        elapsed_ms, self._last_s = 1000.0 * (now - self._last_s), now
        self._text_age_ms += elapsed_ms
        if not self._frozen:
            late = self._source.latest is self._shown and self._source.active
            self._set_interval(SOON_MS if late else FRAME_MS)
            self._show_newest()
        self._view.advance(elapsed_ms)
        self.ticked.emit(elapsed_ms)

    def _set_interval(self, interval_ms: int) -> None:
        if interval_ms != self._timer.interval():
            self._timer.setInterval(interval_ms)

    def _show_newest(self) -> None:
        newest = self._source.latest
        if newest is None:
            return
        if newest is not self._shown:
            self._shown = self._source.seen = newest
            self._view.show_snapshot(newest)
        if newest is not self._text_shown and self._text_age_ms >= TEXT_MS:
            self._text_shown, self._text_age_ms = newest, 0.0
            self._view.show_text(newest)
