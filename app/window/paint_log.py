"""Notification of finished frames of a window, and a probe of start-up times."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget


class PaintLog(QObject):
    """Event filter that reports each finished frame of a window.

    Parameters
    ----------
    finished : callable
        Called after the window has painted everything that was pending.
    """

    def __init__(self, window: QWidget, finished: Callable[[], None]) -> None:
        super().__init__(window)
        self._finished = finished
        self._painting = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest or self._painting:
            return False
        if isinstance(watched, QWindow):
            return False
        self._painting = True
        watched.event(event)
        self._painting = False
        self._finished()
        return True


class StartupProbe:
    """Probe of the times of a window's first frame and of the second change after it.

    The times are those of the system's monotonic clock, comparable with those of the parent
    process. They are written to standard output, then the window is closed.

    Parameters
    ----------
    window : QWidget
    stage : QWidget
        Part of the window that is compared between frames.
    """

    def __init__(self, window: QWidget, stage: QWidget) -> None:
        self._window = window
        self._stage = stage
        self._times: list[float] = []
        self._last = b""
        self._log = PaintLog(window, self._on_painted)

    def _on_painted(self) -> None:
        now = time.monotonic()
        image = self._stage.grab().toImage()
        picture = bytes(image.constBits())
        if picture == self._last:
            return
        self._last = picture
        self._times.append(now)
        if len(self._times) == 3:
            sys.stdout.write(f"{self._times[0]:.4f} {self._times[2]:.4f}\n")
            sys.stdout.flush()
            self._window.close()
