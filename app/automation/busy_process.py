"""A second process that never rests, to measure beside it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

ENDLESS = "import os; parent = os.getppid()\nwhile os.getppid() == parent: pass"
"""Ends with its parent, even where that was killed."""


@contextmanager
def busy_process() -> Iterator[subprocess.Popen[bytes]]:
    """Keep one core busy for as long as the context lasts."""
    with subprocess.Popen([sys.executable, "-c", ENDLESS]) as process:
        try:
            yield process
        finally:
            process.kill()
