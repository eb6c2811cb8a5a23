"""Report of versions and system for whoever is asked for help; standard library only."""

from __future__ import annotations

import platform
import re
from pathlib import Path

from app.launch.bootstrap import installed_version
from app.launch.dependencies import DEPENDENCIES
from engine import __version__
from engine.installation import installation

HOME = "~"
"""Stands for the user's own folder, whose name is often that of the user."""


def library_versions() -> dict[str, str]:
    """Return the version of every library that the lab imports, "none" where it is missing."""
    return {
        each.distribution: installed_version(each.distribution) or "none" for each in DEPENDENCIES
    }


def system_report(*further: str) -> str:
    """Return the versions of the lab, Python, system and libraries, a few lines of English.

    Parameters
    ----------
    further : str
        Lines that are added.
    """
    system = " ".join(filter(None, (platform.system(), platform.release(), platform.machine())))
    libraries = ", ".join(f"{name} {version}" for name, version in library_versions().items())
    lines = (
        f"Nabla Lab {__version__} ({installation().value})",
        f"Python {platform.python_version()}, {system}",
        libraries,
        *further,
    )
    return without_home("\n".join(lines))


def without_home(text: str) -> str:
    """Return a text in which the path of the user's own folder is written ~."""
    home = str(Path.home())
    if len(home) < 3:  # "/", where a system has no homes
        return text
    ways = {home, home.replace("\\", "/"), home.replace("\\", "\\\\")}
    found = "|".join(re.escape(way) for way in sorted(ways, key=len, reverse=True))
    return re.sub(rf"(?:{found})(?![\w.-])", HOME, text)
