"""`recognise FILE…`: digit recognition from pictures and pen strokes, as on the drawing pad."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.commands.command import Command, add_json
from app.commands.output import Output, complain, percent
from engine.data.digits.stroke_files import is_stroke_file, read_stroke_file
from engine.data.digits.stroke_forms import FORMS, StrokeForm
from engine.data.files.pictures import read_picture
from engine.errors import DataError, ShapeError
from engine.exports.files import import_network, is_saved_here
from engine.recognition.recognition import Reader, Reading, load_reader

OUTPUTS = 10
"""Outputs of networks whose file does not name its classes."""


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
        "--weights",
        type=Path,
        metavar="FILE",
        help="another network: a run, exported weights, a state_dict, the book's JSON",
    )
    parser.add_argument(
        "--layers",
        default="",
        metavar="LAYERS",
        help="layers of --weights where the file does not say them, as a state_dict of PyTorch",
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

    Files that cannot be read are named on standard error, the others are answered.

    Raises
    ------
    EngineError
        If the network cannot be read.
    """
    output = Output(options.json)
    reader = _reader(options.weights, options.layers)
    answers: list[tuple[str, dict[str, Any]]] = []
    refusals: list[DataError] = []
    for number, path in enumerate(options.files):
        output.progress(str(path.name), number / len(options.files))
        try:
            answers += _answers(reader, path, options.strokes)
        except DataError as error:
            refusals.append(error)
    output.clear()
    for where, found in answers:
        output.line(_sentence(where, found))
    if answers:
        output.document([found for _, found in answers])
    for refusal in refusals:
        complain(refusal)
    return refusals[0].exit_status if refusals else 0


def _answers(
    reader: Reader, path: Path, form: StrokeForm | None
) -> list[tuple[str, dict[str, Any]]]:
    """Return the answers to a file, each with the place that it is an answer to."""
    readings = list(read_file(reader, path, form))
    several = is_stroke_file(path)
    return [
        (
            f"{path}, drawing {number}" if several else str(path),
            {**answer(reading, reader), "file": str(path)},
        )
        for number, reading in enumerate(readings, 1)
    ]


def _reader(path: Path | None, layers: str) -> Reader:
    if path is None or is_saved_here(path):
        reader = load_reader(path)
    else:
        reader = Reader(import_network(path, layers), None)
    specification = reader.network.specification
    inputs, outputs = reader.size[0] * reader.size[1], specification.sizes[-1]
    if specification.inputs != inputs or not (reader.names or outputs == OUTPUTS):
        raise ShapeError(
            "expected a network of {inputs} inputs and {outputs} outputs in {path}, got {found}; "
            "choose another file",
            inputs=inputs,
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


def answer(reading: Reading, reader: Reader) -> dict[str, Any]:
    """Return the JSON object of one recognition."""
    return {
        "digit": reading.digit,
        "name": reader.name_of(reading.digit),
        "probabilities": reading.probabilities.tolist(),
        "runner_up": reading.runner_up,
        "runner_up_name": reader.name_of(reading.runner_up),
        "familiar": reading.familiar,
    }


def _sentence(where: str, found: dict[str, Any]) -> str:
    shares, digit, second = found["probabilities"], found["digit"], found["runner_up"]
    strange = "" if found["familiar"] >= 0.5 else "   unlike anything it was trained on"
    return (
        f"{where}: {found['name']} ({percent(shares[digit])}), else {found['runner_up_name']} "
        f"({percent(shares[second])}){strange}"
    )


COMMAND = Command("recognise", "read digits from pictures or pen strokes", configure, run)
