"""`test`: pytest runs in the project without a screen."""

from __future__ import annotations

import subprocess
import sys
import types
from pathlib import Path

from app.commands.command_line import main
from tests.support.sources import ROOT


def test_the_tests_run_on_a_screen_that_nobody_sees(monkeypatch):
    calls = []

    def run(command, **options):
        calls.append((command, options))
        return types.SimpleNamespace(returncode=5)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert main(["test", "-k", "pad", "-x"]) == 5
    (command, options) = calls[0]
    assert command == [sys.executable, "-m", "pytest", "-k", "pad", "-x"]
    assert options["env"]["QT_QPA_PLATFORM"] == "offscreen"
    assert Path(options["cwd"]) == ROOT
