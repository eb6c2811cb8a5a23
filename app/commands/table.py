"""COMMANDS: all sub-commands."""

from __future__ import annotations

from app.commands import (
    bench,
    capture,
    data,
    desktop,
    doctor,
    experiment,
    export,
    recognise,
    score,
    test,
)
from app.commands.command import Command
from app.commands.search import command as search
from app.commands.train import command as train

COMMANDS: tuple[Command, ...] = (
    train.COMMAND,
    search.COMMAND,
    experiment.COMMAND,
    score.COMMAND,
    export.COMMAND,
    recognise.COMMAND,
    data.COMMAND,
    doctor.COMMAND,
    desktop.COMMAND,
    bench.COMMAND,
    capture.COMMAND,
    test.COMMAND,
)
"""In the order of --help."""
