"""The shipped network reads; its answer is complete, honest and read-only."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.data.digits.strokes import normalise_strokes
from engine.errors import DataError, EngineError, StorageError
from engine.functions.activations import ACTIVATIONS
from engine.recognition.familiarity import FAMILIAR
from engine.recognition.recognition import (
    SHIPPED,
    Reader,
    Reading,
    load_reader,
    load_shipped,
    probabilities_of,
    weights_path,
)
from engine.runs.storage import load_network, save_network
from tests.support.samples.readers import small_network

SEVEN = [[(0.2, 0.1), (0.8, 0.12), (0.6, 0.5), (0.45, 0.9)]]
ONE = [[(0.5, 0.1), (0.49, 0.9)]]
FOUR = [[(0.35, 0.1), (0.15, 0.6), (0.8, 0.6)], [(0.6, 0.35), (0.58, 0.95)]]
STAR = [[(0.5, 0.0), (0.8, 0.95), (0.0, 0.35), (1.0, 0.35), (0.2, 0.95), (0.5, 0.0)]]


@pytest.fixture(scope="module", name="reader", params=SHIPPED)
def _reader(request: pytest.FixtureRequest) -> Reader:
    return load_shipped(request.param)


def read(reader: Reader, strokes: object) -> Reading:
    reading = reader.read_strokes(strokes)
    assert reading is not None
    return reading


@pytest.mark.parametrize(("strokes", "digit"), [(SEVEN, 7), (ONE, 1), (FOUR, 4)])
def test_plain_digits_are_read(
    reader: Reader, strokes: list[list[tuple[float, float]]], digit: int
) -> None:
    reading = read(reader, strokes)
    assert reading.digit == digit
    assert reading.probabilities[digit] > 0.9
    assert reading.familiar > FAMILIAR


def test_a_star_is_unfamiliar(reader: Reader) -> None:
    assert read(reader, STAR).unfamiliar


def test_a_reading_is_complete(reader: Reader) -> None:
    reading = read(reader, SEVEN)
    sizes = reader.network.specification.sizes
    assert tuple(len(a) for a in reading.activations) == sizes
    assert tuple(len(z) for z in reading.z) == sizes[1:]
    assert reading.probabilities.shape == (10,)
    assert reading.probabilities.sum() == pytest.approx(1, abs=1e-12)
    assert reading.digit == reading.probabilities.argmax()
    others = np.delete(reading.probabilities, reading.digit)
    assert reading.probabilities[reading.runner_up] == others.max()
    entering = reader.network.features(reading.picture.reshape(1, -1))[0]
    np.testing.assert_array_equal(reading.activations[0], entering)
    np.testing.assert_array_equal(reading.picture, reading.normalised.picture)


def test_the_activations_are_those_of_feedforward(reader: Reader) -> None:
    reading = read(reader, FOUR)
    expected = reader.network.feedforward(reading.picture.reshape(1, -1))[0]
    np.testing.assert_allclose(reading.activations[-1], expected, atol=1e-6)


def test_a_reading_is_read_only(reader: Reader) -> None:
    reading = read(reader, SEVEN)
    arrays = (reading.picture, reading.probabilities, *reading.z, *reading.activations)
    assert not any(array.flags.writeable for array in arrays)


def test_an_empty_pad_is_not_read(reader: Reader) -> None:
    assert reader.read_strokes([]) is None
    assert reader.read_picture(np.zeros((28, 28))) is None


def test_bad_strokes_and_pictures_are_refused(reader: Reader) -> None:
    with pytest.raises(DataError):
        reader.read_strokes([[["a", 1]]])
    with pytest.raises(DataError):
        reader.read_picture(np.zeros(784))


def test_strokes_and_their_picture_are_read_alike(reader: Reader) -> None:
    reading = read(reader, SEVEN)
    again = reader.read_picture(reading.picture)
    assert again is not None
    assert again.digit == reading.digit
    assert again.probabilities[7] == pytest.approx(reading.probabilities[7], abs=0.05)


@pytest.mark.parametrize("activation", [activation.name for activation in ACTIVATIONS])
def test_any_network_can_read_in_its_place(reader: Reader, activation: str) -> None:
    other = reader.with_network(small_network(activation))
    reading = read(other, SEVEN)
    assert reading.probabilities.sum() == pytest.approx(1)
    assert reading.probabilities.min() >= 0
    assert len(reading.activations) == 3
    assert reading.familiar == pytest.approx(read(reader, SEVEN).familiar, abs=1e-4)


def test_outputs_without_any_evidence_are_ten_equal_shares() -> None:
    network = small_network("tanh")
    shares = probabilities_of(network, np.full((1, 10), -0.5))
    np.testing.assert_allclose(shares, 0.1)


def test_without_familiarity_everything_is_familiar(reader: Reader) -> None:
    assert read(Reader(reader.network), STAR).familiar == 1


def test_the_weights_are_found_from_any_folder(tmp_path: Path) -> None:
    root = weights_path().parents[2]
    program = "from engine.recognition.recognition import load_reader; load_reader()"
    environment = {"PYTHONPATH": str(root), "NABLA_NO_NUMBA": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_the_weights_are_read_without_importing_numba() -> None:
    program = (
        "import sys; from engine.recognition.recognition import load_reader; load_reader(); "
        "raise SystemExit('numba' in sys.modules)"
    )
    root = weights_path().parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, check=False, timeout=60)
    assert done.returncode == 0


@pytest.mark.parametrize("name", SHIPPED)
def test_the_weights_are_small_enough_to_ship(name: str) -> None:
    assert weights_path(name).stat().st_size <= 3_000_000


def test_reading_needs_no_warm_up_and_is_fast(reader: Reader) -> None:
    normalised = normalise_strokes(SEVEN)
    assert normalised is not None
    reader.read_normalised(normalised)
    seconds = []
    for _ in range(30):
        started = time.perf_counter()
        reader.read_normalised(normalised)
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 0.003


def test_missing_weights_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="expected"):
        load_reader(tmp_path / "none.safetensors")


def test_weights_without_what_is_familiar_still_read(tmp_path: Path) -> None:
    path = tmp_path / "plain.safetensors"
    save_network(path, small_network("softmax"))
    assert read(load_reader(path), SEVEN).familiar == 1


def test_weights_with_a_damaged_familiarity_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "damaged.safetensors"
    save_network(path, small_network("softmax"), {"familiarity": {"sizes": [784, 3]}})
    with pytest.raises(StorageError, match="familiar"):
        load_reader(path)


def test_familiarity_survives_the_file(reader: Reader, tmp_path: Path) -> None:
    familiarity = reader.familiarity
    assert familiarity is not None
    path = tmp_path / "copy.safetensors"
    _, _, description = load_network(weights_path())
    kept = {"familiarity": description["familiarity"]}
    save_network(path, reader.network, kept, familiarity.arrays())
    assert read(load_reader(path), STAR).familiar == read(reader, STAR).familiar


def test_readings_become_plain_json(reader: Reader) -> None:
    reading = read(reader, SEVEN)
    document = json.dumps(
        {
            "digit": reading.digit,
            "probabilities": reading.probabilities.tolist(),
            "runner_up": reading.runner_up,
            "familiar": reading.familiar,
        }
    )
    assert json.loads(document)["digit"] == 7
