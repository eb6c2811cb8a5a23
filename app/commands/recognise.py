"""`recognise FILE…`: digit recognition from pictures and pen strokes, as on the drawing pad."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.commands.command import Command, add_json
from app.commands.output import Output, percent
from engine.data.digits.stroke_files import is_stroke_file, read_stroke_file
from engine.data.digits.stroke_forms import FORMS, StrokeForm
from engine.data.files.pictures import read_picture
from engine.errors import DataError, ShapeError
from engine.recognition.recognition import Reader, Reading, load_reader

INPUTS, OUTPUTS = 784, 10


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `recognise`."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help='a picture, or pen strokes as JSON: [{"strokes": [[[x, y], …], …]}], y downwards; '
        "also as Quick, Draw! and signature pads write them",
    )
    parser.add_argument(
        "--weights", type=Path, metavar="FILE", help="another network than the ready-made one"
    )
    parser.add_argument(
        "--strokes",
        choices=FORMS,
        help="how strokes are written where it cannot be told: points [x, y], or a row of x and a "
        "row of y as in Quick, Draw!",
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
        several = is_stroke_file(path)
        for number, reading in enumerate(read_file(reader, path, options.strokes), 1):
            answers.append(answer(reading))
            output.progress(str(path.name), 1.0)
            answers[-1]["where"] = f"{path}, drawing {number}" if several else str(path)
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


def read_file(reader: Reader, path: Path, form: StrokeForm | None = None) -> Iterator[Reading]:
    """Yield the recognition of each drawing in a file of strokes, or of a picture.

    Raises
    ------
    DataError
        If the file is neither, or a drawing in it is malformed or empty.
    """
    if not is_stroke_file(path):
        yield _something(path, reader.read_picture(read_picture(path)))
        return
    for strokes in read_stroke_file(path, form):
        yield _something(path, reader.read_strokes(strokes))


def _something(path: Path, reading: Reading | None) -> Reading:
    if reading is None:
        raise DataError("{path}: expected ink, got an empty picture; draw a digit", path=path)
    return reading


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
