"""Run the command line in a process of its own, and read what it prints."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.support.sources import ROOT


def process(*arguments, **options):
    """Start the command line in a process of its own."""
    code = "import sys; from app.commands.command_line import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        text=True,
        encoding="utf-8",
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
    )


def strict_json(text):
    """Return decoded JSON; NaN and infinity are refused."""

    def refuse(name):
        raise AssertionError(f"{name} in JSON")

    return json.loads(text, parse_constant=refuse)
