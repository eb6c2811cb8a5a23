"""`capture DIR`: screenshots of every page, when opened and after a short run."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands.command import Command, add_json
from app.commands.output import Output
from engine.atomic_files import check_writable
from engine.errors import StorageError


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `capture`."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="is made if it does not exist")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write the screenshots; return the exit status.

    Raises
    ------
    StorageError
        If the folder is not writable.
    """
    folder = options.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            "expected a folder that can be written, got {folder} ({reason}); choose another one",
            folder=folder,
            reason=error.strerror,
        ) from None
    check_writable(folder / "page.png")
    from app.automation.capture import capture

    output = Output(options.json)
    pictures = capture(folder)
    for path in pictures:
        output.line(str(path))
    output.document([str(path) for path in pictures])
    return 0


COMMAND = Command("capture", "write a picture of every page", configure, run)
