"""Output of commands: text for people, or one JSON document for programs."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

BAR_WIDTH = 30


class Output:
    """Output of a command as text or JSON.

    Parameters
    ----------
    as_json : bool
        Whether only `document` prints; otherwise only `line` and `progress` do.
    """

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._shows_bar = not as_json and sys.stderr.isatty()
        self._bar = ""

    def line(self, text: str = "") -> None:
        """Print a line of text."""
        if not self.as_json:
            self.clear()
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()

    def document(self, value: object) -> None:
        """Print the JSON document; NaN and infinity become null."""
        if self.as_json:
            text = json.dumps(plain(value), allow_nan=False)
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()

    def progress(self, text: str, share: float) -> None:
        """Draw a progress bar if standard error is a terminal."""
        if self._shows_bar:
            done = round(BAR_WIDTH * min(max(share, 0.0), 1.0))
            bar = f"{text} [{'#' * done}{'.' * (BAR_WIDTH - done)}] {share:4.0%}"
            if bar != self._bar:
                sys.stderr.write(f"\r{bar}")
                sys.stderr.flush()
                self._bar = bar

    def counter(self, text: str) -> Callable[[int, int], None]:
        """Return what draws a progress bar from the number done and the total."""

        def show(done: int, total: int) -> None:
            self.progress(text, done / max(total, 1))

        return show

    def clear(self) -> None:
        """Erase the progress bar."""
        if self._bar:
            sys.stderr.write(f"\r{' ' * len(self._bar)}\r")
            sys.stderr.flush()
            self._bar = ""


def complain(sentence: object) -> None:
    """Print one line on standard error."""
    sys.stderr.write(" ".join(str(sentence).split()) + "\n")
    sys.stderr.flush()


def discard_output() -> None:
    """Discard all further output, and what is left in buffers, once nobody reads it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def plain(value: Any) -> Any:
    """Return a value in types of JSON; NaN and infinity become None."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return value if isfinite(value) else None
    return str(value) if isinstance(value, Path) else value


def percent(share: float | None) -> str:
    """Return a share 0..1 as a percentage, "–" if it is None."""
    return "–" if share is None else f"{share:.2%}"
