"""Handling of Ctrl-C that stops a run between two mini-batches."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol


class Stoppable(Protocol):
    """A run that polls `stop` between mini-batches."""

    stop: bool


@contextmanager
def interruptible(run: Stoppable) -> Iterator[None]:
    """Set `run.stop` at the first Ctrl-C; a second one interrupts at once.

    An exception inside a mini-batch could leave weights and step count inconsistent, and a run
    saved then could not be resumed to the same bits.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def _on_interrupt(number: int, frame: FrameType | None) -> None:
        if run.stop:
            raise KeyboardInterrupt
        run.stop = True

    signal.signal(signal.SIGINT, _on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
