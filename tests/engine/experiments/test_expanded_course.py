"""A course on pictures drawn anew in every epoch goes on after a stop."""

from pathlib import Path

import numpy as np
import pytest

from engine.arrays import Images
from engine.data.digits.strokes import normalise_strokes
from engine.data.examples import Examples
from engine.errors import StorageError
from engine.experiments import expanded_course
from engine.experiments.expanded_course import Course, Drawings, Pictures, train_course
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
