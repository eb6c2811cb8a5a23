"""Import of pyqtgraph on a thread of its own: the window shows itself first and does not wait."""

from __future__ import annotations

import gc
import importlib
import sys
import threading

CANVAS = "app.widgets.plots.canvas"
"""Module that imports pyqtgraph."""

NAME = "plots"
"""Name of the thread that imports it."""


def loaded() -> bool:
    """Return whether plots can be drawn."""
    return CANVAS in sys.modules and not _loading()


def load() -> None:
    """Begin to import what draws plots, unless that is done or has begun."""
    if CANVAS not in sys.modules and not _loading():
        threading.Thread(target=_load, name=NAME, daemon=True).start()


def _loading() -> bool:
    return any(thread.name == NAME for thread in threading.enumerate())


def _load() -> None:
    importlib.import_module(CANVAS)
    # modules stay: collecting among their objects would cost whole frames
    gc.freeze()
