"""Films show the steps that were asked for, in as many frames and for as long."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.automation.film import Film, record
from engine.errors import StorageError


@pytest.mark.parametrize(("frames", "rate"), [(100, 10), (7, 12), (25, 25), (1, 3)])
def test_durations_add_up_to_the_length(frames, rate):
    durations = Film(Path("a.gif"), "", "digits", frames=frames, rate=rate).durations()
    assert len(durations) == frames
    assert abs(sum(durations) - 1000 * frames / rate) <= 5
    assert all(each % 10 == 0 for each in durations)


def test_steps_lie_evenly_between_the_ends():
    assert Film(Path("a.gif"), "", "digits", 10, 50, frames=5).steps() == [10, 20, 30, 40, 50]
    assert Film(Path("a.gif"), "", "digits", 50, 10, frames=3).steps() == [50, 30, 10]
    assert Film(Path("a.gif"), "", "digits", 7, 9, frames=1).steps() == [7]


def test_a_film_of_a_page_changes_from_step_to_step(qapp, tmp_path, no_leaks):
    path, said = tmp_path / "film.gif", []
    film = Film(path, "", "slowdown", 0, 200, frames=4, rate=10, size=(640, 360))
    assert record(film, lambda done, of: said.append((done, of))) == path.stat().st_size
    pictures = []
    with Image.open(path) as gif:
        assert (gif.n_frames, gif.size, gif.info["duration"]) == (4, (640, 360), 100)
        for frame in range(4):
            gif.seek(frame)
            pictures.append(np.asarray(gif.convert("RGB")))
    assert all((a != b).any() for a, b in pairwise(pictures))
    assert said[-1] == (4, 4)
    qapp.setStyleSheet("")


def test_a_film_that_cannot_be_written_is_refused_at_once(tmp_path):
    film = Film(tmp_path / "nowhere" / "film.gif", "", "slowdown")
    with pytest.raises(StorageError, match="expected a file in an existing folder"):
        record(film, lambda done, of: None)
