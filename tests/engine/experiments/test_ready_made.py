"""The command that trains the shipped weights: resumable, checked, and refusing nonsense."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine.arrays import Images
from engine.data.digits.strokes import normalise_strokes
from engine.data.examples import Examples
from engine.errors import DataError, StorageError
from engine.experiments import expanded_course, ready_made
from engine.experiments.expanded_course import Course, Drawings, Pictures, train_course
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.recognition.familiarity import Familiarity
from engine.recognition.recognition import Reader
from engine.training.settings import TrainingSettings

EPOCHS = 4


class InterruptedCourseError(Exception):
    """Stands for a person who stops the training."""


class Interruption(Pictures):
    """Pictures that cannot be written in one epoch."""

    def write(self, seed: int, epoch: int, out: Images) -> None:
        """Stop in the third epoch."""
        if epoch == 2:
            raise InterruptedCourseError
        super().write(seed, epoch, out)


def digits() -> Examples:
    generator = np.random.default_rng(1)
    return Examples(
        generator.random((60, 784)).astype(np.float32), (np.arange(60) % 10).astype(np.uint8)
    )


def course(pictures: type[Pictures] = Pictures, eta: float = 0.1) -> Course:
    settings = TrainingSettings.from_values(
        {
            "layers": "784-6:relu-10",
            "cost": "log-likelihood",
            "epochs": EPOCHS,
            "eta": eta,
            "schedule": "exponential",
            "initialiser": "he",
        }
    )
    drawing = normalise_strokes([[(0, 0), (1, 0), (0.3, 1)]])
    assert drawing is not None
    drawn = Drawings([drawing, drawing], np.array([7, 7], np.uint8), repeats=3)
    return Course("test", settings, 10, (pictures(digits().x, digits().labels), drawn))


@pytest.fixture(autouse=True)
def _checkpoint_after_each_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expanded_course, "CHECKPOINT_EVERY", 1)


def test_a_stopped_course_goes_on_to_the_same_bits(tmp_path: Path) -> None:
    whole = train_course(course(), digits(), tmp_path / "whole.part")
    with pytest.raises(InterruptedCourseError):
        train_course(course(Interruption), digits(), tmp_path / "stopped.part")
    resumed = train_course(course(), digits(), tmp_path / "stopped.part")
    assert resumed.digest() == whole.digest()


def test_a_finished_course_is_not_trained_again(tmp_path: Path) -> None:
    first = train_course(course(), digits(), tmp_path / "done.part")
    again = train_course(course(Interruption), digits(), tmp_path / "done.part")
    assert again.digest() == first.digest()


def test_a_checkpoint_of_other_settings_is_refused(tmp_path: Path) -> None:
    train_course(course(), digits(), tmp_path / "other.part")
    with pytest.raises(StorageError, match="settings"):
        train_course(course(eta=0.2), digits(), tmp_path / "other.part")


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
