"""Kernels are compiled beside the window: the gate opens in two steps and never stays shut."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget

from app.bridge import precompile_process
from app.bridge.precompile_gate import PrecompileGate
from app.bridge.precompile_process import DONE, PrecompileProcess
from engine.commands.observation import KernelsReady
from engine.compilation import precompile
from engine.compilation.cache import NUMBA_VARIABLE, is_bypassed

READY, DENSE_READY = KernelsReady(), KernelsReady(convolution=False)


class Compiling:
    """A process that says which kernels it has compiled, and ends."""

    def __init__(self, status=0, done=8):
        self.returncode = status
        self.stdout = ["no JSON\n", *(json.dumps({"done": n}) + "\n" for n in range(1, done + 1))]
        self.terminated = self.waited = False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        """Close the pipe and wait, as Popen does."""
        self.wait()

    def wait(self):
        self.waited = True

    def terminate(self):
        self.terminated = True


@pytest.fixture
def started(monkeypatch):
    """Return the list of processes that are started, one after the other."""
    processes, waiting = [], []

    def start():
        process = waiting.pop(0)
        processes.append(process)
        if isinstance(process, OSError):
            raise process
        return process

    monkeypatch.setattr(precompile, "start_precompile", start)
    return SimpleNamespace(waiting=waiting, processes=processes)


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """Return an empty cache of kernels, and forget that Numba is imported already."""
    monkeypatch.setenv(NUMBA_VARIABLE, str(tmp_path))
    monkeypatch.setattr(precompile_process, "sys", SimpleNamespace(modules={}))
    monkeypatch.setattr(precompile_process, "gc", SimpleNamespace(freeze=list))
    monkeypatch.setattr(precompile, "precompile_drawing", list)
    return tmp_path


@pytest.fixture
def make(qtbot, folder):
    """Return () -> (precompiler, commands that it sends, gate)."""
    windows = []

    def new():
        window, sent = QWidget(), []
        windows.append(window)
        qtbot.addWidget(window)
        worker = SimpleNamespace(gate=PrecompileGate(), send=sent.append)
        return PrecompileProcess(worker, window), sent, worker.gate

    return new


def is_open(gate):
    """Return whether a command that needs kernels passes."""
    from engine.commands.transport import Start

    return gate.passing([(1, Start("digits"))]) != []


def test_a_full_cache_leaves_the_gate_open_and_starts_no_process(make, started, folder):
    (folder / DONE).touch()
    process, sent, gate = make()
    process._work()
    assert is_open(gate)
    assert (sent, started.processes) == ([], [])


def test_dense_networks_may_train_before_everything_is_compiled(make, started, folder):
    started.waiting.append(Compiling())
    process, sent, gate = make()
    assert not is_open(gate)
    process._work()
    assert sent == [DENSE_READY, READY]
    assert (folder / DONE).is_file()
    assert started.processes[0].waited


def test_a_process_that_fails_is_tried_once_more(make, started, folder):
    started.waiting += [Compiling(1, 0), Compiling(0)]
    process, sent, _ = make()
    process._work()
    assert len(started.processes) == 2
    assert sent == [DENSE_READY, READY]
    assert (folder / DONE).is_file()


def test_after_two_failures_the_gate_opens_and_nothing_counts_as_compiled(make, started, folder):
    started.waiting += [Compiling(1, 0), Compiling(1, 0)]
    process, sent, _ = make()
    process._work()
    assert sent == [READY]
    assert not (folder / DONE).exists()
    assert is_bypassed(folder)


def test_a_process_that_cannot_be_started_leaves_the_work_to_the_window(
    make, started, folder, caplog
):
    started.waiting.append(OSError("no memory"))
    process, sent, _ = make()
    process._work()
    assert sent == [READY]
    assert not (folder / DONE).exists()
    assert "compiled in the window's process: no memory" in caplog.text


def test_a_window_that_closes_ends_the_process_and_opens_no_gate(make, started, folder):
    process, sent, _ = make()
    compiling = Compiling(-15)

    def end():
        process.parent().close()

    compiling.wait = end
    started.waiting.append(compiling)
    process._work()
    assert compiling.terminated
    assert sent == [DENSE_READY]
    assert not (folder / DONE).exists()
