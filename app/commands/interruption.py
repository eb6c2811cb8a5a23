"""Ctrl-C that ends a run between two mini-batches instead of anywhere."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol


class Stoppable(Protocol):
    """Something that looks at `stop` often enough."""

    stop: bool


@contextmanager
def interruptible(run: Stoppable) -> Iterator[None]:
    """Set `run.stop` at the first Ctrl-C; a second one interrupts at once.

    An exception in the middle of a mini-batch could leave weights and step apart, and what is
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
