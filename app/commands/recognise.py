"""`recognise FILE…`: digit recognition from pictures and pen strokes, as on the drawing pad."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.commands.command import Command, add_json
from app.commands.output import Output, percent
from engine.data.digits.strokes import read_drawings
from engine.data.files.pictures import read_picture
from engine.errors import DataError, ShapeError
from engine.recognition.recognition import Reader, Reading, load_reader

MAX_BYTES = 256 * 2**20
"""Size limit of a file of strokes; some thousand digits take a few MB."""
INPUTS, OUTPUTS = 784, 10


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `recognise`."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help='a picture, or pen strokes as JSON: [{"strokes": [[[x, y], …], …]}], y downwards',
    )
    parser.add_argument(
        "--weights", type=Path, metavar="FILE", help="another network than the ready-made one"
    )
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Read all files, then print the answers in order; return the exit status.

    Raises
    ------
    EngineError
        If one file is malformed; then nothing is printed.
    """
    output = Output(options.json)
    reader = _reader(options.weights)
    answers = []
    for path in options.files:
        for number, reading in enumerate(read_file(reader, path), 1):
            answers.append(answer(reading))
            output.progress(str(path.name), 1.0)
            answers[-1]["where"] = f"{path}, drawing {number}" if _is_json(path) else str(path)
    output.clear()
    for found in answers:
        output.line(_sentence(found.pop("where"), found))
    output.document(answers)
    return 0


def _reader(path: Path | None) -> Reader:
    reader = load_reader(path)
    specification = reader.network.specification
    if (specification.inputs, specification.sizes[-1]) != (INPUTS, OUTPUTS):
        raise ShapeError(
            "expected a network of {inputs} inputs and {outputs} outputs in {path}, got {found}; "
            "choose another file",
            inputs=INPUTS,
            outputs=OUTPUTS,
            path=path,
            found=specification,
        )
    return reader


def read_file(reader: Reader, path: Path) -> Iterator[Reading]:
    """Yield the recognition of each drawing in a file of strokes, or of a picture.

    Raises
    ------
    DataError
        If the file is neither, or a drawing in it is malformed or empty.
    """
    if not _is_json(path):
        yield _something(path, reader.read_picture(read_picture(path)))
        return
    try:
        drawings = read_drawings(_decoded(path))
    except DataError as error:
        raise DataError("{file}: " + error.template, file=path, **error.fields) from None
    for strokes in drawings:
        yield _something(path, reader.read_strokes(strokes))


def _something(path: Path, reading: Reading | None) -> Reading:
    if reading is None:
        raise DataError("{path}: expected ink, got an empty picture; draw a digit", path=path)
    return reading


def _is_json(path: Path) -> bool:
    """Return whether a file is JSON by its suffix or its first character."""
    if path.suffix.lower() == ".json":
        return True
    try:
        with path.open("rb") as file:
            return file.read(64).lstrip()[:1] in (b"[", b"{")
    except OSError:
        return False


def _decoded(path: Path) -> Any:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError(
                "expected at most {limit} MB of strokes, got more; split the file",
                limit=MAX_BYTES // 2**20,
            )
        return json.loads(path.read_bytes())
    except OSError as error:
        reason = (error.strerror or "nothing").lower()
        raise DataError(
            "expected a file that can be read, got {reason}; check its name", reason=reason
        ) from None
    except (ValueError, RecursionError) as error:
        raise DataError(
            'expected JSON such as [{{"strokes": [[[x, y], …], …]}}], got something else '
            "({reason}); write it again",
            reason=str(error)[:80],
        ) from None


def answer(reading: Reading) -> dict[str, Any]:
    """Return the JSON object of one recognition."""
    return {
        "digit": reading.digit,
        "probabilities": reading.probabilities.tolist(),
        "runner_up": reading.runner_up,
        "familiar": reading.familiar,
    }


def _sentence(where: str, found: dict[str, Any]) -> str:
    shares, digit, second = found["probabilities"], found["digit"], found["runner_up"]
    strange = "" if found["familiar"] >= 0.5 else "   unlike anything it was trained on"
    return (
        f"{where}: {digit} ({percent(shares[digit])}), else {second} "
        f"({percent(shares[second])}){strange}"
    )


COMMAND = Command("recognise", "read digits from pictures or pen strokes", configure, run)
