"""A signal stops a run in order; a second Ctrl-C stops it at once."""

from __future__ import annotations

import signal
import types

import pytest

from app.commands.interruption import SIGNALS, interruptible


@pytest.fixture
def run():
    """Return a run that is asked to stop by an attribute."""
    return types.SimpleNamespace(stop=False)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_stops_the_run_and_the_old_handlers_come_back(run, number):
    before = [signal.getsignal(each) for each in SIGNALS]
    with interruptible(run) as interruption:
        assert (interruption.status, run.stop) == (0, False)
        signal.raise_signal(number)
        assert run.stop
    assert interruption.status == 128 + number
    assert interruption.name == ("Ctrl-C" if number == signal.SIGINT else number.name)
    assert [signal.getsignal(each) for each in SIGNALS] == before


@pytest.mark.parametrize("first", SIGNALS)
def test_a_second_ctrl_c_interrupts_at_once(run, first):
    with interruptible(run) as interruption:
        signal.raise_signal(first)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert interruption.number == first


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no terminals that hang up")
def test_the_end_of_the_terminal_and_the_request_to_end_may_come_together(run):
    with interruptible(run) as interruption:
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGHUP):
            signal.raise_signal(number)
    assert interruption.number == signal.SIGHUP
    assert interruption.terminal_is_gone


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no terminals that hang up")
def test_a_signal_that_is_ignored_stays_ignored(run):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interruptible(run) as interruption:
            signal.raise_signal(signal.SIGHUP)
        assert (run.stop, interruption.status) == (False, 0)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
