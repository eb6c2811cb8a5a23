"""`recognise FILE…`: digit recognition from pictures and pen strokes, as on the drawing pad."""

from __future__ import annotations

import argparse
from math import isqrt
from pathlib import Path
from typing import Any

from app.commands.command import Command, add_json
from app.commands.output import Output, complain, percent
from engine.data.digits.stroke_files import is_stroke_file, read_stroke_file
from engine.data.digits.stroke_forms import FORMS, StrokeForm
from engine.data.digits.strokes import SIDE
from engine.data.files.pictures import read_figures, read_picture
from engine.errors import DataError, ShapeError
from engine.exports.files import import_named, is_saved_here
from engine.recognition.familiarity import FAMILIAR
from engine.recognition.recognition import Reader, Reading, load_reader

BLANK = "no digit"
SEVERAL = "more than one figure"
"""Reasons for which a picture gets no digit."""
DIGITS = tuple("0123456789")
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
    if not is_stroke_file(path):
        return [(str(path), {**_answer_to_picture(reader, path), "file": str(path)})]
    drawings = read_stroke_file(path, form)
    return [
        (
            f"{path}, drawing {number}",
            {**answer(_something(path, reader.read_strokes(strokes)), reader), "file": str(path)},
        )
        for number, strokes in enumerate(drawings, 1)
    ]


def _answer_to_picture(reader: Reader, path: Path) -> dict[str, Any]:
    """Return the answer for the figures of a picture: one, several, or the reason for none."""
    # other classes than digits are learned from whole pictures
    whole = tuple(reader.names or DIGITS) != DIGITS
    figures = (read_picture(path),) if whole else read_figures(path)
    if figures is None:
        return {"digit": None, "digits": [], "reason": SEVERAL}
    readings = [reading for figure in figures if (reading := reader.read_picture(figure))]
    if not readings:
        return {"digit": None, "digits": [], "reason": BLANK}
    if len(readings) == 1:
        return answer(readings[0], reader)
    digits = [reading.digit for reading in readings]
    return {
        "digit": None,
        "digits": digits,
        "figures": [answer(reading, reader) for reading in readings],
    }


def _reader(path: Path | None, layers: str) -> Reader:
    if path is None or is_saved_here(path):
        reader = load_reader(path)
    else:
        network, class_names = import_named(path, layers)
        side = isqrt(network.specification.inputs)
        size = (side, side) if class_names else (SIDE, SIDE)
        reader = Reader(network, None, names=class_names, size=size)
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
        "digits": [reading.digit],
    }


def _sentence(where: str, found: dict[str, Any]) -> str:
    if "reason" in found:
        return f"{where}: {found['reason']}"
    if "figures" in found:
        figures = found["figures"]
        shares = ", ".join(percent(one["probabilities"][one["digit"]]) for one in figures)
        return f"{where}: {' '.join(map(str, found['digits']))} ({shares}){_strange(figures)}"
    shares, digit, second = found["probabilities"], found["digit"], found["runner_up"]
    return (
        f"{where}: {found['name']} ({percent(shares[digit])}), else {found['runner_up_name']} "
        f"({percent(shares[second])}){_strange([found])}"
    )


def _strange(figures: list[dict[str, Any]]) -> str:
    familiar = all(one["familiar"] >= FAMILIAR for one in figures)
    return "" if familiar else "   unlike anything it was trained on"


COMMAND = Command("recognise", "read digits from pictures or pen strokes", configure, run)
