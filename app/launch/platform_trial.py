"""Trial of the Qt platform that the environment names; standard library only.

Qt aborts the process where it cannot start a platform, so it is tried in another one.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

from app.launch.machine import BAD_INPUT, PLATFORM, StartError
from engine.installation import ROOT

TRUSTED = ("", "offscreen", "minimal", "xcb", "wayland")
"""Platforms that start wherever the checks of libraries and screen succeed."""

TRIAL = "app.launch.qt_trial"
"""Module that starts Qt and nothing else."""

TRIAL_S = 20.0
MOST_LETTERS = 120


def check_platform_works(variables: Mapping[str, str]) -> None:
    """Reject a platform of Qt that cannot start.

    Raises
    ------
    StartError
        If Qt ends, hangs or finds no screen on the platform of QT_QPA_PLATFORM.
    """
    chosen = variables.get(PLATFORM, "")
    if chosen.split(":")[0] in TRUSTED:
        return
    reason = _trial(variables)
    if reason is None:
        return
    raise StartError(
        f"expected a platform on which Qt starts here, got {PLATFORM}={chosen} ({reason}); "
        "unset it to use the screen of the desktop",
        BAD_INPUT,
    )


def _trial(variables: Mapping[str, str]) -> str | None:
    """Return why Qt does not start in an environment, None if it does."""
    command = [sys.executable, "-m", TRIAL]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=dict(variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TRIAL_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "it does not answer"
    except OSError as error:
        return (error.strerror or "it cannot be tried").lower()
    if done.returncode == 0:
        return None
    lines = done.stderr.decode(errors="replace").splitlines()
    said = next((line.strip() for line in lines if "Could not" in line), "")
    said = said or next((line.strip() for line in reversed(lines) if line.strip()), "it aborts")
    return said[:MOST_LETTERS].rstrip(".")
