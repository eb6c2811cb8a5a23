"""The command that trains the shipped weights: pen strokes, a report, and refusals."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine.data.examples import Examples
from engine.errors import DataError
from engine.experiments import ready_made
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.recognition.familiarity import Familiarity
from engine.recognition.recognition import Reader


def digits() -> Examples:
    generator = np.random.default_rng(1)
    return Examples(
        generator.random((60, 784)).astype(np.float32), (np.arange(60) % 10).astype(np.uint8)
    )


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\x1f\x8b damaged", b'[{"label": 1}]', b"[]", b'{"a": 1}', b"[1]"]
)
def test_malformed_pen_strokes_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "strokes.json"
    path.write_bytes(content)
    with pytest.raises(DataError, match="expected"):
        ready_made.load_pen_digits(path, 1, 2)


def test_pen_strokes_are_chosen_by_writer(tmp_path: Path) -> None:
    path = tmp_path / "strokes.json"
    entries = [
        {"label": writer, "writer": writer, "strokes": [[[0, 0], [1, writer]]]}
        for writer in range(1, 6)
    ]
    path.write_text(json.dumps(entries), encoding="utf-8")
    pens = ready_made.load_pen_digits(path, 2, 4)
    assert pens.labels.tolist() == [2, 3, 4]
    assert pens.pictures.shape == (3, 784)


def test_the_report_counts_right_answers_and_unfamiliar_pictures() -> None:
    network = Network.initialised(parse_layers("784-10", "log-likelihood"), "he", 1)
    detector = Network.initialised(parse_layers("784-2", "log-likelihood"), "he", 2)
    familiarity = Familiarity.fitted(network, detector, digits().x, 0.25)
    reader = Reader(network, familiarity)
    answers = network.feedforward(digits().x).argmax(axis=1).astype(np.uint8)
    figures = ready_made.report(reader, Examples(digits().x, answers), "own answers")
    assert figures["accuracy"] == 1
    assert figures["unfamiliar"] == pytest.approx(0.25)


def test_a_missing_folder_is_one_sentence_and_exit_two(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    status = ready_made.main(
        [
            "--data-dir",
            str(tmp_path),
            "--pen-strokes",
            str(tmp_path / "none.json"),
            "--save",
            str(tmp_path / "missing" / "digits.safetensors"),
        ]
    )
    assert status == 2
    assert "expected" in caplog.text
