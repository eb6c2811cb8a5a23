"""Files of pen strokes: JSON, or a line of JSON for each drawing."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

from engine.arrays import Matrix
from engine.data.digits.stroke_forms import StrokeForm, read_drawings
from engine.errors import DataError

MAX_BYTES = 256 * 2**20
"""Size limit of a file of strokes; some thousand digits take a few MB."""

SUFFIXES = (".json", ".ndjson", ".jsonl")


def is_stroke_file(path: Path) -> bool:
    """Return whether a file is JSON by its suffix or its first character."""
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            start = file.read(64).removeprefix(codecs.BOM_UTF8)
            return start.lstrip()[:1] in (b"[", b"{")
    except OSError:
        return False


def read_stroke_file(path: Path, form: StrokeForm | None = None) -> tuple[tuple[Matrix, ...], ...]:
    """Return the drawings of a file.

    Parameters
    ----------
    form : StrokeForm, optional
        StrokeForm of the strokes; by default it is told by their shape.

    Raises
    ------
    DataError
        If it cannot be read, or a drawing in it is malformed; the message names the file.
    """
    try:
        return read_drawings(_decoded(path), form)
    except DataError as error:
        raise DataError("{file}: " + error.template, file=path, **error.fields) from None


def _decoded(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "nothing").lower()
        raise DataError(
            "expected a file that can be read, got {reason}; check its name", reason=reason
        ) from None
    if len(content) > MAX_BYTES:
        raise DataError(
            "expected at most {limit} MB of strokes, got more; split the file",
            limit=MAX_BYTES // 2**20,
        )
    try:
        return _lines(content) if _is_lines(content) else json.loads(content)
    except (ValueError, RecursionError) as error:
        raise DataError(
            'expected JSON such as [{{"strokes": [[[x, y], …], …]}}], got something else '
            "({reason}); write it again",
            reason=str(error)[:80],
        ) from None


def _is_lines(content: bytes) -> bool:
    """Return whether the first line is an object of its own and others follow."""
    first, _, rest = content.strip().partition(b"\n")
    if not first.startswith((b"{", codecs.BOM_UTF8)) or not rest.strip():
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _lines(content: bytes) -> list[Any]:
    """Return the objects of a file with one on each line; empty lines are left out.

    Raises
    ------
    ValueError
        If a line is no JSON; the message names it.
    """
    found = []
    for number, line in enumerate(content.removeprefix(codecs.BOM_UTF8).splitlines(), 1):
        try:
            if line.strip():
                found.append(json.loads(line))
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from None
    return found
