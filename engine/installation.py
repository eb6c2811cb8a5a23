"""How this copy of the lab was installed, and the words that start it; standard library only."""

from __future__ import annotations

import shlex
import sys
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""Folder of app, engine, assets and main.py: a checkout's, an installed package's, a bundle's."""

PROGRAM = "nabla-lab"


class Installation(Enum):
    """Kinds of copies of the lab."""

    CHECKOUT = "checkout"
    PACKAGE = "package"
    BUNDLE = "bundle"


def installation() -> Installation:
    """Return how this copy was installed: only a checkout has a lock, only a bundle no Python."""
    if getattr(sys, "frozen", False):
        return Installation.BUNDLE
    has_lock = (ROOT / "requirements.lock").is_file()
    return Installation.CHECKOUT if has_lock else Installation.PACKAGE


def program_words() -> tuple[str, ...]:
    """Return the words that a user types to start this copy, without arguments."""
    return ("python3", "main.py") if installation() is Installation.CHECKOUT else (PROGRAM,)


def program_text(*arguments: str) -> str:
    """Return a command line of this copy as a user types it.

    Examples
    --------
    >>> program_text("data", "get", "mnist")
    'python3 main.py data get mnist'
    """
    return shlex.join([*program_words(), *arguments])


def start_command() -> tuple[str, ...]:
    """Return the absolute command that starts this copy from anywhere, without arguments."""
    if installation() is Installation.BUNDLE:
        return (sys.executable,)
    return (sys.executable, str(ROOT / "main.py"))
