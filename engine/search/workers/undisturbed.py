"""Loaded first by workers of a local cluster: Ctrl-C in the terminal is for the search alone."""

from __future__ import annotations

import signal


def dask_setup(worker: object) -> None:
    """Ignore Ctrl-C; called by Dask, by this name, when a worker begins."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
