"""What the shipped weights reach on digits that nobody trained on, and under disturbances.

The figures are those of the table in the pad's recipe: the path is the one of the window and of
the command line, `Reader.read_picture` and `Reader.read_strokes`.
"""

import gzip
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from engine.data.digits.normalisation import normalise_picture
from engine.data.digits.strokes import normalise_strokes
from engine.data.examples import Examples
from engine.data.files.mnist import load_mnist
from engine.execution.tracing import outputs_of
from engine.recognition.calibration import calibration_error
from engine.recognition.familiarity import FAMILIAR
from engine.recognition.recognition import Reader, load_shipped
from tests.reference.non_digits import LETTERS, SCRIBBLES, letter
from tests.support.disturbances import Picture, grown, resized, shifted, tilted

SAMPLE = 1_000
"""Of the 10,000 test pictures, evenly spread; the whole set is read once, undisturbed."""

Disturbance = Callable[[Picture], Picture]


LEAST = {"ready-made": (0.995, 0.985), "plain": (0.985, 0.98)}
"""Least accuracy of each shipped network on MNIST's test pictures and on unseen writers."""


@pytest.fixture(scope="module", name="name", params=LEAST)
def _name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", name="reader")
def _reader(name: str) -> Reader:
    return load_shipped(name)


@pytest.fixture(scope="module", name="mnist_test")
def _mnist_test(mnist_dir: Path) -> Examples:
    return load_mnist(mnist_dir).test


@pytest.fixture(scope="module", name="pens")
def _pens(pen_strokes_file: Path) -> Examples:
    entries = json.loads(gzip.decompress(pen_strokes_file.read_bytes()))
    unseen = [entry for entry in entries if entry["writer"] >= 25]
    drawings = [normalise_strokes(entry["strokes"]) for entry in unseen]
    pictures = [drawing.picture.ravel() for drawing in drawings if drawing]
    return Examples(np.stack(pictures), np.array([entry["label"] for entry in unseen], np.uint8))


def through_the_pad(pictures: Picture) -> Picture:
    """Return pictures as the network gets them, shape (n, 784); no ink stays black."""
    results = [normalise_picture(picture) for picture in pictures.reshape(-1, 28, 28)]
    return np.stack([r.picture.ravel() if r else np.zeros(784, np.float32) for r in results])


def accuracy(reader: Reader, examples: Examples, disturbance: Disturbance | None = None) -> float:
    """Return the accuracy on the sample, in per cent."""
    step = len(examples) // SAMPLE
    pictures = examples.x[::step].reshape(-1, 28, 28)
    disturbed = np.stack([disturbance(p) for p in pictures]) if disturbance else pictures
    answers = outputs_of(reader.network, through_the_pad(disturbed)).argmax(axis=1)
    return float(100 * (answers == examples.labels[::step]).mean())


@pytest.fixture(scope="module", name="undisturbed")
def _undisturbed(reader: Reader, mnist_test: Examples) -> float:
    return accuracy(reader, mnist_test)


def test_mnist_is_read_and_the_confidence_is_honest(
    name: str, reader: Reader, mnist_test: Examples
) -> None:
    probabilities = outputs_of(reader.network, through_the_pad(mnist_test.x))
    assert (probabilities.argmax(axis=1) == mnist_test.labels).mean() >= LEAST[name][0]
    assert calibration_error(probabilities, mnist_test.labels) <= 0.02


def test_unseen_writers_are_read_and_the_confidence_is_honest(
    name: str, reader: Reader, pens: Examples
) -> None:
    probabilities = outputs_of(reader.network, pens.x)
    assert (probabilities.argmax(axis=1) == pens.labels).mean() >= LEAST[name][1]
    assert calibration_error(probabilities, pens.labels) <= 0.02


@pytest.mark.parametrize(
    ("right", "down"), [(1, 0), (-2, 0), (0, 3), (4, 0), (5, 0), (-5, 0), (0, 5), (0, -5)]
)
def test_a_shift_costs_at_most_one_point(
    reader: Reader, mnist_test: Examples, undisturbed: float, right: int, down: int
) -> None:
    moved = accuracy(reader, mnist_test, partial(shifted, right=right, down=down))
    assert moved >= undisturbed - 1


@pytest.mark.parametrize("factor", [0.5, 0.6, 0.8, 0.9, 1.1, 1.2, 1.3])
def test_another_size_costs_at_most_one_point(
    reader: Reader, mnist_test: Examples, undisturbed: float, factor: float
) -> None:
    sized = accuracy(reader, mnist_test, partial(resized, factor=factor))
    assert sized >= undisturbed - 1


@pytest.mark.parametrize(
    ("disturbance", "least"),
    [
        (partial(grown, reach=2, pick=np.min), 94),
        (partial(grown, reach=2, pick=np.max), 97),
        (partial(grown, reach=3, pick=np.max), 93),
        (partial(tilted, degrees=10), 97),
        (partial(tilted, degrees=-10), 97),
        (partial(tilted, degrees=20), 93),
        (lambda picture: (picture > 0.5).astype(np.float32), 97),
        (lambda picture: picture / 4, 98),
    ],
    ids=[
        "thin",
        "thick",
        "very thick",
        "tilted right",
        "tilted left",
        "tilted far",
        "hard edges",
        "faint",
    ],
)
def test_other_pens_and_tilts_are_read(
    reader: Reader, mnist_test: Examples, disturbance: Disturbance, least: float
) -> None:
    assert accuracy(reader, mnist_test, disturbance) >= least


@pytest.mark.parametrize(
    ("disturbance", "most"),
    [(np.transpose, 40), (np.fliplr, 65), (lambda picture: 1 - picture, 30)],
    ids=["transposed", "mirrored", "black on white"],
)
def test_swapped_axes_or_polarity_would_be_noticed(
    reader: Reader, mnist_test: Examples, disturbance: Disturbance, most: float
) -> None:
    """Guard the commonest bugs: were the path to swap them itself, these would be read well."""
    assert accuracy(reader, mnist_test, disturbance) <= most


@pytest.mark.parametrize(
    ("size", "right", "down"), [(0.45, 0.1, 0.5), (0.6, 0.0, 0.0), (1.1, -3.0, 2.0), (300, 40, 7)]
)
def test_strokes_are_read_alike_at_every_size_and_place(
    reader: Reader, pen_strokes_file: Path, size: float, right: float, down: float
) -> None:
    entries = json.loads(gzip.decompress(pen_strokes_file.read_bytes()))
    for entry in [entry for entry in entries if entry["writer"] >= 25][::30]:
        moved = [[(size * x + right, size * y + down) for x, y in s] for s in entry["strokes"]]
        here, there = reader.read_strokes(entry["strokes"]), reader.read_strokes(moved)
        assert here is not None
        assert there is not None
        np.testing.assert_allclose(there.probabilities, here.probabilities, atol=0.05)


def test_digits_are_seldom_called_unfamiliar(
    reader: Reader, mnist_test: Examples, pens: Examples
) -> None:
    familiarity = reader.familiarity
    assert familiarity is not None
    for pictures in (mnist_test.x, pens.x):
        assert np.mean(familiarity.scores(pictures) < FAMILIAR) <= 0.05


def test_letters_and_scribbles_are_called_unfamiliar(reader: Reader) -> None:
    generator = np.random.default_rng(2024)
    drawings = [letter(name, generator) for name in LETTERS for _ in range(20)]
    drawings += [draw(generator) for draw in SCRIBBLES.values() for _ in range(20)]
    readings = [reader.read_strokes(strokes) for strokes in drawings]
    caught = [reading is not None and reading.unfamiliar for reading in readings]
    count = 20 * len(LETTERS)
    assert np.mean(caught[:count]) >= 0.8
    assert np.mean(caught[count:]) >= 0.8
