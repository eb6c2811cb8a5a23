"""Notice when a window has finished a picture."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget


class PaintLog(QObject):
    """Calls back whenever a picture of a window is finished.

    Parameters
    ----------
    finished : callable
        Called after the window has painted all that was to be painted.
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
    """Notes when a window is painted first and when its page has changed twice since.

    The times are those of the system's monotonic clock, so that the process that started
    this one can compare them with its own. They are written to standard output, and the
    window is closed.

    Parameters
    ----------
    window : QWidget
    stage : QWidget
        The part of the window on which something is to move.
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
