"""`capture`: pictures of the pages in a folder."""

from __future__ import annotations

import sys
import types

import pytest

from tests.support.command_line import strict_json


def test_pictures_of_the_pages_are_written(call, monkeypatch, tmp_path):
    def capture(folder):
        return [folder / "digits.png"]

    module = types.SimpleNamespace(capture=capture)
    monkeypatch.setitem(sys.modules, "app.automation.capture", module)
    folder = tmp_path / "new"
    assert strict_json(call("capture", folder, "--json")[1]) == [str(folder / "digits.png")]
    assert folder.is_dir()
    (tmp_path / "file").write_text("in the way")
    status, _, err = call("capture", tmp_path / "file" / "below")
    assert status == 2
    assert "expected a folder that can be written" in err


@pytest.fixture
def films(monkeypatch):
    """Return the films that were asked for; none is recorded."""
    from app.automation import film

    asked = []

    def record(film, said):
        asked.append(film)
        said(1, film.frames)
        return 2**20

    monkeypatch.setattr(film, "record", record)
    return asked


def test_a_film_has_the_options_that_were_given(call, films, tmp_path):
    path = tmp_path / "film.gif"
    words = ("--page", "builder", "--from", "5", "--to", "9", "--frames", "3", "--rate", "20",
             "--size", "640x480", "--window", "--lang", "es", "--lecture")  # fmt: skip
    status, out, _ = call("capture", "--gif", path, *words)
    assert (status, out) == (0, f"{path}: 3 frames, 1.0 MB\n")
    (film,) = films
    assert (film.page, film.first, film.last, film.frames) == ("builder", 5, 9, 3)
    assert (film.rate, film.size, film.whole_window) == (20, (640, 480), True)
    assert film.options == ("--lang", "es", "--lecture")
    told = strict_json(call("capture", "--gif", path, "--json")[1])
    assert told == {"path": str(path), "frames": 100, "bytes": 2**20}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--frames", "0"), "expected --frames from 1 to 1000, got 0"),
        (("--rate", "26"), "expected --rate from 1 to 25, got 26"),
        (("--from", "-1"), "expected --from from 0 to"),
        (("--page", "nowhere"), "expected --page among digits"),
        (("--size", "1x1"), "expected a size from 320x180 to 3840x2160, got 1x1"),
        (("--size", "large"), "write it like 1280x720"),
    ],
)
def test_a_film_that_cannot_be_is_refused(call, films, tmp_path, words, said):
    status, _, err = call("capture", "--gif", tmp_path / "film.gif", *words)
    assert status == 2
    assert said in err
    assert films == []
