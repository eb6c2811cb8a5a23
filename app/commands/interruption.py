"""Handling of Ctrl-C and of signals that end a process: a run stops between two mini-batches."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Ctrl-C; the request of `kill`, a job scheduler or a shutdown; the end of the terminal."""


class Stoppable(Protocol):
    """A run that polls `stop` between mini-batches."""

    stop: bool


class Interruption:
    """The signal that stopped a run, if any.

    Attributes
    ----------
    number : int
        Number of the signal; 0 if none came.
    """

    def __init__(self) -> None:
        self.number = 0

    @property
    def name(self) -> str:
        """Name for a sentence."""
        return "Ctrl-C" if self.number == signal.SIGINT else signal.Signals(self.number).name

    @property
    def status(self) -> int:
        """Exit status by the convention of shells, 0 if no signal came."""
        return 128 + self.number if self.number else 0

    @property
    def terminal_is_gone(self) -> bool:
        """Whether nobody can read what is printed."""
        return self.number == getattr(signal, "SIGHUP", -1)


@contextmanager
def interruptible(run: Stoppable) -> Iterator[Interruption]:
    """Set `run.stop` at the first signal; a second Ctrl-C interrupts at once.

    An exception inside a mini-batch could leave weights and step count inconsistent, and a run
    saved then could not be resumed to the same bits. Signals that were ignored, as under `nohup`,
    stay ignored.
    """
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return

    def _on_signal(number: int, frame: FrameType | None) -> None:
        if interruption.number and number == signal.SIGINT:
            raise KeyboardInterrupt
        interruption.number = interruption.number or number
        run.stop = True

    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number, handler in before.items():
        if handler not in (signal.SIG_IGN, None):
            signal.signal(number, _on_signal)
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            if handler is not None:
                signal.signal(number, handler)
