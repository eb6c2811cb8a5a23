"""`test`: runs the project's tests."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from app.commands.command import Command
from app.launch.preflight import all_tests
from engine.installation import ROOT


def configure(parser: argparse.ArgumentParser) -> None:
    """Add a help text: all arguments are passed to pytest."""
    parser.epilog = (
        "Everything behind `test` is for pytest: -k pad, -x … With nothing behind it, all tests "
        "run, divided among the processor's cores."
    )


def run(options: argparse.Namespace) -> int:
    """Run pytest offscreen; return its exit status."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    command = [sys.executable, "-m", "pytest", *(options.rest or all_tests())]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


COMMAND = Command("test", "run the tests", configure, run, passes_options_on=True)
