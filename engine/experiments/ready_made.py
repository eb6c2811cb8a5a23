"""Training of the weights shipped in ``assets/weights``.

::

    python -m engine.experiments.ready_made --data-dir DIR --pen-strokes FILE
        --epochs N --save assets/weights/digits.safetensors

reads MNIST from DIR and pen strokes (JSON, gzipped or not, one object per digit with
"label", "writer" and "strokes") from FILE. It trains on the 50,000 training pictures and on
writers 1-20, distorted afresh each epoch. The temperature is fitted on the 10,000 validation
pictures and writers 21-24, the limit of familiarity on the validation pictures. The test
pictures and writers 25-30 are used only for ``--report``. If stopped, the same command resumes
from its checkpoint.

``--layers`` trains another network, for instance one with convolutions; ``--detector FILE``
reuses the detector of doodles of an existing file.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine import random_streams
from engine.arrays import Images, Labels
from engine.atomic_files import check_writable
from engine.data.digits.doodles import doodle, mixed_up
from engine.data.digits.strokes import Normalised, normalise_strokes
from engine.data.examples import Examples
from engine.data.files.mnist import load_mnist
from engine.errors import DataError, EngineError, StorageError
from engine.execution.tracing import follow, outputs_of
from engine.experiments.expanded_course import Course, Drawings, Part, Pictures, train_course
from engine.networks.network import Network
from engine.recognition.calibration import calibration_error, fitted_temperature, fold_temperature
from engine.recognition.familiarity import DETECTOR_LAYERS, FAMILIAR, Familiarity
from engine.recognition.recognition import Reader, load_reader
from engine.runs.storage import save_network
from engine.training.settings import TrainingSettings

LAYERS = "784-500:relu-200:relu-10"
LAST_TRAINED_WRITER = 20
LAST_VALIDATION_WRITER = 24
REPEATS = 4
"""Copies of each pen drawing in an epoch, each distorted differently."""
DOODLES = 20_000
FALSE_ALARMS = 0.03
"""Share of validation pictures that may count as unfamiliar."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PenDigits:
    """Pen drawings in MNIST's form.

    Attributes
    ----------
    drawings : tuple of Normalised
    labels : Labels, shape (n,)
    """

    drawings: tuple[Normalised, ...]
    labels: Labels

    @property
    def pictures(self) -> Images:
        """The drawings as rows of pixels, shape (n, 784), float32."""
        return np.stack([drawing.picture.ravel() for drawing in self.drawings])


@dataclass(frozen=True, slots=True)
class Material:
    """Training and validation data of the shipped weights."""

    mnist: Examples
    pens: PenDigits
    validation: Examples
    validation_pens: PenDigits

    @property
    def kept(self) -> Examples:
        """Both validation parts as one."""
        return Examples(
            np.concatenate([self.validation.x, self.validation_pens.pictures]),
            np.concatenate([self.validation.labels, self.validation_pens.labels]),
        )


def load_pen_digits(path: Path, first_writer: int, last_writer: int) -> PenDigits:
    """Return the digits of some writers.

    Raises
    ------
    DataError
        If the file is missing, malformed, or has no digits of these writers.
    """
    try:
        content = path.read_bytes()
        if content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
        entries = [
            (int(entry["label"]), entry["strokes"])
            for entry in json.loads(content)
            if first_writer <= entry["writer"] <= last_writer
        ]
    except (OSError, EOFError, ValueError, TypeError, KeyError) as error:
        raise DataError(
            "{path}: expected pen strokes as JSON with label, writer and strokes, got {found}; "
            "choose another file",
            path=path,
            found=error,
        ) from None
    normalised = [(normalise_strokes(strokes), label) for label, strokes in entries]
    drawn = [(drawing, label) for drawing, label in normalised if drawing is not None]
    if not drawn:
        raise DataError(
            "{path}: expected digits of writers {first} to {last}, got none; choose another file",
            path=path,
            first=first_writer,
            last=last_writer,
        )
    return PenDigits(
        tuple(drawing for drawing, _ in drawn), np.array([label for _, label in drawn], np.uint8)
    )


def load_material(data_dir: Path, pen_strokes: Path) -> Material:
    """Read everything but the test parts.

    Raises
    ------
    DataError
        If a file is missing or malformed.
    """
    mnist = load_mnist(data_dir)
    return Material(
        mnist.training,
        load_pen_digits(pen_strokes, 1, LAST_TRAINED_WRITER),
        mnist.validation,
        load_pen_digits(pen_strokes, LAST_TRAINED_WRITER + 1, LAST_VALIDATION_WRITER),
    )


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of the weights to make.

    Attributes
    ----------
    layers : str
        Layers of the network that reads digits.
    epochs, seed : int
    dropout : float
        Dropout 0..1 of the network that reads digits.
    detector : Path, optional
        File of weights whose detector is reused; otherwise one is trained.
    """

    layers: str = LAYERS
    epochs: int = 100
    seed: int = 1
    dropout: float = 0.0
    detector: Path | None = None


def reader_course(material: Material, recipe: Recipe) -> Course:
    """Return the course of the network that reads digits."""
    parts: tuple[Part, ...] = (
        Pictures(material.mnist.x, material.mnist.labels),
        Drawings(material.pens.drawings, material.pens.labels, REPEATS),
    )
    settings = _settings(recipe.layers, recipe.epochs, recipe.seed, recipe.dropout)
    return Course("reader", settings, 10, parts)


def detector_course(material: Material, epochs: int, seed: int) -> Course:
    """Return the course of the small network that tells digits from doodles."""
    generator = random_streams.generator(seed, "noise")
    drawn = [normalise_strokes(doodle(generator)) for _ in range(DOODLES)]
    doodles = tuple(drawing for drawing in drawn if drawing is not None)
    pictures = np.stack([drawing.picture.ravel() for drawing in doodles])
    mixed = mixed_up(material.mnist.x, material.mnist.labels, generator)
    parts: tuple[Part, ...] = (
        Pictures(material.mnist.x, np.zeros_like(material.mnist.labels)),
        Drawings(material.pens.drawings, np.zeros_like(material.pens.labels), REPEATS),
        Drawings(doodles, np.ones(len(doodles), np.uint8)),
        Pictures(pictures, np.ones(len(pictures), np.uint8)),
        Pictures(mixed, np.ones(len(mixed), np.uint8)),
    )
    return Course("detector", _settings(DETECTOR_LAYERS, epochs, seed), 2, parts)


def _settings(layers: str, epochs: int, seed: int, dropout: float = 0.0) -> TrainingSettings:
    return TrainingSettings.from_values(
        {
            "layers": layers,
            "cost": "log-likelihood",
            "initialiser": "he",
            "eta": 0.1,
            "batch": 20,
            "epochs": epochs,
            "seed": seed,
            "dropout": dropout,
            "schedule": "exponential",
            "patience": max(1, epochs // 5),
        }
    )


def make_reader(material: Material, recipe: Recipe, save: Path) -> Reader:
    """Train both networks, calibrate the probabilities, and write the file.

    Parameters
    ----------
    save : Path
        File to write; checkpoints are kept in its folder until it is written.

    Raises
    ------
    DivergenceError
        If the weights stop being finite.
    StorageError
        If a file cannot be written, or the detector's file or a checkpoint cannot be read.
    """
    kept = material.kept
    detector = None if recipe.detector is None else _detector_of(recipe.detector)
    network = train_course(reader_course(material, recipe), kept, _checkpoint(save, "reader"))
    temperature = fitted_temperature(follow(network, kept.x)[0][-1], kept.labels)
    fold_temperature(network, temperature)
    if detector is None:
        detector = train_course(
            detector_course(material, max(1, recipe.epochs // 3), recipe.seed),
            Examples(kept.x, np.zeros_like(kept.labels)),
            _checkpoint(save, "detector"),
        )
    familiarity = Familiarity.fitted(network, detector, material.validation.x, FALSE_ALARMS)
    description = {
        "familiarity": {
            "sizes": detector.specification.sizes,
            "activations": detector.specification.activations,
        },
        "made_by": "engine.experiments.ready_made",
        "epochs": recipe.epochs,
        "seed": recipe.seed,
        "temperature": temperature,
    }
    save_network(save, network, description, familiarity.arrays())
    for part in ("reader", "detector"):
        _checkpoint(save, part).unlink(missing_ok=True)
    return Reader(network, familiarity)


def _detector_of(path: Path) -> Network:
    familiarity = load_reader(path).familiarity
    if familiarity is None:
        raise StorageError(
            "expected weights with a detector of doodles at {path}, got none; "
            "leave --detector out to train one",
            path=path,
        )
    return familiarity.detector


def _checkpoint(save: Path, part: str) -> Path:
    return save.with_name(f"{save.name}.{part}.part")


def report(reader: Reader, examples: Examples, name: str) -> dict[str, float]:
    """Log and return accuracy, calibration error and share of unfamiliar pictures."""
    probabilities = outputs_of(reader.network, examples.x)
    figures = {
        "accuracy": float((probabilities.argmax(axis=1) == examples.labels).mean()),
        "calibration_error": calibration_error(probabilities, examples.labels),
        "unfamiliar": 0.0,
    }
    if reader.familiarity is not None:
        scores = reader.familiarity.scores(examples.x)
        figures["unfamiliar"] = float((scores < FAMILIAR).mean())
    logger.info("%s: %s", name, ", ".join(f"{key} {value:.4f}" for key, value in figures.items()))
    return figures


def report_all(reader: Reader, data_dir: Path, pen_strokes: Path, *, test: bool) -> None:
    """Log the figures on the validation parts and, if asked for, on the test parts."""
    mnist = load_mnist(data_dir)
    pens = load_pen_digits(pen_strokes, LAST_TRAINED_WRITER + 1, LAST_VALIDATION_WRITER)
    report(reader, mnist.validation, "MNIST validation")
    report(reader, Examples(pens.pictures, pens.labels), "pen strokes, writers 21-24")
    if test:
        unseen = load_pen_digits(pen_strokes, LAST_VALIDATION_WRITER + 1, sys.maxsize)
        report(reader, mnist.test, "MNIST test")
        report(reader, Examples(unseen.pictures, unseen.labels), "pen strokes, writers 25-30")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m engine.experiments.ready_made")
    parser.add_argument("--data-dir", type=Path, required=True, help="folder with MNIST")
    parser.add_argument("--pen-strokes", type=Path, required=True, help="JSON, may be gzipped")
    parser.add_argument("--layers", default=LAYERS, help=f"of the reader; default {LAYERS}")
    parser.add_argument("--epochs", type=int, default=100, help="of the reader; default 100")
    parser.add_argument("--dropout", type=float, default=0.0, help="of the reader; default 0")
    parser.add_argument("--detector", type=Path, help="weights whose detector is taken over")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=Path, required=True, help="the weights to write")
    parser.add_argument(
        "--report", action="store_true", help="only measure SAVE, on the test parts too"
    )
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    started = time.monotonic()
    try:
        if options.report:
            reader = load_reader(options.save)
        else:
            check_writable(options.save)
            material = load_material(options.data_dir, options.pen_strokes)
            chosen = (options.layers, options.epochs, options.seed)
            recipe = Recipe(*chosen, options.dropout, options.detector)
            reader = make_reader(material, recipe, options.save)
            logger.info("%s written after %.0f s", options.save, time.monotonic() - started)
        report_all(reader, options.data_dir, options.pen_strokes, test=options.report)
    except EngineError as error:
        logger.error("%s", error)
        return error.exit_status
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
