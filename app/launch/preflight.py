"""Preflight checks, so that bare Python suffices for `main.py`; standard library only.

In order: a screen is named; the Python version; the Python libraries, else `.venv` is created
and the program restarts inside it; Qt fits this Python; the system libraries; the screen
answers; Qt starts on the platform that the environment names.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence

from app.launch.bootstrap import (
    ensure_environment,
    ensure_extras,
    installed_version,
    numbers,
)
from app.launch.machine import (
    BAD_INPUT,
    PLATFORM,
    StartError,
    announce,
    check_screen_answers,
    check_screen_named,
    ensure_libraries,
    wanted_libraries,
)
from app.launch.platform_trial import check_platform_works
from engine.installation import ROOT, Installation, installation

NEWEST_PYTHON = (3, 14)
INTERRUPTED = 130
WINDOW, TEST = "", "test"

MOST_WORKERS = 4
"""Maximum number of parallel test processes."""
OFFSCREEN_COMMANDS = ({"capture"}, {"bench", "window"}, {"bench", "film"}, {TEST})
"""Words of the commands that use Qt offscreen."""

LINK = "nabla:"
"""First letters of a link, which opens the window."""

WITH_VALUE = ("--page", "--lang", "--theme", "--seed", "--threads", "--open")
"""Options of the window that take a value."""

BAD_QT, SOUND_PYTHON = (6, 12), (3, 12)
"""From this Qt on, calls that return nothing drop a reference to None on an older Python."""


def prepare(arguments: Sequence[str]) -> int | None:
    """Prepare everything that a command needs.

    May replace this process by one inside `.venv`. The command `test` is run here.

    Parameters
    ----------
    arguments : sequence of str
        Without the program's name.

    Returns
    -------
    status : int or None
        None to continue; otherwise the exit status, with any message already printed.
    """
    try:
        return _prepare(list(arguments))
    except StartError as error:
        announce(str(error))
        return error.status
    except KeyboardInterrupt:
        announce("Stopped by Ctrl-C; start again to go on.")
        return INTERRUPTED


def _prepare(arguments: list[str]) -> int | None:
    command = find_command(arguments)
    unseen = any(command in words and words <= set(arguments) for words in OFFSCREEN_COMMANDS)
    if unseen:
        os.environ.setdefault(PLATFORM, "offscreen")
    if command == WINDOW:
        check_screen_named(os.environ)
    _check_python()
    if command == TEST:
        check_tests_there()
    status = ensure_environment(arguments, tests=command == TEST)
    if status is not None:
        return status
    check_qt()
    if command == WINDOW or unseen:
        ensure_libraries(wanted_libraries(os.environ))
    if command == WINDOW:
        check_screen_answers(os.environ)
    if command == WINDOW or unseen:
        check_platform_works(os.environ)
    if command != TEST:
        return None
    ensure_extras()
    return run_tests(arguments)


def find_command(arguments: Sequence[str]) -> str | None:
    """Return the sub-command, "" for the window or a link, None if only help is requested."""
    words = iter(arguments)
    for word in words:
        if word in ("-h", "--help"):
            return None
        if word in WITH_VALUE:
            next(words, None)
        elif word.startswith(LINK):
            return WINDOW
        elif not word.startswith("-"):
            return word
    return WINDOW


def run_tests(arguments: Sequence[str]) -> int:
    """Run pytest in the project's folder; return its exit status.

    Parameters
    ----------
    arguments : sequence of str
        Including the word `test`; the words after it are passed to pytest.
    """
    own = list(arguments)[list(arguments).index(TEST) + 1 :]
    command = [sys.executable, "-m", "pytest", *(own or all_tests())]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def all_tests() -> list[str]:
    """Return the default arguments of pytest: all tests in parallel processes.

    At most MOST_WORKERS processes, as each takes some 600 MB.
    """
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    return ["-n", str(workers), "--dist", "worksteal"] if workers > 1 else []


def check_tests_there() -> None:
    """Reject `test` in a copy without tests.

    Raises
    ------
    StartError
        In an installed package or a bundle.
    """
    if installation() is not Installation.CHECKOUT:
        raise StartError(
            "expected a checkout of Nabla Lab, which has the tests, got an installed copy; get the "
            "project's folder and run: python3 main.py test",
            BAD_INPUT,
        )


def check_qt() -> None:
    """Reject a Qt binding that aborts on this Python after some thousand calls.

    Raises
    ------
    StartError
        For PySide6 6.12 on Python 3.11.
    """
    version = installed_version("PySide6-Essentials")
    bad = version is not None and numbers(version)[:2] >= BAD_QT
    if bad and sys.version_info < SOUND_PYTHON:
        install = [sys.executable, "-m", "pip", "install", "PySide6-Essentials>=6.10,<6.12"]
        raise StartError(
            f"expected PySide6 below 6.12 on Python {_python()}, got {version}, which aborts; run: "
            + shlex.join(install)
        )


def _check_python() -> None:
    if sys.version_info[:2] > NEWEST_PYTHON:
        newest = ".".join(map(str, NEWEST_PYTHON))
        raise StartError(
            f"expected Python 3.11 to {newest}, got {_python()}; start main.py with an older one"
        )


def _python() -> str:
    return ".".join(map(str, sys.version_info[:2]))
