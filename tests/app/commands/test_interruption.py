"""Ctrl-C stops a run in order the first time, and at once the second time."""

from __future__ import annotations

import signal
import types

import pytest

from app.commands.interruption import interruptible


def test_the_second_ctrl_c_interrupts_at_once_and_the_old_handler_comes_back():
    run = types.SimpleNamespace(stop=False)
    before = signal.getsignal(signal.SIGINT)
    with interruptible(run):
        signal.raise_signal(signal.SIGINT)
        assert run.stop
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
