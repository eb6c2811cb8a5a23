"""Precompilation of kernels in a separate process, so that the window does not stutter."""

from __future__ import annotations

import gc
import json
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.bridge.worker import Worker
from engine.commands.observation import KernelsReady

LOG = logging.getLogger(__name__)

DONE = "warmed"
"""Name of the marker file in the cache folder: all kernels are compiled."""

OPENING_MS = 2_000
"""Delay of loading the drawing kernels, until the window has shown its first frames."""


class PrecompileProcess(QObject):
    """Precompiler that fills the kernel cache before training, unless it is full already.

    Afterwards it loads the kernels with which the window draws.

    Parameters
    ----------
    worker : Worker
        Its gate is closed until the kernels are ready.
    window : QWidget
        Closing it ends the process.
    """

    def __init__(self, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._worker = worker
        self._process: subprocess.Popen[str] | None = None
        self._called_off = False
        self._thread = threading.Thread(target=self._work, name="precompile", daemon=True)
        window.installEventFilter(self)
        # where Numba has been imported already, kernels are compiled in this process
        self._wanted = "numba" not in sys.modules and not _is_compiled()
        if self._wanted:
            worker.gate.close()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)

    def start(self) -> None:
        """Start: at once if kernels must be compiled, else after OPENING_MS."""
        self._timer.start(0 if self._wanted else OPENING_MS)

    def _begin(self) -> None:
        if self._thread.ident is None:
            self._thread.start()

    def stop(self) -> None:
        """End the process; kernels compiled so far stay in the cache."""
        self._called_off = True
        self._timer.stop()
        process = self._process
        if process is not None:
            with suppress(OSError):
                process.terminate()
        if self._thread.ident is not None:
            self._thread.join(2.0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            self.stop()
        return False

    def _work(self) -> None:
        if self._wanted:
            self._precompile()
        if not self._called_off:
            from engine.compilation.precompile import precompile_drawing

            precompile_drawing()
            # the compiler leaves a million permanent objects
            gc.freeze()

    def _precompile(self) -> None:
        from engine.compilation.precompile import start_precompile, wants_another_try

        tries, again = 0, True
        while again and not self._called_off:
            tries += 1
            try:
                self._process = start_precompile()
            except OSError as error:
                LOG.warning("kernels are compiled in the window's process: %s", error)
                break
            self._follow(self._process)
            again = wants_another_try(self._process.returncode, tries)
        if not self._called_off:
            if self._process is not None and self._process.returncode == 0:
                _mark_compiled()
            self._worker.send(KernelsReady())

    def _follow(self, process: subprocess.Popen[str]) -> None:
        """Wait for the process; open the gate for dense networks once their kernels are ready."""
        from engine.compilation.precompile import DENSE

        # leaving the block closes the pipe and waits for the process
        with process:
            for line in process.stdout or ():
                if line.startswith("{") and json.loads(line)["done"] == DENSE:
                    self._worker.send(KernelsReady(convolution=False))


def _mark() -> Path | None:
    from engine.compilation.cache import NUMBA_VARIABLE, prepare_cache

    if NUMBA_VARIABLE not in os.environ:
        prepare_cache()
    folder = os.environ.get(NUMBA_VARIABLE)
    return Path(folder) / DONE if folder else None


def _is_compiled() -> bool:
    mark = _mark()
    return mark is not None and mark.is_file()


def _mark_compiled() -> None:
    mark = _mark()
    if mark is not None:
        with suppress(OSError):
            mark.touch()
