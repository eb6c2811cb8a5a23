"""`capture DIR`: screenshots of every page; `capture --gif FILE`: a film of one page."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

from app.commands.command import Command, add_json
from app.commands.output import Output
from engine.atomic_files import check_writable
from engine.errors import SettingError, StorageError

LARGEST, SMALLEST = (3840, 2160), (320, 180)
"""Largest and smallest size of a film in pixels."""

MOST_STEP = 10**12

NICE = 10
"""Priority of a film recorded in the background; 0 is that of other programs."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `capture`."""
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "folder", type=Path, metavar="DIR", nargs="?", help="is made if it does not exist"
    )
    where.add_argument("--gif", type=Path, metavar="FILE", help="write a film of one page")
    film = parser.add_argument_group("of a film")
    film.add_argument("--open", default="", metavar="DOCUMENT", help="that is shown")
    film.add_argument("--page", default="digits", help="that is shown (digits)")
    film.add_argument("--simulation", default="", help="whose steps are shown (the page's own)")
    film.add_argument("--from", dest="first", type=int, default=0, help="first step (0)")
    film.add_argument("--to", dest="last", type=int, default=100, help="last step (100)")
    film.add_argument("--frames", type=int, default=100, help="frames in all (100)")
    film.add_argument("--rate", type=int, default=10, help="frames a second (10)")
    film.add_argument("--size", default="1280x720", help="in pixels (1280x720)")
    film.add_argument("--window", action="store_true", help="show the window, not the page alone")
    film.add_argument("--lang", default="", help="language")
    film.add_argument("--theme", default="", help="light or dark")
    film.add_argument("--lecture", action="store_true", help="in large type")
    film.add_argument(
        "--background",
        action="store_true",
        help="print the number of each frame, and leave the processor to other programs",
    )
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Write the screenshots or the film; return the exit status.

    Raises
    ------
    SettingError
        If there is no such film.
    StorageError
        If the folder or the file is not writable.
    """
    if options.gif is not None:
        return _film(options)
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


def _film(options: argparse.Namespace) -> int:
    from app.automation.film import FASTEST, MOST_FRAMES, Film, record
    from app.pages import PAGES

    _check_range("from", options.first, 0, MOST_STEP)
    _check_range("to", options.last, 0, MOST_STEP)
    _check_range("frames", options.frames, 1, MOST_FRAMES)
    _check_range("rate", options.rate, 1, FASTEST)
    _check_among("page", options.page, [info.id for info in PAGES])
    look = [("--lang", options.lang), ("--theme", options.theme)]
    film = Film(
        options.gif,
        options.open,
        options.page,
        options.first,
        options.last,
        options.frames,
        options.rate,
        _size(options.size),
        options.window,
        (*(word for pair in look if pair[1] for word in pair), *["--lecture"] * options.lecture),
        options.simulation,
    )
    if options.background and hasattr(os, "nice"):
        os.nice(NICE)
    output = Output(options.json)
    bar = output.counter("frames")

    def said(done: int, total: int) -> None:
        bar(done, total)
        if options.background:
            output.line(f"{done}/{total}")

    written = record(film, said)
    output.line(f"{film.path}: {film.frames} frames, {written / 2**20:.1f} MB")
    output.document({"path": film.path, "frames": film.frames, "bytes": written})
    return 0


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    fits = all(low <= each <= high for low, each, high in zip(SMALLEST, size, LARGEST, strict=True))
    if not fits:
        raise SettingError(
            "expected a size from {low} to {high}, got {found}; write it like 1280x720",
            low="x".join(map(str, SMALLEST)),
            high="x".join(map(str, LARGEST)),
            found=text,
        )
    return size


def _check_range(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise SettingError(
            "expected --{name} from {low} to {high}, got {found}; choose another number",
            name=name,
            low=low,
            high=high,
            found=value,
        )


def _check_among(name: str, value: str, known: list[str]) -> None:
    if value not in known:
        raise SettingError(
            "expected --{name} among {known}, got {found}; choose one of them",
            name=name,
            known=", ".join(known),
            found=value,
        )


COMMAND = Command("capture", "write a picture of every page, or a film of one", configure, run)
