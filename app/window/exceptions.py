"""Hook for uncaught exceptions on any thread, which reports each traceback once."""

from __future__ import annotations

import sys
import threading
import traceback
from types import TracebackType
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

MANY: Final = 100
"""Maximum number of distinct errors; further ones are not shown."""


class ExceptionHook(QObject):
    """Replacement of Python's exception hooks while a window is open; calls the old ones too.

    Parameters
    ----------
    window : QWidget
        The old hooks are restored when it is closed.

    Signals
    -------
    caught : (str,)
        Traceback of an uncaught exception; emitted once for each type and source line.
    """

    caught = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)
        self._seen: set[str] = set()
        self._before = sys.excepthook
        self._before_in_threads = threading.excepthook
        self._installed = False

    def install(self) -> None:
        """Install the hooks."""
        if not self._installed:
            self._before, self._before_in_threads = sys.excepthook, threading.excepthook
            sys.excepthook = self._on_exception
            threading.excepthook = self._on_thread_exception
            self._installed = True

    def uninstall(self) -> None:
        """Restore the previous hooks."""
        if self._installed:
            sys.excepthook, threading.excepthook = self._before, self._before_in_threads
            self._installed = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            self.uninstall()
        return False

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, place: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        if self._is_new(kind, error, place):
            self._before(kind, error, place)
            self._report(kind, error, place)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        self._before_in_threads(arguments)
        error = arguments.exc_value
        if error is not None and self._is_new(arguments.exc_type, error, arguments.exc_traceback):
            self._report(arguments.exc_type, error, arguments.exc_traceback)

    def _is_new(
        self, kind: type[BaseException], error: BaseException, place: TracebackType | None
    ) -> bool:
        """Return whether an error is no repetition: a painter may fail sixty times a second."""
        frames = traceback.extract_tb(place)
        where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        signature = f"{kind.__name__} {where}"
        if signature in self._seen or len(self._seen) >= MANY:
            return False
        self._seen.add(signature)
        return True

    def _report(
        self, kind: type[BaseException], error: BaseException, place: TracebackType | None
    ) -> None:
        self.caught.emit("".join(traceback.format_exception(kind, error, place)))
